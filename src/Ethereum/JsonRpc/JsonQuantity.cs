using System.Numerics;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Writes quantities: hexadecimal, without leading zeros.</summary>
internal static class JsonQuantity
{
    public static string Of(ulong value) => $"0x{value:x}";

    public static string Of(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var digits = value.ToString("x").TrimStart('0');
        return digits.Length == 0 ? "0x0" : "0x" + digits;
    }
}
