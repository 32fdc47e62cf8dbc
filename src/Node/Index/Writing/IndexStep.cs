namespace Ledger.Node.Index.Writing;

/// <summary>A moment at which a node may be killed while it writes the index.</summary>
internal enum IndexStep
{
    /// <summary>A batch is closed: the blocks behind it may be applied beside its write. Nothing of it is written.</summary>
    BatchClosed,

    /// <summary>All effects are in the batch, its rows are noted for readers, nothing is written.</summary>
    BatchFilled,

    /// <summary>The batch is written, memory does not know it yet.</summary>
    BatchWritten,

    /// <summary>Memory knows it, nobody was told yet.</summary>
    MemoryUpdated,

    /// <summary>A step of a seal, or of a merge, is in its batch, nothing of it is written.</summary>
    SealStepFilled,

    /// <summary>A step of a seal, or of a merge, is written, memory does not know it yet.</summary>
    SealStepWritten,

    /// <summary>The end of a seal is written; it is not on the disk yet.</summary>
    SealEndWritten,

    /// <summary>A whole seal is on the disk; memory still has its units.</summary>
    SealFlushed,

    /// <summary>The end of a merge is written; it is not on the disk yet.</summary>
    MergeEndWritten,

    /// <summary>A whole merge is on the disk; memory still looks into both generations.</summary>
    MergeFlushed,
}
