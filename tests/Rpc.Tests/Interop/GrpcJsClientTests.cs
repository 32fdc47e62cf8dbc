namespace Ledger.Rpc.Tests.Interop;

/// <summary>The client of @grpc/grpc-js with our server.</summary>
public sealed class GrpcJsClientTests(GrpcJsClient client) : IClassFixture<GrpcJsClient>
{
    [Theory]
    [InlineData("unary")]
    [InlineData("client_streaming")]
    [InlineData("server_streaming")]
    [InlineData("duplex")]
    [InlineData("metadata")]
    [InlineData("error_with_unicode_message")]
    [InlineData("crash_leaks_nothing")]
    [InlineData("status_details")]
    [InlineData("error_after_replies")]
    [InlineData("deadline")]
    [InlineData("cancellation")]
    [InlineData("gzip_both_ways")]
    [InlineData("large_messages")]
    [InlineData("request_too_large")]
    [InlineData("response_too_large")]
    [InlineData("unknown_method")]
    [InlineData("unknown_service")]
    [InlineData("server_survives")]
    public void Check_OfTheClient_IsOk(string check) =>
        client.Results.GetValueOrDefault(check, "the check did not run").ShouldBe("ok");

    [Fact]
    public void Check_OfTheClient_IsNamedHere() => client.Results.Count.ShouldBe(18);
}
