using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using Ledger.Rpc.Tests.Testing;

namespace Ledger.Rpc.Tests.Json;

public sealed class JsonCallTests
{
    private const string Path = "/ledger.test.v1.Echo/Unary";

    [Fact]
    public async Task Unary_JsonOnTheHttp1Port_IsAnswered()
    {
        await using TestHost host = await TestHost.StartAsync();

        (HttpStatusCode status, JsonElement json) = await PostAsync(host, Path, """{"text":"grün","payload":"AQID","count":7}""");

        status.ShouldBe(HttpStatusCode.OK);
        json.GetProperty("text").GetString().ShouldBe("grün");
        json.GetProperty("payload").GetString().ShouldBe("AQID");
        json.GetProperty("count").GetInt32().ShouldBe(7);
        json.GetProperty("sizeBytes").GetString().ShouldBe("0");
    }

    [Theory]
    [InlineData(3, 400)]
    [InlineData(5, 404)]
    [InlineData(6, 409)]
    [InlineData(7, 403)]
    [InlineData(8, 429)]
    [InlineData(9, 400)]
    [InlineData(10, 409)]
    [InlineData(13, 500)]
    [InlineData(14, 503)]
    [InlineData(16, 401)]
    public async Task Unary_Failure_IsJsonWithItsHttpStatus(int code, int httpStatus)
    {
        await using TestHost host = await TestHost.StartAsync();

        (HttpStatusCode status, JsonElement json) = await PostAsync(
            host, Path, $$"""{"act":"fail","number":{{code}},"text":"why"}""");

        ((int)status).ShouldBe(httpStatus);
        json.GetProperty("code").GetInt32().ShouldBe(code);
        json.GetProperty("message").GetString().ShouldBe("why");
        json.GetProperty("details").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Unary_FailureWithDetails_ShowsThem()
    {
        await using TestHost host = await TestHost.StartAsync();

        (_, JsonElement json) = await PostAsync(host, Path, """{"act":"details"}""");

        JsonElement detail = json.GetProperty("details")[0];
        detail.GetProperty("@type").GetString().ShouldBe("type.googleapis.com/google.rpc.ErrorInfo");
        detail.GetProperty("reason").GetString().ShouldBe("PLEDGED");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"noSuchField":1}""")]
    [InlineData("""{"count":"many"}""")]
    [InlineData("""{"count":99999999999}""")]
    [InlineData("""{"payload":"!"}""")]
    public async Task Unary_BodyNotTheMessage_IsInvalidArgument(string body)
    {
        await using TestHost host = await TestHost.StartAsync();

        (HttpStatusCode status, JsonElement json) = await PostAsync(host, Path, body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        json.GetProperty("code").GetInt32().ShouldBe(3);
        json.GetProperty("message").GetString()!.ShouldContain("ledger.test.v1.EchoRequest");
    }

    [Fact]
    public async Task Unary_BodyTooLarge_IsTooManyBytesAndNotRead()
    {
        await using TestHost host = await TestHost.StartAsync(o => o.MaxJsonBodySizeBytes = 100);

        (HttpStatusCode status, JsonElement json) = await PostAsync(host, Path, $$"""{"text":"{{new string('x', 10_000)}}"}""");

        status.ShouldBe(HttpStatusCode.TooManyRequests);
        json.GetProperty("code").GetInt32().ShouldBe(8);
    }

    [Fact]
    public async Task Unary_BodyTooLargeWithoutALength_IsTooManyBytes()
    {
        await using TestHost host = await TestHost.StartAsync(o => o.MaxJsonBodySizeBytes = 100);
        using var http = new HttpClient { BaseAddress = host.Http1 };
        http.DefaultRequestHeaders.TransferEncodingChunked = true;
        using var content = new StringContent(new string(' ', 10_000), Encoding.UTF8, "application/json");

        using HttpResponseMessage response = await http.PostAsync(Path, content);

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Unary_DeadlineHeader_IsKept()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Http1 };
        using var content = new StringContent("""{"act":"wait"}""", Encoding.UTF8, "application/json");
        content.Headers.Add("grpc-timeout", "50m");

        using HttpResponseMessage response = await http.PostAsync(Path, content);

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
    }

    [Fact]
    public async Task Unary_ResponseBeyondTheServersBound_IsResourceExhausted()
    {
        await using TestHost host = await TestHost.StartAsync(o => o.MaxSendMessageSizeBytes = 1000);

        (HttpStatusCode status, JsonElement json) = await PostAsync(host, Path, """{"act":"inflate","count":2000}""");

        status.ShouldBe(HttpStatusCode.TooManyRequests);
        json.GetProperty("code").GetInt32().ShouldBe(8);
    }

    [Fact]
    public async Task Unary_HandlerCrashes_TellsNothingOfIt()
    {
        await using TestHost host = await TestHost.StartAsync();

        (HttpStatusCode status, JsonElement json) = await PostAsync(host, Path, """{"act":"crash"}""");

        status.ShouldBe(HttpStatusCode.InternalServerError);
        json.GetRawText().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("/ledger.test.v1.Echo/Chat")]
    [InlineData("/ledger.test.v1.Echo/Missing")]
    public async Task Call_StreamingOrMissingMethod_IsNotImplemented(string path)
    {
        await using TestHost host = await TestHost.StartAsync();

        (HttpStatusCode status, JsonElement json) = await PostAsync(host, path, "{}");

        status.ShouldBe(HttpStatusCode.NotImplemented);
        json.GetProperty("code").GetInt32().ShouldBe(12);
    }

    [Fact]
    public async Task Unary_Metadata_TravelsInHeaders()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Http1 };
        using var content = new StringContent("""{"act":"metadata"}""", Encoding.UTF8, "application/json");
        content.Headers.Add("x-k-bin", "AQI");

        using HttpResponseMessage response = await http.PostAsync(Path, content);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("x-k-bin").ShouldBe(["AQI"]);
        response.Headers.GetValues("tx-k-bin").ShouldBe(["AQI"]);
    }

    [Fact]
    public async Task Unary_ArbitraryBytes_AreAnsweredWithJson()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Http1 };

        foreach (byte[] body in Gen.Sample(Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>()), 40, 100).Where(b => b.Length > 0))
        {
            using var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation("content-type", "application/json");
            using HttpResponseMessage response = await http.PostAsync(Path, content);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, Convert.ToHexString(body));
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            json.RootElement.GetProperty("code").GetInt32().ShouldBe(3);
        }
    }

    [Fact]
    public async Task Grpc_OnTheHttp1Port_IsToldToUpgrade()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Http1 };
        using var content = new ByteArrayContent(RawClient.Frame([]));
        content.Headers.TryAddWithoutValidation("content-type", "application/grpc");

        using HttpResponseMessage response = await http.PostAsync(Path, content);

        response.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(TestHost host, string path, string body)
    {
        using var http = new HttpClient { BaseAddress = host.Http1 };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync(path, content);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, json.RootElement.Clone());
    }
}
