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
}
