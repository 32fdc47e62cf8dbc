using FsCheck;
using FsCheck.Fluent;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Tests.Index.Rows;

public sealed class RowCodecTests
{
    private static readonly Gen<Bytes32> Hashes = ArbMap.Default.GeneratorFor<byte>().ArrayOf(32).Select(bytes => new Bytes32(bytes));

    private static readonly Gen<ulong> Numbers = ArbMap.Default.GeneratorFor<ulong>();

    private static readonly Gen<uint> Small = ArbMap.Default.GeneratorFor<uint>();

    private static readonly Gen<byte[]> Bytes = ArbMap.Default.GeneratorFor<byte[]>();

    [Fact]
    public void Cursor_Encoded_RoundTrips() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from number in Numbers from hash in Hashes from digest in Hashes from time in Numbers select new IndexCursor(number, hash, digest, time)).ToArbitrary(),
            cursor => IndexCursor.Decode(cursor.Encode()) == cursor));

    [Fact]
    public void Block_Encoded_RoundTrips() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from hash in Hashes
             from digest in Hashes
             from time in Numbers
             from count in Small
             from header in Bytes
             select new BlockRow(hash, digest, time, count, (byte[])[1, .. header])).ToArbitrary(),
            row =>
            {
                var read = BlockRow.Decode(row.Encode());
                return (read with { HeaderRlp = default }) == (row with { HeaderRlp = default })
                    && read.HeaderRlp.Span.SequenceEqual(row.HeaderRlp.Span)
                    && BlockRow.ReadTimestampSeconds(row.Encode()) == row.TimestampSeconds;
            }));

    [Fact]
    public void Receipt_Encoded_RoundTrips() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from hash in Hashes from first in Small from receipt in Bytes select new ReceiptRow(hash, first, (byte[])[1, .. receipt])).ToArbitrary(),
            row =>
            {
                var writer = new RlpWriter();
                ReceiptRow.WriteHead(row.TransactionHash, row.FirstLogIndex, ref writer);
                writer.WriteRaw(row.Receipt.Span);
                var read = ReceiptRow.Decode(writer.ToArray());
                writer.Dispose();
                return read.TransactionHash == row.TransactionHash && read.FirstLogIndex == row.FirstLogIndex && read.Receipt.Span.SequenceEqual(row.Receipt.Span);
            }));

    [Fact]
    public void History_Encoded_RoundTrips() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Entries().ToArbitrary(), entry =>
    {
        var key = new byte[HistoryRow.KeySizeBytes];
        var row = new byte[HistoryRow.SizeBytes];
        HistoryRow.WriteKey(new(entry.Kind, entry.Id), new(entry.Event.Block, entry.Event.LogIndex), key);
        HistoryRow.Write(entry, row);
        return HistoryRow.Read(key, row) == entry;
    }));

    [Fact]
    public void HistoryKey_OfOneSubject_SortsAsTheChain() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from id in Numbers from a in Numbers from b in Numbers from i in Small from j in Small select (id, a, b, i, j)).ToArbitrary(),
            c =>
            {
                var (first, second) = (new EventPosition(c.a, c.i), new EventPosition(c.b, c.j));
                var keys = new byte[2][];
                for (var k = 0; k < 2; k++)
                {
                    keys[k] = new byte[HistoryRow.KeySizeBytes];
                    HistoryRow.WriteKey(new(SubjectKind.Token, c.id), k == 0 ? first : second, keys[k]);
                }

                return Math.Sign(keys[0].AsSpan().SequenceCompareTo(keys[1])) == Math.Sign(first.CompareTo(second));
            }));

    [Fact]
    public void Event_Encoded_RoundTrips() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Entries().NonEmptyListOf().ToArbitrary(), entries =>
    {
        var place = entries[0].Event;
        var row = new EventRow(place, entries[0].EventTopic, [.. entries.Select(entry => (new Subject(entry.Kind, entry.Id), entry.Seq))]);
        var bytes = new byte[EventRow.SizeOf(entries.Count)];
        EventRow.Write([.. entries], bytes);
        var read = EventRow.Decode(EventRow.KeyOf(new(place.Block, place.LogIndex)), bytes);
        return read.Place == row.Place && read.Topic == row.Topic && read.Subjects.SequenceEqual(row.Subjects);
    }));

    [Fact]
    public void Alert_Encoded_RoundTrips() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from block in Numbers
             from tokens in Numbers.ListOf()
             from text in ArbMap.Default.GeneratorFor<NonNull<string>>()
             select new ProjectionAlert("SOME_CODE", new string([.. text.Get.Where(c => !char.IsSurrogate(c))]), block, [.. tokens.Take(AlertRow.MaxTokens).Select(t => new TokenId(t))])).ToArbitrary(),
            alert =>
            {
                var read = AlertRow.Decode(AlertRow.Encode(alert));
                return string.Equals(read.Code, alert.Code, StringComparison.Ordinal)
                    && string.Equals(read.Message, alert.Message, StringComparison.Ordinal)
                    && read.Block == alert.Block && read.Tokens.SequenceEqual(alert.Tokens);
            }));

    [Fact]
    public void Decode_ArbitraryBytes_IsARowOrCorrupt() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Bytes.ToArbitrary(), bytes =>
    {
        Action[] decoders =
        [
            () => IndexCursor.Decode(bytes), () => BlockRow.Decode(bytes), () => ReceiptRow.Decode(bytes), () => AlertRow.Decode(bytes),
            () => HistoryRow.Read(new byte[HistoryRow.KeySizeBytes], bytes), () => HistoryRow.Read(bytes, new byte[HistoryRow.SizeBytes]),
            () => EventRow.Decode(new byte[EventRow.KeySizeBytes], bytes), () => EventRow.Decode(bytes, bytes),
        ];
        foreach (var decode in decoders)
        {
            try
            {
                decode();
            }
            catch (IndexCorruptException)
            {
                // The one way to refuse.
            }
        }
    }));

    private static Gen<HistoryEntry> Entries() =>
        from kind in Gen.Elements(Enum.GetValues<SubjectKind>())
        from id in Numbers
        from seq in Small
        from block in Numbers
        from transaction in Small
        from log in Small
        from receiptLog in Small
        from topic in Small
        from binds in ArbMap.Default.GeneratorFor<bool>()
        from slot in Hashes
        select new HistoryEntry(kind, id, seq, new(block, transaction, log, receiptLog), topic, binds, slot);
}
