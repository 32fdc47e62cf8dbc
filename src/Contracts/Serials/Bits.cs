using System.Numerics;

namespace Ledger.Contracts.Serials;

/// <summary>Bit counts of 128-bit numbers.</summary>
internal static class Bits
{
    /// <summary>Bits needed to write a number; 0 for 0.</summary>
    public static int Length(UInt128 value)
    {
        var high = (ulong)(value >> 64);
        return high != 0 ? 128 - BitOperations.LeadingZeroCount(high) : 64 - BitOperations.LeadingZeroCount((ulong)value);
    }
}
