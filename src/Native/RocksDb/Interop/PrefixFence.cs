namespace Ledger.Native.RocksDb.Interop;

/// <summary>Keeps an iterator within the prefix of the key it was sent to.</summary>
/// <remarks>
/// RocksDB has an option for this, which takes the prefix of every key it passes and asserts that each has one: a single key
/// shorter than the prefix would abort the process.
/// </remarks>
internal sealed class PrefixFence(PrefixExtractor extractor)
{
    private byte[] _prefix = new byte[extractor.SizeBytes ?? 0];
    private int _length = -1;

    /// <summary>Fences in the prefix of this key.</summary>
    /// <exception cref="ArgumentException">The key is shorter than a prefix.</exception>
    internal void Set(ReadOnlySpan<byte> key)
    {
        var length = extractor.SizeBytes ?? key.Length;
        if (key.Length < length) throw new ArgumentException($"A prefix has {length} bytes, the key sought {key.Length}.", nameof(key));
        if (_prefix.Length < length) _prefix = new byte[length];
        key[..length].CopyTo(_prefix);
        _length = length;
    }

    /// <summary>Tells whether a key is inside.</summary>
    internal bool Contains(ReadOnlySpan<byte> key) => extractor.SizeBytes is null
        ? key.SequenceEqual(_prefix.AsSpan(0, _length))
        : key.StartsWith(_prefix.AsSpan(0, _length));
}
