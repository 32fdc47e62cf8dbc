using System.Numerics;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>Decodes revert data against the errors of a set of contracts. Immutable and thread-safe.</summary>
public sealed class AbiRevertDecoder
{
    private const int MaximumUnknownBytesShown = 64;

    private readonly Dictionary<Selector, AbiError> _errors = new()
    {
        [AbiError.Message.Selector] = AbiError.Message,
        [AbiError.Panic.Selector] = AbiError.Panic,
    };

    /// <summary>Collects the errors of the contracts.</summary>
    /// <exception cref="EthereumFormatException">Two different errors have one selector.</exception>
    public AbiRevertDecoder(params IEnumerable<AbiContract> contracts)
    {
        foreach (var error in contracts.SelectMany(c => c.Errors))
        {
            if (_errors.TryAdd(error.Selector, error)) continue;
            var first = _errors[error.Selector].Signature;
            if (!string.Equals(first, error.Signature, StringComparison.Ordinal))
            {
                throw new EthereumFormatException($"The errors {first} and {error.Signature} have the same selector.");
            }
        }
    }

    /// <summary>Decodes what a reverted call returned. Never throws: data that fits nothing is described as what it is.</summary>
    public AbiRevert Decode(ReadOnlySpan<byte> revertData)
    {
        if (revertData.IsEmpty) return new AbiRevert(null, new AbiTuple(), "Reverted without a reason.");
        if (!Selector.TryRead(revertData, out var selector) || !_errors.TryGetValue(selector, out var error)) return Unknown(revertData);
        try
        {
            var values = error.Decode(revertData);
            return new AbiRevert(error, values, Describe(error, values));
        }
        catch (EthereumFormatException)
        {
            return Unknown(revertData);
        }
    }

    private static string Describe(AbiError error, AbiTuple values)
    {
        if (error == AbiError.Message) return (string)values[0];
        if (error != AbiError.Panic) return error.Name + values;
        var code = (BigInteger)values[0];
        return $"Panic 0x{(code.IsZero ? "0" : code.ToString("x").TrimStart('0'))}: {Meaning(code)}.";
    }

    // The codes of the Solidity documentation, section "Panic via assert and Error via require".
    private static string Meaning(BigInteger code) => code < 0x100 ? (int)code switch
    {
        0x00 => "inserted by the compiler",
        0x01 => "an assertion failed",
        0x11 => "arithmetic overflow or underflow",
        0x12 => "division by zero",
        0x21 => "a number outside its enum",
        0x22 => "a storage byte array is wrongly encoded",
        0x31 => "pop of an empty array",
        0x32 => "an index outside its array",
        0x41 => "too much memory",
        0x51 => "a call of an uninitialised function reference",
        _ => "unknown code",
    }
    : "unknown code";

    private static AbiRevert Unknown(ReadOnlySpan<byte> data)
    {
        var shown = Hex.ToHex(data[..Math.Min(data.Length, MaximumUnknownBytesShown)]);
        var more = data.Length > MaximumUnknownBytesShown ? "…" : "";
        return new AbiRevert(null, new AbiTuple(), $"Reverted with unknown data of {data.Length} bytes: {shown}{more}.");
    }
}
