using Grpc.Core;
using Ledger.Rpc.Client;

namespace Ledger.Rpc.Tests.Client;

public sealed class TransportStatusTests
{
    [Theory]
    [InlineData(0, StatusCode.Internal)]
    [InlineData(1, StatusCode.Internal)]
    [InlineData(2, StatusCode.Internal)]
    [InlineData(3, StatusCode.Internal)]
    [InlineData(7, StatusCode.Unavailable)]
    [InlineData(8, StatusCode.Cancelled)]
    [InlineData(11, StatusCode.ResourceExhausted)]
    [InlineData(12, StatusCode.PermissionDenied)]
    public void Of_StreamReset_IsAsTheProtocolSays(long errorCode, StatusCode expected)
    {
        var reset = new HttpRequestException("reset", new HttpProtocolException(errorCode, "reset", null));

        TransportStatus.Of(reset).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public void Of_LostConnection_IsUnavailable()
    {
        TransportStatus.Of(new HttpRequestException("refused")).StatusCode.ShouldBe(StatusCode.Unavailable);
        TransportStatus.Of(new IOException("lost")).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public void Of_AnythingElse_IsInternal() =>
        TransportStatus.Of(new InvalidOperationException("bug")).StatusCode.ShouldBe(StatusCode.Internal);
}
