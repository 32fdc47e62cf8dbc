using Ledger.Node.Index.Serials;

namespace Ledger.Node.Tests.Index.Serials;

public sealed class SealStateTests
{
    [Fact]
    public void ToRow_AState_ReadsBackTheSame()
    {
        var state = SealState.Create() with
        {
            PrefixBits = 10,
            EntryCount = 600,
            MergedEnd = 640,
            YoungPrefixBits = 8,
            YoungCount = 500,
            SealedEnd = 1_216,
            TargetEnd = 1_280,
            TargetPrefixBits = 12,
            Cursor = 77,
            Epochs = [new(0, 10), new(640, 12)],
        };

        var read = SealState.Read(state.ToRow());

        read.HashKey.ShouldBe(state.HashKey);
        read.Epochs.ShouldBe(state.Epochs);
        (read with { HashKey = state.HashKey, Epochs = state.Epochs }).ShouldBe(state);
        read.IsSealing.ShouldBeTrue();
        read.PrefixBitsOf(639).ShouldBe(10);
        read.PrefixBitsOf(640).ShouldBe(12);
    }

    [Fact]
    public void Read_AnyShorterRow_IsCorrupt()
    {
        var row = (SealState.Create() with { Epochs = [new(0, 9)] }).ToRow();
        for (var length = 0; length < row.Length; length++)
        {
            var part = row[..length];
            Should.Throw<SerialIndexCorruptException>(() => SealState.Read(part));
        }
    }

    [Theory]
    [InlineData(0, 0u)]
    [InlineData(11, 77u)]
    public void Read_RowOfOneGeneration_HasAllSealedUnitsInTheOldOne(byte targetBits, uint cursor)
    {
        var state = SealState.Read(OneGeneration(prefixBits: 10, sealedEnd: 640, entries: 600, targetEnd: targetBits == 0 ? 640u : 1_280, targetBits, cursor, [new(0, 9), new(320, 10)]));

        state.HashKey.ShouldBe([.. Enumerable.Range(1, 16).Select(value => (byte)value)]);
        state.PrefixBits.ShouldBe(10);
        state.EntryCount.ShouldBe(600u);
        state.MergedEnd.ShouldBe(640u);
        state.SealedEnd.ShouldBe(640u);
        state.IsSealing.ShouldBeFalse();
        state.IsMerging.ShouldBeFalse();
        state.YoungPrefixBits.ShouldBe(0);
        state.Cursor.ShouldBe(0u);
        state.PrefixBitsOf(319).ShouldBe(9);
        state.PrefixBitsOf(320).ShouldBe(10);
        SealState.Read(state.ToRow()).ShouldSatisfyAllConditions(again => again.MergedEnd.ShouldBe(640u), again => again.Epochs.ShouldBe(state.Epochs));
    }

    [Fact]
    public void Read_AnyShorterRowOfOneGeneration_IsCorrupt()
    {
        var row = OneGeneration(10, 640, 600, 640, 0, 0, [new(0, 9), new(320, 10)]);
        for (var length = 0; length < row.Length; length++)
        {
            var part = row[..length];
            Should.Throw<SerialIndexCorruptException>(() => SealState.Read(part));
        }
    }

    /// <summary>The row as schema 1 wrote it.</summary>
    internal static byte[] OneGeneration(
        byte prefixBits, uint sealedEnd, uint entries, uint targetEnd, byte targetBits, uint cursor, IReadOnlyList<SealEpoch> epochs) =>
    [
        1,
        .. Enumerable.Range(1, 16).Select(value => (byte)value),
        prefixBits,
        .. Big(sealedEnd),
        .. Big(entries),
        .. Big(targetEnd),
        targetBits,
        .. Big(cursor),
        (byte)epochs.Count,
        .. epochs.SelectMany(epoch => (byte[])[.. Big(epoch.FirstOrdinal), (byte)epoch.PrefixBits]),
    ];

    private static byte[] Big(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
