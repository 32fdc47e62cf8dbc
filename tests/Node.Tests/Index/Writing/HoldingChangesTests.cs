using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Tests.Index.Writing;

public sealed class HoldingChangesTests : IDisposable
{
    private const int Seed = 20_261_121;
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-holdings-").FullName;

    [Fact]
    public void CopyTo_RandomComingsAndGoings_LeavesTheRowsOfAModel()
    {
        using var database = LedgerDatabase.Open(new() { FolderPath = _folder, CacheSizeBytes = 8 << 20 });
        var store = new BatchStore(database);
        var rows = new RowChanges();
        using var batch = new WriteBatch();
        var random = new Random(Seed);
        var (model, stored) = (new HashSet<(uint, byte, ulong)>(), new HashSet<(uint, byte, ulong)>());
        for (var act = 0; act < 20_000; act++)
        {
            var (partner, relation, token) = ((uint)random.Next(1, 4) << 22, (HoldingRelation)random.Next(1, 3), ulong.MaxValue - (ulong)random.Next(5));
            var key = ProjectionKeys.Holding(new(partner), relation, new(token));
            var row = (partner, (byte)relation, token);
            switch (random.Next(100))
            {
                case < 4:
                    store.Close(rows, areOthersWritten: true);
                    rows.CopyTo(batch, database);
                    database.Rocks.Write(batch);
                    rows.Clear();
                    batch.Clear();
                    Stored(database).ShouldBe(model, ignoreOrder: true, $"seed {Seed}, act {act}");
                    stored = [.. model];
                    break;
                case 4:
                    store.OnAbandoned();
                    model = [.. stored];
                    break;
                case < 30:
                    store.Write(EntityKind.Holding, key.Span, []);
                    model.Add(row);
                    break;
                case < 65 when model.Add(row):
                    store.Add(EntityKind.Holding, key.Span, []);
                    break;
                default:
                    store.Delete(EntityKind.Holding, key.Span);
                    model.Remove(row);
                    break;
            }
        }
    }

    [Fact]
    public void CopyTo_CameAndWent_WritesNothing_WentAndCame_WritesTheRow()
    {
        using var database = LedgerDatabase.Open(new() { FolderPath = _folder, CacheSizeBytes = 8 << 20 });
        var changes = new HoldingChanges();
        using var batch = new WriteBatch();
        var (passing, back) = (ProjectionKeys.Holding(new(1), HoldingRelation.Owner, new(7)), ProjectionKeys.Holding(new(2), HoldingRelation.Owner, new(7)));
        changes.Add(passing.Span);
        changes.Delete(back.Span);
        changes.Delete(passing.Span);
        changes.Add(back.Span);
        changes.Add(passing.Span);
        changes.Delete(passing.Span);

        changes.CopyTo(batch, database.FamilyOf(EntityKind.Holding));

        batch.Count.ShouldBe(1);
        database.Rocks.Write(batch);
        Stored(database).ShouldBe([(2u, (byte)HoldingRelation.Owner, 7ul)]);
    }

    [Fact]
    public void TryRead_Holding_IsRefused()
    {
        using var database = LedgerDatabase.Open(new() { FolderPath = _folder, CacheSizeBytes = 8 << 20 });
        var store = new BatchStore(database);
        var key = ProjectionKeys.Holding(new(1), HoldingRelation.Owner, new TokenId(7)).Span.ToArray();
        store.Add(EntityKind.Holding, key, []);

        Should.Throw<ArgumentOutOfRangeException>(() => store.TryRead(EntityKind.Holding, key, out _));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static List<(uint Partner, byte Relation, ulong Token)> Stored(LedgerDatabase database)
    {
        var rows = new List<(uint, byte, ulong)>();
        using var iterator = database.Rocks.CreateIterator(database.FamilyOf(EntityKind.Holding));
        for (var isValid = iterator.SeekToFirst(); isValid; isValid = iterator.Next())
        {
            var key = iterator.Key.ToArray();
            iterator.Value.Length.ShouldBe(0);
            rows.Add((System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(key), key[4], System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(key.AsSpan(5))));
        }

        return rows;
    }
}
