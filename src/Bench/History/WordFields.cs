using Ledger.Contracts.Words;

namespace Ledger.Bench.History;

/// <summary>Sets fields of storage words, lowest bits first, as the contracts lay them out.</summary>
internal static class WordFields
{
    private const int LimbBits = 64;

    /// <summary>The word with a field set to a value.</summary>
    /// <param name="word">The word.</param>
    /// <param name="offset">The field's lowest bit.</param>
    /// <param name="width">Its bits, at most 64.</param>
    /// <param name="value">What it becomes.</param>
    public static StorageWord With(this StorageWord word, int offset, int width, ulong value)
    {
        if (width < LimbBits && value >> width != 0) throw new OverflowException($"{value} does not fit {width} bits.");
        Span<ulong> limbs = [word.Lowest, word.Low, word.High, word.Highest];
        var mask = width == LimbBits ? ulong.MaxValue : (1ul << width) - 1;
        var (limb, shift) = (offset / LimbBits, offset % LimbBits);
        limbs[limb] = (limbs[limb] & ~(mask << shift)) | (value << shift);
        if (shift + width > LimbBits)
        {
            var taken = LimbBits - shift;
            limbs[limb + 1] = (limbs[limb + 1] & ~(mask >> taken)) | (value >> taken);
        }

        return new(limbs[3], limbs[2], limbs[1], limbs[0]);
    }

    /// <summary>The word with a field raised.</summary>
    public static StorageWord Plus(this StorageWord word, int offset, int width, ulong by) => word.With(offset, width, word.Bits(offset, width) + by);
}
