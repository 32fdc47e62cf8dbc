using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Tests.Index.Writing;

public sealed class BatchStoreTests : IDisposable
{
    private const int Seed = 20_261_121;
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-store-").FullName;

    [Theory]
    [InlineData(BatchStore.MaxCachedRows)]
    [InlineData(8)]
    public void Store_RandomActsCommitsAndAbandons_AgreesWithAModel(int maxCachedRows)
    {
        using var database = LedgerDatabase.Open(new() { FolderPath = _folder, CacheSizeBytes = 8 << 20 });
        var store = new BatchStore(database, maxCachedRows);
        var closed = new Queue<(RowChanges Rows, Dictionary<(EntityKind, byte), byte> Model)>();
        using var batch = new WriteBatch();
        var random = new Random(Seed);
        var stored = new Dictionary<(EntityKind, byte), byte>();
        var model = new Dictionary<(EntityKind, byte), byte>();
        for (var act = 0; act < 20_000; act++)
        {
            var kind = random.Next(2) == 0 ? EntityKind.Token : EntityKind.Inside;
            var key = (byte)random.Next(40);
            switch (random.Next(100))
            {
                case 0:
                    // Up to two closed batches are not written: until then they are read from memory, and stay as they were.
                    while (closed.Count > random.Next(2)) WriteOldest();
                    var rows = new RowChanges();
                    store.Close(rows, areOthersWritten: closed.Count == 0);
                    closed.Enqueue((rows, new(model)));
                    break;
                case 1:
                    if (closed.Count > random.Next(3)) WriteOldest();
                    closed.Clear();
                    store.OnAbandoned();
                    model = new(stored);
                    break;
                case 2 when closed.Count > 0:
                    WriteOldest();
                    break;
                case < 40:
                    model[(kind, key)] = (byte)act;
                    store.Write(kind, [key], [(byte)act]);
                    break;
                case < 45 when !model.ContainsKey((kind, key)):
                    model[(kind, key)] = (byte)act;
                    store.Add(kind, [key], [(byte)act]);
                    break;
                case < 60:
                    model.Remove((kind, key));
                    store.Delete(kind, [key]);
                    break;
                default:
                    store.TryRead(kind, [key], out var value).ShouldBe(model.TryGetValue((kind, key), out var expected), $"seed {Seed}, act {act}");
                    if (!value.IsEmpty) value[0].ShouldBe(expected, $"seed {Seed}, act {act}");
                    break;
            }
        }

        void WriteOldest()
        {
            (var rows, stored) = closed.Dequeue();
            rows.CopyTo(batch, database);
            database.Rocks.Write(batch);
            batch.Clear();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
