using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ledger.Ethereum.Hashing;

/// <summary>The Keccak-f[1600] permutation (FIPS 202, section 3.3) over 25 lanes of 64 bits.</summary>
/// <remarks>
/// Each round reads one state and writes another, so that a lane is loaded and stored once and no step needs a temporary state;
/// the loops over rows and columns are written out because their indices and rotations are constants.
/// </remarks>
internal static class KeccakPermutation
{
    /// <summary>The number of lanes of the state.</summary>
    public const int LaneCount = 25;

    private static readonly ulong[] RoundConstants =
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Permutes the state in place.</summary>
    /// <param name="state">Exactly <see cref="LaneCount"/> lanes.</param>
    public static void Apply(Span<ulong> state)
    {
        if (state.Length != LaneCount) throw new ArgumentOutOfRangeException(nameof(state));
        Span<ulong> other = stackalloc ulong[LaneCount];
        ref var a = ref state[0];
        ref var b = ref other[0];
        var constants = RoundConstants;
        for (var round = 0; round < constants.Length; round += 2)
        {
            Round(ref a, ref b, constants[round]);
            Round(ref b, ref a, constants[round + 1]);
        }
    }

    private static void Round(ref ulong a, ref ulong to, ulong constant)
    {
        var c0 = Column(ref a, 0);
        var c1 = Column(ref a, 1);
        var c2 = Column(ref a, 2);
        var c3 = Column(ref a, 3);
        var c4 = Column(ref a, 4);

        var d0 = c4 ^ BitOperations.RotateLeft(c1, 1);
        var d1 = c0 ^ BitOperations.RotateLeft(c2, 1);
        var d2 = c1 ^ BitOperations.RotateLeft(c3, 1);
        var d3 = c2 ^ BitOperations.RotateLeft(c4, 1);
        var d4 = c3 ^ BitOperations.RotateLeft(c0, 1);

        Row(ref to, 0, Lane(ref a, 0, d0, 0), Lane(ref a, 6, d1, 44), Lane(ref a, 12, d2, 43), Lane(ref a, 18, d3, 21), Lane(ref a, 24, d4, 14));
        to ^= constant;
        Row(ref to, 5, Lane(ref a, 3, d3, 28), Lane(ref a, 9, d4, 20), Lane(ref a, 10, d0, 3), Lane(ref a, 16, d1, 45), Lane(ref a, 22, d2, 61));
        Row(ref to, 10, Lane(ref a, 1, d1, 1), Lane(ref a, 7, d2, 6), Lane(ref a, 13, d3, 25), Lane(ref a, 19, d4, 8), Lane(ref a, 20, d0, 18));
        Row(ref to, 15, Lane(ref a, 4, d4, 27), Lane(ref a, 5, d0, 36), Lane(ref a, 11, d1, 10), Lane(ref a, 17, d2, 15), Lane(ref a, 23, d3, 56));
        Row(ref to, 20, Lane(ref a, 2, d2, 62), Lane(ref a, 8, d3, 55), Lane(ref a, 14, d4, 39), Lane(ref a, 15, d0, 41), Lane(ref a, 21, d1, 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Column(ref ulong a, int x) =>
        Unsafe.Add(ref a, x) ^ Unsafe.Add(ref a, x + 5) ^ Unsafe.Add(ref a, x + 10) ^ Unsafe.Add(ref a, x + 15) ^ Unsafe.Add(ref a, x + 20);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Lane(ref ulong a, int index, ulong d, int rotation) =>
        BitOperations.RotateLeft(Unsafe.Add(ref a, index) ^ d, rotation);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(ref ulong to, int first, ulong b0, ulong b1, ulong b2, ulong b3, ulong b4)
    {
        Unsafe.Add(ref to, first) = b0 ^ (~b1 & b2);
        Unsafe.Add(ref to, first + 1) = b1 ^ (~b2 & b3);
        Unsafe.Add(ref to, first + 2) = b2 ^ (~b3 & b4);
        Unsafe.Add(ref to, first + 3) = b3 ^ (~b4 & b0);
        Unsafe.Add(ref to, first + 4) = b4 ^ (~b0 & b1);
    }
}
