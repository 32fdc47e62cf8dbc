using FsCheck;
using FsCheck.Fluent;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;
using Ledger.Ethereum.Trie;
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
    public void History_EventsOfASubjectInABlock_RoundTrip() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Histories().ToArbitrary(), entries =>
    {
        var writer = new HistoryRowWriter();
        var read = new List<HistoryEntry>();
        foreach (var entry in entries)
        {
            if (!writer.Takes(entry)) Flush();
            writer.Add(entry);
        }

        Flush();
        return read.SequenceEqual(entries);

        void Flush()
        {
            var count = read.Count;
            HistoryRow.Read(writer.Key, writer.Row, read);
            (read.Count - count).ShouldBe(writer.Count);
            HistoryRow.PositionOf(writer.Key).ShouldBe(new(read[count].Event.Block, read[count].Event.LogIndex));
            writer.Clear();
        }
    }));

    [Fact]
    public void HistoryWriter_OtherSubjectOrBlockOrFullRow_BeginsAnotherRow()
    {
        var writer = new HistoryRowWriter();
        var entry = new HistoryEntry(SubjectKind.Token, 7, 1, new(5, 0, 3, 1), 9, Binds: true, default);
        writer.Takes(entry).ShouldBeTrue();
        for (var i = 0u; i < HistoryRow.MaxEntries; i++) writer.Add(entry with { Seq = i, Event = new(5, 0, 3 + i, 1 + i) });
        writer.Takes(entry with { Event = new(5, 1, 99, 0) }).ShouldBeFalse();
        writer.Clear();
        writer.Add(entry);
        writer.Takes(entry with { Id = 8 }).ShouldBeFalse();
        writer.Takes(entry with { Kind = SubjectKind.Lot }).ShouldBeFalse();
        writer.Takes(entry with { Event = new(6, 0, 0, 0) }).ShouldBeFalse();
        writer.Takes(entry with { Event = new(5, 1, 99, 0) }).ShouldBeTrue();
    }

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
    public void Event_EventsOfABlock_RoundTrip() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll((from entries in Histories() from others in Entries().ListOf() select (entries, others)).ToArbitrary(), drawn =>
        {
            // Each event concerns its own subject and some others.
            var events = drawn.entries.Select(entry => (HistoryEntry[])[entry, .. drawn.others.Select(other => other with { Event = entry.Event, EventTopic = entry.EventTopic })]).ToList();
            var writer = new EventRowWriter();
            var read = new List<EventRow>();
            foreach (var entries in events)
            {
                if (!writer.Takes(entries[0].Event.Block)) Flush();
                writer.Add(entries);
            }

            Flush();
            return read.Count == events.Count && read.Zip(events).All(pair =>
                pair.First.Place == pair.Second[0].Event && pair.First.Topic == pair.Second[0].EventTopic
                && pair.First.Subjects.SequenceEqual(pair.Second.Select(entry => (new Subject(entry.Kind, entry.Id), entry.Seq))));

            void Flush()
            {
                writer.Count.ShouldBeLessThanOrEqualTo(EventRow.MaxEvents);
                read.AddRange(EventRow.Read(writer.Key, writer.Row));
                writer.Clear();
            }
        }));

    [Fact]
    public void Dispense_EventsOf256Units_RoundTrip() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Dispenses().ToArbitrary(), record =>
    {
        var writer = new PackedWriter();
        DispenseRow.Write(record.Encode(), writer);
        return DispenseRow.Read(writer.Written).AsSpan().SequenceEqual(record.Encode());
    }));

    [Fact]
    public void Dispense_UnitsOfABatch_TakeSixBytesEach()
    {
        var writer = new PackedWriter();
        var spans = Enumerable.Range(0, 50).Select(i => new DispenseRecord.Span((byte)i, (byte)i, new(1_000_000, 12, 300 + (2 * (uint)i), 2 * (uint)i)));
        DispenseRow.Write(new DispenseRecord([.. spans]).Encode(), writer);
        writer.Written.Length.ShouldBeLessThan(310);
    }

    [Fact]
    public void Message_Outcome_IsReadFromTheReceiptThatItsRowNames()
    {
        var (digest, document) = (Bytes32.Parse("0x" + new string('a', 64)), Bytes32.Parse("0x" + new string('b', 64)));
        var applied = new LogEntry(default, new TopicList([AppliedEvent.Topic0, digest]), document.Span.ToArray(), 0);
        var failed = new LogEntry(default, new TopicList([FailedEvent.Topic0, digest]), Convert.FromHexString(
            new string('0', 64) + new string('0', 62) + "40" + new string('0', 63) + "3" + "010203" + new string('0', 58)), 0);
        RequireOutcome(new MessageRecord(MessageState.Applied, new(70_000, 3, 45, 5), document, []), digest, applied);
        RequireOutcome(new MessageRecord(MessageState.Failed, new(70_000, 3, 45, 5), default, [1, 2, 3]), digest, failed);
    }

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
            () => HistoryRow.Read(new byte[HistoryRow.KeySizeBytes], bytes, []), () => HistoryRow.Read(bytes, bytes, []), () => HistoryRow.PositionOf(bytes),
            () => EventRow.Read(new byte[EventRow.KeySizeBytes], bytes), () => EventRow.Read(bytes, bytes),
            () => DispenseRow.Read(bytes), () => MessageRow.ReadPlace(bytes), () => MessageRow.TryRead(bytes, default, bytes),
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

    private static void RequireOutcome(MessageRecord record, Bytes32 digest, LogEntry log)
    {
        const uint FirstLog = 40;
        var packed = new PackedWriter();
        MessageRow.Write(record.Encode(), packed);
        var other = new LogEntry(default, new TopicList([AppliedEvent.Topic0, Bytes32.Zero]), new byte[32], 0);
        var receipt = new TransactionReceipt
        {
            Type = 2,
            IsSuccess = true,
            CumulativeGasUsed = 21_000,
            GasUsed = 21_000,
            LogsBloom = new byte[256],
            Logs = Enumerable.Repeat(other, (int)record.Event.ReceiptLogIndex).Append(log).ToArray(),
            TransactionHash = default,
            TransactionIndex = record.Event.TransactionIndex,
            BlockHash = default,
            BlockNumber = record.Event.Block,
            From = default,
            To = null,
            ContractAddress = null,
            EffectiveGasPrice = null,
        };
        var writer = new RlpWriter();
        ReceiptRow.WriteHead(default, FirstLog, ref writer);
        ReceiptRlp.Write(receipt, ref writer);
        var (row, place) = (writer.ToArray(), MessageRow.ReadPlace(packed.Written));
        writer.Dispose();
        MessageRow.TryRead(digest.Span, place, row).ShouldBe(record.Encode());
        MessageRow.TryRead(Bytes32.Zero.Span, place, row).ShouldBeNull("the event is about another message");
    }

    // Events of one subject in one block: logs ascend, all else is as it comes.
    private static Gen<List<HistoryEntry>> Histories() =>
        from entries in Entries().NonEmptyListOf()
        from steps in Gen.Choose(1, 5).Two().ListOf(entries.Count)
        select Follow(entries, steps);

    private static List<HistoryEntry> Follow(List<HistoryEntry> entries, List<(int Log, int Slot)> steps)
    {
        var (log, inReceipt) = (entries[0].Event.LogIndex % 1_000_000, 0u);
        var followed = new List<HistoryEntry>();
        for (var i = 0; i < entries.Count; i++)
        {
            log += (uint)steps[i].Log;
            inReceipt = Math.Min(log, entries[i].Event.ReceiptLogIndex);

            // As often as not a slot is nearly the one before.
            var slot = i > 0 && steps[i].Slot > 2 ? followed[^1].SlotAfter.Span.ToArray() : entries[i].SlotAfter.Span.ToArray();
            slot[steps[i].Slot * 6] ^= (byte)steps[i].Log;
            followed.Add(entries[i] with
            {
                Kind = entries[0].Kind,
                Id = entries[0].Id,
                SlotAfter = new(slot),
                Event = new(entries[0].Event.Block, entries[i].Event.TransactionIndex, log, inReceipt),
            });
        }

        return followed;
    }

    private static Gen<DispenseRecord> Dispenses() =>
        from cuts in Gen.Choose(0, 255).ListOf()
        from entries in Entries().ListOf(cuts.Count)
        select new DispenseRecord([.. cuts.Distinct().Zip(entries, (cut, entry) =>
            new DispenseRecord.Span((byte)cut, (byte)cut, entry.Event with { ReceiptLogIndex = Math.Min(entry.Event.ReceiptLogIndex, entry.Event.LogIndex) }))]);

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
