using System.Buffers.Binary;
using Ledger.Contracts.Generated;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Follower;

/// <summary>Finds a run's serial list in the calldata of its transaction, by the hash in its event.</summary>
/// <remarks>
/// A commission, or a transform with its output, may be called directly, by the relay contract in a batch, or by any other contract. Its call is always somewhere in
/// the calldata as it was encoded, so it is looked for by its selector, wherever it stands.
/// </remarks>
internal static class RunBlobs
{
    /// <summary>The most places of the selector that are tried in one transaction.</summary>
    public const int MaxCandidates = 1_024;

    /// <summary>The largest serial list, as the codecs bound it.</summary>
    public const int MaxBlobSizeBytes = 1_376_238;

    private const int WordSizeBytes = 32;
    private const int OutputMember = 1;
    private const int SerialsMember = 11;

    /// <summary>Finds the list with a hash; null when the calldata has none.</summary>
    public static byte[]? Find(ReadOnlySpan<byte> calldata, Bytes32 hash) =>
        Find(calldata, hash, CatalogueFunctions.Commission.Selector, [SerialsMember])
        ?? Find(calldata, hash, TokensFunctions.Transform.Selector, [OutputMember, SerialsMember]);

    private static byte[]? Find(ReadOnlySpan<byte> calldata, Bytes32 hash, Selector wanted, ReadOnlySpan<int> members)
    {
        Span<byte> selector = stackalloc byte[Selector.SizeBytes];
        wanted.CopyTo(selector);
        for (var tried = 0; tried < MaxCandidates; tried++)
        {
            var place = calldata.IndexOf(selector);
            if (place < 0) return null;
            calldata = calldata[(place + selector.Length)..];
            if (TryReadSerials(calldata, members, out var blob) && Keccak256.Hash(blob) == hash) return blob.ToArray();
        }

        return null;
    }

    // The message is the first argument, dynamic; from there the way goes through dynamic members to the list, which is one too.
    private static bool TryReadSerials(ReadOnlySpan<byte> arguments, ReadOnlySpan<int> members, out ReadOnlySpan<byte> blob)
    {
        blob = default;
        if (!TryFollow(arguments, 0, out var target)) return false;
        foreach (var member in members)
        {
            if (!TryFollow(target, member, out target)) return false;
        }

        if (!TryReadSize(target, 0, out var size) || size > Math.Min(MaxBlobSizeBytes, target.Length - WordSizeBytes)) return false;
        blob = target.Slice(WordSizeBytes, size);
        return true;
    }

    private static bool TryFollow(ReadOnlySpan<byte> tuple, int member, out ReadOnlySpan<byte> target)
    {
        target = default;
        if (!TryReadSize(tuple, member, out var offset) || offset > tuple.Length) return false;
        target = tuple[offset..];
        return true;
    }

    private static bool TryReadSize(ReadOnlySpan<byte> words, int member, out int size)
    {
        size = 0;
        if (words.Length < (member + 1) * WordSizeBytes) return false;
        var word = words.Slice(member * WordSizeBytes, WordSizeBytes);
        if (word[..(WordSizeBytes - sizeof(int))].ContainsAnyExcept((byte)0)) return false;
        size = BinaryPrimitives.ReadInt32BigEndian(word[(WordSizeBytes - sizeof(int))..]);
        return size >= 0;
    }
}
