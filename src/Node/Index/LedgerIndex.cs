using Ledger.Contracts.Deployment;
using Ledger.Node.Chain;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Index;

/// <summary>The node's index: what is followed goes in by <see cref="Writer"/>, what is asked comes out by views.</summary>
internal sealed class LedgerIndex : IDisposable
{
    private LedgerIndex(LedgerDatabase database, SerialIndex serials, NewestSnapshot newest, RowCache cachedRows, IndexWriter writer) =>
        (Database, Serials, Newest, CachedRows, Writer) = (database, serials, newest, cachedRows, writer);

    /// <summary>The database.</summary>
    public LedgerDatabase Database { get; }

    /// <summary>Serials to units and back.</summary>
    public SerialIndex Serials { get; }

    /// <summary>The snapshot that answers of the newest height share.</summary>
    public NewestSnapshot Newest { get; }

    /// <summary>Rows that many answers need.</summary>
    public RowCache CachedRows { get; }

    /// <summary>The only one who writes; belongs to the follower.</summary>
    public IndexWriter Writer { get; }

    /// <summary>The newest block in the index; null when there is none.</summary>
    public IndexCursor? Cursor => Writer.Cursor;

    /// <summary>The number of the newest block, to be waited for: wakes subscribers after each commit, who then read at their own pace.</summary>
    public BlockHeight Committed => Writer.Committed;

    /// <summary>Opens the index in a database.</summary>
    /// <param name="database">The database, which must outlive this.</param>
    /// <param name="network">Whose events are indexed.</param>
    /// <param name="start">Where an empty index begins.</param>
    /// <param name="serialOptions">Sizes of the serial index.</param>
    /// <param name="faults">Lets a test act between the steps; <see cref="NoIndexFaults"/> otherwise.</param>
    /// <exception cref="IndexCorruptException">The rows are not what this index writes.</exception>
    /// <exception cref="SerialIndexCorruptException">Nor are those of the serials.</exception>
    public static LedgerIndex Open(
        LedgerDatabase database, NetworkDescriptor network, IndexStart start, SerialIndexOptions serialOptions, IIndexFaults faults)
    {
        var newest = new NewestSnapshot(database);
        var cachedRows = new RowCache(database.RowCacheSizeBytes);
        var alerts = new AlertLog(database, newest);
        var serials = SerialIndex.Open(
            database.Rocks, serialOptions with { RingSizeBytes = serialOptions.RingSizeBytes ?? database.SerialRingSizeBytes }, alerts, faults);
        return new(database, serials, newest, cachedRows, new IndexWriter(database, serials, alerts, newest, cachedRows, network, start, faults));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Writer.Dispose();
        Newest.Dispose();
        Serials.Dispose();
        CachedRows.Dispose();
    }
}
