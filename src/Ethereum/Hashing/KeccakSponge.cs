using System.Buffers.Binary;

namespace Ledger.Ethereum.Hashing;

/// <summary>The steps around the permutation: absorbing whole blocks, padding the last one, writing out the digest.</summary>
internal static class KeccakSponge
{
    /// <summary>Bytes absorbed for each permutation at a capacity of 512 bits.</summary>
    public const int RateBytes = 136;

    private const int DigestLanes = 4;

    /// <summary>Absorbs as many whole blocks as there are and returns the rest, shorter than a block.</summary>
    public static ReadOnlySpan<byte> AbsorbBlocks(Span<ulong> state, ReadOnlySpan<byte> data)
    {
        while (data.Length >= RateBytes)
        {
            Xor(state, data[..RateBytes]);
            KeccakPermutation.Apply(state);
            data = data[RateBytes..];
        }

        return data;
    }

    /// <summary>Absorbs the last, incomplete block with the original Keccak padding (0x01 … 0x80), and writes the digest.</summary>
    public static void Finish(Span<ulong> state, ReadOnlySpan<byte> rest, Span<byte> destination)
    {
        Span<byte> block = stackalloc byte[RateBytes];
        block.Clear();
        rest.CopyTo(block);
        block[rest.Length] = 0x01;
        block[RateBytes - 1] |= 0x80;
        Xor(state, block);
        KeccakPermutation.Apply(state);
        for (var lane = 0; lane < DigestLanes; lane++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(lane * sizeof(ulong))..], state[lane]);
        }
    }

    private static void Xor(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (var lane = 0; lane < RateBytes / sizeof(ulong); lane++)
        {
            state[lane] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(lane * sizeof(ulong))..]);
        }
    }
}
