using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Ledger.Rpc.Client;
using Ledger.Rpc.Reflection;
using Ledger.Rpc.Tests.Testing;
using Alpha = Grpc.Reflection.V1Alpha;

namespace Ledger.Rpc.Tests.Reflection;

public sealed class ReflectionTests
{
    [Fact]
    public async Task ListServices_Host_NamesAll()
    {
        await using TestHost host = await StartAsync();

        ServerReflectionResponse response = await AskAsync(host, new ServerReflectionRequest { ListServices = "*" });

        response.ListServicesResponse.Service.Select(s => s.Name).ShouldBe([
            "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", "ledger.test.v1.Echo"]);
    }

    [Theory]
    [InlineData("ledger.test.v1.Echo")]
    [InlineData("ledger.test.v1.Echo.Unary")]
    [InlineData("ledger.test.v1.EchoRequest")]
    [InlineData("ledger.test.v1.EchoRequest.text")]
    public async Task FileContainingSymbol_Known_IsTheFile(string symbol)
    {
        await using TestHost host = await StartAsync();

        ServerReflectionResponse response = await AskAsync(host, new ServerReflectionRequest { FileContainingSymbol = symbol });

        FileDescriptorProto file = FileDescriptorProto.Parser.ParseFrom(response.FileDescriptorResponse.FileDescriptorProto[^1]);
        file.Package.ShouldBe("ledger.test.v1");
        file.Service[0].Name.ShouldBe("Echo");
    }

    [Fact]
    public async Task FileByFilename_Known_IsTheFile()
    {
        await using TestHost host = await StartAsync();

        ServerReflectionResponse response = await AskAsync(
            host, new ServerReflectionRequest { FileByFilename = "ledger/test/v1/echo.proto" });

        response.FileDescriptorResponse.FileDescriptorProto.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Questions_NotKnown_AreAnsweredWithNotFound()
    {
        await using TestHost host = await StartAsync();

        foreach (ServerReflectionRequest request in new ServerReflectionRequest[]
        {
            new() { FileContainingSymbol = "no.such.Symbol" },
            new() { FileByFilename = "none.proto" },
            new() { AllExtensionNumbersOfType = "no.such.Type" },
            new() { FileContainingExtension = new ExtensionRequest { ContainingType = "no.such.Type", ExtensionNumber = 1 } },
        })
            (await AskAsync(host, request)).ErrorResponse.ErrorCode.ShouldBe((int)StatusCode.NotFound);

        (await AskAsync(host, new ServerReflectionRequest())).ErrorResponse.ErrorCode.ShouldBe((int)StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task AllExtensionNumbers_MessageWithoutAny_IsEmpty()
    {
        await using TestHost host = await StartAsync();

        ServerReflectionResponse response = await AskAsync(
            host, new ServerReflectionRequest { AllExtensionNumbersOfType = "ledger.test.v1.EchoRequest" });

        response.AllExtensionNumbersResponse.ExtensionNumber.ShouldBeEmpty();
    }

    [Fact]
    public async Task Alpha_ListServices_AnswersTheSame()
    {
        await using TestHost host = await StartAsync();
        using RpcChannel channel = host.Channel();

        using var call = new Alpha.ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new Alpha.ServerReflectionRequest { ListServices = "" });
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        call.ResponseStream.Current.ListServicesResponse.Service.Count.ShouldBe(3);
    }

    private static Task<TestHost> StartAsync() => TestHost.StartAsync(map: app => app.MapRpcReflection());

    private static async Task<ServerReflectionResponse> AskAsync(TestHost host, ServerReflectionRequest request)
    {
        using RpcChannel channel = host.Channel();
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        ServerReflectionResponse response = call.ResponseStream.Current;
        response.OriginalRequest.ShouldBe(request);
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        return response;
    }
}
