namespace Ledger.Node.Index.Writing;

/// <summary>A row that was read or changed while blocks are applied.</summary>
internal sealed class CachedRow(byte[] key)
{
    /// <summary>The key.</summary>
    public byte[] Key { get; } = key;

    /// <summary>The value; null when there is no such row.</summary>
    public byte[]? Value { get; set; }

    /// <summary>The last block before which the value was kept for answers about the past.</summary>
    public ulong PastBlock { get; set; }

    /// <summary>Whether it was changed since the last batch.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Whether the batches before this one leave no such row: then one that came and went within this batch is nothing to write.</summary>
    public bool WasAbsent { get; set; }

    /// <summary>The key that the database knows it by, where that is another.</summary>
    public byte[]? StoredKey { get; set; }

    /// <summary>Whether the database has another message under the short key of this one.</summary>
    public bool IsKeyTaken { get; set; }
}
