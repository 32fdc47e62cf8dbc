namespace Ledger.Node.Embedded;

/// <summary>The boundaries between steps at which a test may end the node or the chain, to show that nothing is lost there.</summary>
internal enum FaultPoint
{
    /// <summary>Transactions were taken from the pool; the entry is not written.</summary>
    EntryBuilt,

    /// <summary>The entry is about to be written, and again after each time the disk was full.</summary>
    EntryWriting,

    /// <summary>The entry is on the device; nothing was submitted.</summary>
    EntrySynced,

    /// <summary>One more transaction of the entry was submitted.</summary>
    TransactionSubmitted,

    /// <summary>All transactions were submitted; nothing was mined.</summary>
    EntrySubmitted,

    /// <summary>The block was mined and compared; its hash is not written.</summary>
    BlockMined,

    /// <summary>The hash is on the device; nobody has seen the block.</summary>
    HashSynced,

    /// <summary>The block is visible.</summary>
    HeadMoved,

    /// <summary>The state was dumped; nothing of the snapshot is written.</summary>
    SnapshotDumped,

    /// <summary>The snapshot's temporary file is on the device.</summary>
    SnapshotWritten,

    /// <summary>The snapshot has its name.</summary>
    SnapshotRenamed,

    /// <summary>The older snapshots are gone.</summary>
    SnapshotsPruned,
}
