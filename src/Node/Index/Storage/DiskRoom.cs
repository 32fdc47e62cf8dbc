namespace Ledger.Node.Index.Storage;

/// <summary>Tells whether the database's disk has room to write.</summary>
/// <remarks>
/// RocksDB refuses all writes after it once met a full disk, until it is reopened. Whoever asks here before writing never
/// gets it there, and can go on as soon as there is room.
/// </remarks>
internal class DiskRoom(string folderPath, long reservedSizeBytes)
{
    /// <summary>The folder whose disk it is.</summary>
    public string FolderPath { get; } = folderPath;

    /// <summary>Free bytes now.</summary>
    public virtual long FreeSizeBytes => new DriveInfo(FolderPath).AvailableFreeSpace;

    /// <summary>Whether more than the reserve is free.</summary>
    public bool HasRoom => FreeSizeBytes > reservedSizeBytes;

    /// <summary>What to tell an operator when there is none.</summary>
    public string Complaint => $"The disk of '{FolderPath}' has less than {reservedSizeBytes >> 20} MiB free: make room, and writing goes on by itself.";
}
