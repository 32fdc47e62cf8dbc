using System.Runtime.InteropServices;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Index.Writing;

/// <summary>
/// Gives messages the keys of their rows: the first bytes of the digest, or all where the first are another's. Knows the short keys that were given since the database
/// was asked about a message that is still in memory.
/// </summary>
internal sealed class MessageKeys
{
    private readonly Dictionary<ulong, byte[]> _given = [];

    /// <summary>The key of a message's row.</summary>
    /// <param name="digest">The message's digest.</param>
    /// <param name="isTaken">Whether the database has another message under the short key.</param>
    public byte[] Give(byte[] digest, bool isTaken)
    {
        if (isTaken) return digest;
        ref var owner = ref CollectionsMarshal.GetValueRefOrAddDefault(_given, HeadOf(digest), out _);
        owner ??= digest;
        return owner.AsSpan().SequenceEqual(digest) ? digest[..MessageRow.ShortKeySizeBytes] : digest;
    }

    /// <summary>Forgets all keys: the rows are in the database, or will not be.</summary>
    public void Clear() => _given.Clear();

    private static ulong HeadOf(ReadOnlySpan<byte> digest)
    {
        var head = 0ul;
        foreach (var next in digest[..MessageRow.ShortKeySizeBytes]) head = (head << 8) | next;
        return head;
    }
}
