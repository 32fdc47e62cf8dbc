using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Hashing;

/// <summary>Keccak-256 with the original padding, as Ethereum uses it (not the later SHA3-256 of FIPS 202).</summary>
public static class Keccak256
{
    /// <summary>The number of bytes of a digest.</summary>
    public const int SizeBytes = Bytes32.SizeBytes;

    /// <summary>Hashes <paramref name="data"/>.</summary>
    public static Bytes32 Hash(ReadOnlySpan<byte> data)
    {
        var digest = default(Bytes32);
        Hash(data, digest);
        return digest;
    }

    /// <summary>Hashes <paramref name="data"/> into a buffer, without allocating.</summary>
    /// <param name="data">Any number of bytes; may overlap the destination.</param>
    /// <param name="destination">Exactly <see cref="SizeBytes"/> bytes.</param>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        if (destination.Length != SizeBytes)
        {
            throw new ArgumentOutOfRangeException(nameof(destination), $"A digest takes {SizeBytes} bytes.");
        }

        Span<ulong> state = stackalloc ulong[KeccakPermutation.LaneCount];
        state.Clear();
        var rest = KeccakSponge.AbsorbBlocks(state, data);
        KeccakSponge.Finish(state, rest, destination);
    }
}
