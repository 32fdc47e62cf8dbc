using System.Buffers.Binary;
using System.Globalization;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Tests.Index.Reading;

/// <summary>Histories that lie in memtables, in files of level 0 and in compacted ones, held against plain lists. Filters of subjects must leave nothing out.</summary>
public sealed class HistoryReaderTests : IDisposable
{
    private const int Blocks = 400;
    private const int MaxEventsPerBlock = 90;
    private const uint Topics = 3;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : Random.Shared.Next();

    private static readonly Subject[] Subjects = [.. MakeSubjects()];

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-history-").FullName;
    private readonly List<HistoryEntry> _entries = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reader_HistoriesInManyFiles_SaysWhatAPlainListSays(bool isBulkLoad)
    {
        var random = new Random(Seed);
        using var database = LedgerDatabase.Open(new() { FolderPath = _folder, CacheSizeBytes = 8 << 20, IsBulkLoad = isBulkLoad });
        Write(database, random);
        using var snapshot = database.Rocks.CreateSnapshot();
        for (var round = 0; round < 4_000; round++)
        {
            using var reader = new HistoryReader(database, snapshot);
            for (var question = 0; question < 3; question++) Ask(reader, random, $"seed {Seed}, round {round}");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A third of the subjects never has an event, and their neighbours do.
    private static IEnumerable<Subject> MakeSubjects()
    {
        for (uint id = 1; id <= 20; id++)
        {
            yield return new(SubjectKind.Lot, id);
            yield return Subject.Of(TokenId.UnitOf(new(1), id));
            yield return Subject.Of(TokenId.Of(new(1), TokenLevel.Case, id));
        }
    }

    private void Write(LedgerDatabase database, Random random)
    {
        using var batch = new WriteBatch();
        var (seqs, slot) = (new uint[Subjects.Length], new byte[Bytes32.SizeBytes]);
        for (ulong block = 1; block <= Blocks; block++)
        {
            var sink = new BatchSink();
            var events = random.Next(4) == 0 ? random.Next(MaxEventsPerBlock) : random.Next(3);
            for (uint log = 0; log < events; log++)
            {
                var chosen = random.Next(Subjects.Length / 3) * 3 % Subjects.Length + (random.Next(3) == 0 ? 1 : 0);
                BinaryPrimitives.WriteUInt64BigEndian(slot.AsSpan(24), ((ulong)chosen << 32) | ++seqs[chosen]);
                var entry = new HistoryEntry(
                    Subjects[chosen].Kind, Subjects[chosen].Id, seqs[chosen], new(block, log / 4, log, log % 4), (uint)random.Next((int)Topics) + 1, random.Next(2) == 0, new(slot));
                sink.History(entry);
                _entries.Add(entry);
            }

            sink.CopyTo(batch, database);
            database.Rocks.Write(batch);
            batch.Clear();
            if (random.Next(30) == 0) Flush(database, isCompacted: random.Next(3) == 0);
        }
    }

    private static void Flush(LedgerDatabase database, bool isCompacted)
    {
        foreach (var family in (ColumnFamily[])[database.History, database.Binding])
        {
            database.Rocks.Flush(family);
            if (isCompacted) database.Rocks.CompactRange(family);
        }
    }

    private void Ask(HistoryReader reader, Random random, string where)
    {
        var subject = Subjects[random.Next(Subjects.Length)];
        var (first, second) = (AnyPosition(random), AnyPosition(random));
        var (after, upTo) = first < second ? (first, second) : (second, first);
        var limit = random.Next(4) == 0 ? random.Next(1, 20) : int.MaxValue / 2;
        var onlyBinding = random.Next(2) == 0 && HistoryRow.MayBind(subject);
        var topic = (uint)random.Next((int)Topics) + 1;
        var all = _entries.Where(entry => entry.Kind == subject.Kind && entry.Id == subject.Id).ToList();

        reader.Range(subject, after, upTo, onlyBinding, limit).ShouldBe(
            all.Where(entry => (entry.Binds || !onlyBinding) && HistoryRow.PositionOf(entry) > after && HistoryRow.PositionOf(entry) <= upTo).Take(limit), where);
        reader.Last(subject, upTo).ShouldBe(all.Where(entry => HistoryRow.PositionOf(entry) <= upTo).Select(entry => (HistoryEntry?)entry).LastOrDefault(), where);
        reader.Newest(subject, upTo, topic, Math.Min(limit, Blocks)).ShouldBe(
            all.Where(entry => entry.EventTopic == topic && HistoryRow.PositionOf(entry) <= upTo).Reverse().Take(Math.Min(limit, Blocks)), where);
    }

    private static EventPosition AnyPosition(Random random) => random.Next(6) switch
    {
        0 => EventPosition.Start,
        1 => EventPosition.EndOf((ulong)random.Next(Blocks + 2)),
        _ => new((ulong)random.Next(Blocks + 2), (uint)random.Next(MaxEventsPerBlock)),
    };
}
