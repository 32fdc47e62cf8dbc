using Ledger.Api.V1;

namespace Ledger.Cli.Tests;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(ErrorCode.SeqStale, 1)]
    [InlineData(ErrorCode.CheckDigitWrong, 1)]
    [InlineData(ErrorCode.SerialAlreadyCommissioned, 1)]
    [InlineData(ErrorCode.TokenUnknown, 3)]
    [InlineData(ErrorCode.BlockUnknown, 3)]
    [InlineData(ErrorCode.ShipmentUnknown, 3)]
    [InlineData(ErrorCode.HoldUnknown, 3)]
    [InlineData(ErrorCode.TooEarly, 1)]
    [InlineData(ErrorCode.NodeUnavailable, 69)]
    [InlineData(ErrorCode.DiskFull, 69)]
    [InlineData(ErrorCode.IndexCorrupt, 70)]
    [InlineData(ErrorCode.Internal, 70)]
    public void Of_Code_IsTheDocumentedOne(ErrorCode code, int exitCode) => ExitCode.Of(code).ShouldBe(exitCode);
}
