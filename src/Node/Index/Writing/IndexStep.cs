namespace Ledger.Node.Index.Writing;

/// <summary>A moment at which a node may be killed while it writes the index.</summary>
internal enum IndexStep
{
    /// <summary>All effects are in the batch, nothing is written.</summary>
    BatchFilled,

    /// <summary>The batch is written, memory does not know it yet.</summary>
    BatchWritten,

    /// <summary>Memory knows it, nobody was told yet.</summary>
    MemoryUpdated,
}
