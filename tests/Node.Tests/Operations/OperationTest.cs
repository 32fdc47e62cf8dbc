using Ledger.Node.Index.Storage;
using Ledger.Node.Tests.Hosting;

namespace Ledger.Node.Tests.Operations;

/// <summary>A test on its own copy of a stopped node's data.</summary>
public abstract class OperationTest : IClassFixture<StoppedNodeFixture>, IDisposable
{
    private readonly TestFolder _folder = new();

    protected OperationTest(StoppedNodeFixture node)
    {
        Node = node;
        StoppedNodeFixture.Copy(node.Data, Data);
    }

    protected string Data => _folder.In("data");

    internal StoppedNodeFixture Node { get; }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string In(string name) => _folder.In(name);

    protected static bool IsOwnerOnly(string path) =>
        OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite);

    internal static void Change(string data, Action<LedgerDatabase> change)
    {
        using var database = LedgerDatabase.Open(new() { FolderPath = Path.Combine(data, "db"), CacheSizeBytes = 8 << 20 });
        change(database);
    }

    /// <summary>All rows of some families, as text.</summary>
    internal static IReadOnlyList<string> Rows(string data, params IReadOnlyList<string> families)
    {
        var rows = new List<string>();
        Change(data, database =>
        {
            foreach (var family in families)
            {
                using var iterator = database.Rocks.CreateIterator(database.Rocks.GetColumnFamily(family));
                for (var isValid = iterator.SeekToFirst(); isValid; isValid = iterator.Next())
                    rows.Add($"{family} {Convert.ToHexString(iterator.Key)} {Convert.ToHexString(iterator.Value)}");
            }
        });
        return rows;
    }
}
