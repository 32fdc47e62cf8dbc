using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Embedded;

namespace Ledger.Node.Tests.Embedded;

/// <summary>What is written is read back; arbitrary and damaged bytes are told, never trusted, and never crash.</summary>
public sealed class CodecTests
{
    [Fact]
    public void BlockLogEntry_RoundTrips() =>
        Check.QuickThrowOnFailure(Prop.ForAll<ulong, ulong, byte[][]>((number, timestamp, transactions) =>
        {
            var entry = new BlockLogEntry(number, timestamp, [.. transactions.Select(bytes => (ReadOnlyMemory<byte>)(bytes ?? []))]);
            var decoded = BlockLogCodec.Decode(BlockLogCodec.Encode(entry), number);
            return decoded.Number == number
                && decoded.TimestampSeconds == timestamp
                && decoded.Transactions.Count == entry.Transactions.Count
                && decoded.Transactions.Zip(entry.Transactions).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span));
        }));

    [Fact]
    public void BlockLogEntry_WithAnyBitFlippedOrCut_IsRefused() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[][], int, byte>((transactions, place, bit) =>
        {
            var encoded = BlockLogCodec.Encode(new BlockLogEntry(7, 8, [.. transactions.Select(bytes => (ReadOnlyMemory<byte>)(bytes ?? []))]));
            var index = (int)((uint)place % (uint)encoded.Length);
            Should.Throw<BlockLogException>(() => BlockLogCodec.Decode(encoded.AsMemory(0, index), 7));
            Should.Throw<BlockLogException>(() => BlockLogCodec.Decode(encoded, 6));
            encoded[index] ^= (byte)(1 << (bit % 8));
            Should.Throw<BlockLogException>(() => BlockLogCodec.Decode(encoded, 7));
        }));

    [Fact]
    public void Decoders_OfArbitraryBytes_ThrowOnlyTheirOwn() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes =>
        {
            Refuses<BlockLogException>(() => BlockLogCodec.Decode(bytes, 1));
            Refuses<BlockLogException>(() => GenesisParameters.Decode(bytes));
            Refuses<BlockLogException>(() => BlockLogCodec.DecodePlace(bytes));
            Refuses<ChainRefusedException>(() => TransactionChain.Peek(bytes));
            SnapshotCodec.Decode(bytes).ShouldBeNull();
            StateDump.CountSlots(bytes, 10).ShouldBeOneOf(null, 0);
        }));

    [Fact]
    public void Snapshot_RoundTripsAndAnyDamageIsSeen() =>
        Check.QuickThrowOnFailure(Prop.ForAll<ulong, byte[], int>((number, state, place) =>
        {
            var encoded = SnapshotCodec.Encode(new StateSnapshot(number, Bytes32.Parse("0x" + new string('a', 64)), Bytes32.Zero, state));
            var decoded = SnapshotCodec.Decode(encoded).ShouldNotBeNull();
            decoded.Number.ShouldBe(number);
            decoded.State.ToArray().ShouldBe(state);
            var index = (int)((uint)place % (uint)encoded.Length);
            SnapshotCodec.Decode(encoded.AsMemory(0, index)).ShouldBeNull();
            encoded[index] ^= 1;
            SnapshotCodec.Decode(encoded).ShouldBeNull();
        }));

    [Fact]
    public void GenesisParameters_RoundTrip() =>
        Check.QuickThrowOnFailure(Prop.ForAll<ulong, ulong, ulong>((chainId, timestamp, gasLimit) =>
        {
            var parameters = new GenesisParameters(chainId, timestamp, gasLimit, "cancun", "anvil/v1.7.1", Bytes32.Parse("0x" + new string('b', 64)));
            return GenesisParameters.Decode(parameters.Encode()) == parameters;
        }));

    [Fact]
    public void EntryKeys_SortLikeNumbers() =>
        Check.QuickThrowOnFailure(Prop.ForAll<ulong, ulong>((left, right) =>
            Math.Sign(BlockLogCodec.EntryKey(left).AsSpan().SequenceCompareTo(BlockLogCodec.EntryKey(right))) == left.CompareTo(right)));

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("""{"accounts":{}}""", 0)]
    [InlineData("""{"block":{"a":{"storage":{"0x1":1}}},"accounts":{"0x0a":{"nonce":1,"storage":{"0x1":"0x2","0x2":"0x3"}},"0x0b":{"storage":{"0x1":"0x1"}}}}""", 3)]
    public void CountSlots_CountsWhatAccountsStore(string json, int slots)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(buffer, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(json));
        StateDump.CountSlots(buffer.ToArray(), limit: 100).ShouldBe(slots);
    }

    private static void Refuses<TException>(Action decode)
        where TException : Exception
    {
        try
        {
            decode();
        }
        catch (TException)
        {
            // That is the one it may throw.
        }
    }
}
