using System.Buffers.Binary;
using System.Text;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>The first four bytes of the hash of a signature: what names a function in calldata and an error in revert data.</summary>
/// <param name="Value">The bytes as a big-endian number.</param>
public readonly record struct Selector(uint Value)
{
    /// <summary>The number of bytes.</summary>
    public const int SizeBytes = sizeof(uint);

    /// <summary>The selector of a signature such as <c>transfer(address,uint256)</c>.</summary>
    public static Selector Of(string signature) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(Keccak256.Hash(Encoding.UTF8.GetBytes(signature)).Span));

    /// <summary>Reads the selector at the start of calldata or revert data.</summary>
    /// <exception cref="EthereumFormatException">There are fewer than four bytes.</exception>
    public static Selector Read(ReadOnlySpan<byte> data) =>
        TryRead(data, out var selector) ? selector : throw new EthereumFormatException("The data is too short for a selector.");

    /// <summary>Reads the selector at the start of calldata or revert data.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out Selector selector)
    {
        var present = BinaryPrimitives.TryReadUInt32BigEndian(data, out var value);
        selector = new Selector(value);
        return present;
    }

    /// <summary>Writes the four bytes.</summary>
    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt32BigEndian(destination, Value);

    /// <summary>Hexadecimal text with <c>0x</c>.</summary>
    public override string ToString() => $"0x{Value:x8}";
}
