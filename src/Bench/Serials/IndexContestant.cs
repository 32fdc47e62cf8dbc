using System.Diagnostics;
using Ledger.Contracts.Serials;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Serials;

namespace Ledger.Bench.Serials;

/// <summary>The node's serial index.</summary>
internal sealed class IndexContestant : SerialContestant, ISerialDuplicateSink
{
    private readonly WriteBatch _batch = new();
    private readonly SerialIndexOptions _options;
    private SerialIndex _index;

    /// <summary>Opens an empty index.</summary>
    /// <param name="shape">The serials.</param>
    /// <param name="cache">RocksDB's cache.</param>
    /// <param name="ringSizeBytes">The index's own.</param>
    public IndexContestant(SerialShape shape, BlockCache cache, long ringSizeBytes)
        : base(shape, SerialIndexFamilies.Describe(cache))
    {
        _options = new() { RingSizeBytes = ringSizeBytes };
        _index = SerialIndex.Open(Database, _options, this);
    }

    /// <summary>Bytes of calldata.</summary>
    public long BlobSizeBytes { get; private set; }

    /// <inheritdoc/>
    public override long WriteRun(uint run, long first, int count)
    {
        var serials = new string[count];
        Span<byte> serial = stackalloc byte[Shape.Width];
        for (var i = 0; i < count; i++)
        {
            Shape.Write(first + i, serial);
            serials[i] = System.Text.Encoding.ASCII.GetString(serial);
        }

        var blob = SerialList.FromStrings(serials).Encode();
        BlobSizeBytes += blob.Length;
        var start = Stopwatch.GetTimestamp();
        _batch.Clear();
        _index.AddRun(_batch, new(run), Gtin, blob, checkBuckets: false);
        Database.Write(_batch);
        _index.Close();
        _index.OnCommitted();
        if (_index.IsSealDue) Seal();
        return Stopwatch.GetTimestamp() - start;
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        Seal();
        base.Finish();
    }

    /// <inheritdoc/>
    public override bool Find(ReadOnlySpan<byte> serial, long number) => _index.TryFind(Gtin, serial, out var matches) && matches.Count == 1;

    /// <inheritdoc/>
    public void Record(IReadOnlyList<SerialDuplicate> duplicates) =>
        throw new InvalidOperationException("The benchmark's serials are distinct.");

    /// <inheritdoc/>
    protected override void OnOpened()
    {
        _index.Dispose();
        _index = SerialIndex.Open(Database, _options, this);
    }

    /// <inheritdoc/>
    protected override void OnDisposed() => _index.Dispose();

    private void Seal()
    {
        while (_index.Seal())
        {
        }
    }
}
