using System.Globalization;
using Ledger.Contracts.Serials;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Tests.Index.Writing;

public sealed class LookUpsAtOnceTests
{
    private static readonly SerialHash Hash = new(new byte[SerialHash.KeySizeBytes]);

    [Fact]
    public void LooksUpAtOnce_TheLargestRunThereIs_Does() =>
        IndexWriter.LooksUpAtOnce([Block(), Block(SerialList.MaxCount)], isAtHead: true).ShouldBeTrue();

    [Fact]
    public void LooksUpAtOnce_MoreUnitsOverSomeBlocks_LeavesThemToTheSeal() =>
        IndexWriter.LooksUpAtOnce([Block(1), Block(SerialList.MaxCount, 1)], isAtHead: true).ShouldBeFalse();

    [Fact]
    public void LooksUpAtOnce_CatchingUp_DoesNot() => IndexWriter.LooksUpAtOnce([Block(1)], isAtHead: false).ShouldBeFalse();

    private static VerifiedBlock Block(params IReadOnlyList<int> runs) => new()
    {
        Header = null!,
        Hash = Bytes32.Zero,
        HeaderRlp = [],
        TransactionHashes = [],
        Receipts = [],
        Runs = [.. runs.Select((units, i) => new CommissionedRun(new((uint)i + 1), 1, Bytes32.Zero, []) { Prepared = Run((uint)i + 1, units) })],
    };

    private static PreparedRun Run(uint run, int units) => PreparedRun.Create(
        Hash, new(run), 1, SerialList.FromStrings(Enumerable.Range(0, units).Select(unit => unit.ToString("D6", CultureInfo.InvariantCulture))).Encode(SerialCodec.PackedNumeric));
}
