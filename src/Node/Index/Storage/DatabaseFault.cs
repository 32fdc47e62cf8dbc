namespace Ledger.Node.Index.Storage;

/// <summary>Why the node's database cannot be used.</summary>
internal enum DatabaseFault
{
    /// <summary>Another process has it open.</summary>
    InUse,

    /// <summary>The folder cannot be read or written.</summary>
    NoPermission,

    /// <summary>The storage engine's library is not installed.</summary>
    LibraryMissing,

    /// <summary>Files are damaged or missing.</summary>
    Damaged,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>A newer version of the node wrote it.</summary>
    SchemaNewer,

    /// <summary>An older version of the node wrote it, and its rows cannot be migrated.</summary>
    SchemaOlder,

    /// <summary>It holds the index of another network.</summary>
    OtherNetwork,

    /// <summary>The engine refused for another reason, which the message carries.</summary>
    Other,
}
