using Ledger.Contracts.Generated;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;
using Ledger.Ethereum.Trie;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Tests.Index.Writing;

/// <summary>Messages are kept by the first bytes of their digests; here most digests have them in common.</summary>
public sealed class MessageRowsTests : IDisposable
{
    private const int Seed = 20_261_122;
    private const int Digests = 60;

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-messages-").FullName;

    [Theory]
    [InlineData(BatchStore.MaxCachedRows)]
    [InlineData(4)]
    public void Store_DigestsThatBeginAlike_TellsEachItsOwnOutcome(int maxCachedRows)
    {
        using var database = LedgerDatabase.Open(new() { FolderPath = _folder, CacheSizeBytes = 8 << 20 });
        var store = new BatchStore(database, maxCachedRows);
        var rows = new RowChanges();
        using var written = new WriteBatch();
        var random = new Random(Seed);
        var model = new Dictionary<Bytes32, byte[]>();
        var closed = new Dictionary<Bytes32, byte[]>();
        var stored = new Dictionary<Bytes32, byte[]>();
        var block = 1ul;
        for (var act = 0; act < 5_000; act++)
        {
            var digest = DigestOf(random.Next(Digests));
            switch (random.Next(100))
            {
                case < 3:
                    database.Rocks.Write(written);
                    stored = closed;
                    RequireStored(database, stored, act);
                    written.Clear();
                    store.Close(rows, areOthersWritten: true);
                    rows.CopyTo(written, database);
                    rows.Clear();
                    PutReceipts(written, database, model.Values.Except(closed.Values), model);
                    closed = new(model);
                    break;
                case 3:
                    // What was not written is forgotten: the closed batch too.
                    written.Clear();
                    store.OnAbandoned();
                    (model, closed) = (new(stored), new(stored));
                    break;
                case < 40:
                    var record = OutcomeOf(++block, random);
                    store.TryRead(EntityKind.Message, digest.Span, out _);
                    store.Write(EntityKind.Message, digest.Span, record);
                    model[digest] = record;
                    break;
                default:
                    store.TryRead(EntityKind.Message, digest.Span, out var value).ShouldBe(model.TryGetValue(digest, out var expected), $"seed {Seed}, act {act}");
                    value.SequenceEqual(expected).ShouldBeTrue($"seed {Seed}, act {act}");
                    break;
            }
        }

        stored.Count.ShouldBe(Digests);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Three in four begin with the same bytes; of these some differ in the first byte beyond them, and some in the last one of all.
    private static Bytes32 DigestOf(int number)
    {
        var digest = new byte[Bytes32.SizeBytes];
        if (number % 4 == 0) digest[2] = (byte)number;
        digest[number % 2 == 0 ? MessageRow.ShortKeySizeBytes : Bytes32.SizeBytes - 1] = (byte)number;
        return new(digest);
    }

    private static byte[] OutcomeOf(ulong block, Random random) => random.Next(3) == 0
        ? new MessageRecord(MessageState.Failed, new(block, 0, 0, 0), default, [1, 2, 3]).Encode()
        : new MessageRecord(MessageState.Applied, new(block, 0, 0, 0), Bytes32.Zero, []).Encode();

    private static void RequireStored(LedgerDatabase database, Dictionary<Bytes32, byte[]> stored, int act)
    {
        for (var number = 0; number < Digests; number++)
        {
            var digest = DigestOf(number);
            RowReader.Get(database, EntityKind.Message, digest.Span).ShouldBe(stored.GetValueOrDefault(digest), $"seed {Seed}, act {act}, digest {number}");
        }
    }

    private static void PutReceipts(WriteBatch batch, LedgerDatabase database, IEnumerable<byte[]> records, Dictionary<Bytes32, byte[]> model)
    {
        var fresh = records.ToHashSet();
        foreach (var (digest, encoded) in model)
        {
            if (!fresh.Contains(encoded)) continue;
            var record = MessageRecord.Read(encoded);
            var reason = new byte[128];
            (reason[63], reason[95], reason[96], reason[97], reason[98]) = (64, 3, 1, 2, 3);
            var log = record.State is MessageState.Applied
                ? new LogEntry(default, new TopicList([AppliedEvent.Topic0, digest]), new byte[32], 0)
                : new LogEntry(default, new TopicList([FailedEvent.Topic0, digest]), reason, 0);
            batch.Put(database.Receipts, ReceiptRow.KeyOf(record.Event.Block, 0), ReceiptRowOf(record.Event.Block, log));
        }
    }

    private static byte[] ReceiptRowOf(ulong block, LogEntry log)
    {
        var receipt = new TransactionReceipt
        {
            Type = 2,
            IsSuccess = true,
            CumulativeGasUsed = 21_000,
            GasUsed = 21_000,
            LogsBloom = new byte[256],
            Logs = new[] { log },
            TransactionHash = default,
            TransactionIndex = 0,
            BlockHash = default,
            BlockNumber = block,
            From = default,
            To = null,
            ContractAddress = null,
            EffectiveGasPrice = null,
        };
        var writer = new RlpWriter();
        ReceiptRow.WriteHead(default, 0, ref writer);
        ReceiptRlp.Write(receipt, ref writer);
        var row = writer.ToArray();
        writer.Dispose();
        return row;
    }
}
