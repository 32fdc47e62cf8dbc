using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Ledger.Ethereum.Primitives;

/// <summary>A 32-byte word: a hash, a storage key or value, a salted commitment.</summary>
[InlineArray(SizeBytes)]
[SuppressMessage("Style", "IDE0044:Add readonly modifier", Justification = "An inline array's element is written through the span.")]
public struct Bytes32 : IEquatable<Bytes32>, IComparable<Bytes32>
{
    /// <summary>The number of bytes.</summary>
    public const int SizeBytes = 32;

    private byte _element;

    /// <summary>Copies exactly <see cref="SizeBytes"/> bytes.</summary>
    /// <exception cref="EthereumFormatException">The span has another length.</exception>
    public Bytes32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != SizeBytes) throw new EthereumFormatException($"Expected {SizeBytes} bytes, got {bytes.Length}.");
        bytes.CopyTo(this);
    }

    /// <summary>All bytes zero.</summary>
    public static Bytes32 Zero => default;

    /// <summary>Reads hexadecimal text, with or without <c>0x</c>.</summary>
    /// <exception cref="EthereumFormatException">Not exactly <see cref="SizeBytes"/> bytes of hexadecimal digits.</exception>
    public static Bytes32 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var value) ? value : throw new EthereumFormatException($"Expected {SizeBytes} bytes in hexadecimal, got '{text}'.");

    /// <summary>Reads hexadecimal text, with or without <c>0x</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Bytes32 value)
    {
        value = default;
        return Hex.TryFromHex(text, value);
    }

    /// <summary>Compares byte by byte.</summary>
    public static bool operator ==(in Bytes32 left, in Bytes32 right) => left.Equals(right);

    /// <summary>Compares byte by byte.</summary>
    public static bool operator !=(in Bytes32 left, in Bytes32 right) => !left.Equals(right);

    /// <summary>Orders as unsigned big-endian numbers.</summary>
    public static bool operator <(in Bytes32 left, in Bytes32 right) => left.CompareTo(right) < 0;

    /// <summary>Orders as unsigned big-endian numbers.</summary>
    public static bool operator >(in Bytes32 left, in Bytes32 right) => left.CompareTo(right) > 0;

    /// <summary>Orders as unsigned big-endian numbers.</summary>
    public static bool operator <=(in Bytes32 left, in Bytes32 right) => left.CompareTo(right) <= 0;

    /// <summary>Orders as unsigned big-endian numbers.</summary>
    public static bool operator >=(in Bytes32 left, in Bytes32 right) => left.CompareTo(right) >= 0;

    /// <summary>The bytes, without a copy; valid while the value itself stays in place.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Span => this;

    /// <summary>Copies the bytes out.</summary>
    public readonly byte[] ToArray() => Span.ToArray();

    /// <inheritdoc/>
    public readonly bool Equals(Bytes32 other) => Span.SequenceEqual(other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Bytes32 other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public readonly int CompareTo(Bytes32 other) => Span.SequenceCompareTo(other);

    /// <summary>Lower-case hexadecimal text with <c>0x</c>.</summary>
    public override readonly string ToString() => Hex.ToHex(Span);
}
