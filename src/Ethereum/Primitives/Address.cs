using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ledger.Ethereum.Hashing;

namespace Ledger.Ethereum.Primitives;

/// <summary>The address of an account: the last 20 bytes of the Keccak-256 of its public key, or of its creation.</summary>
[InlineArray(SizeBytes)]
[SuppressMessage("Style", "IDE0044:Add readonly modifier", Justification = "An inline array's element is written through the span.")]
public struct Address : IEquatable<Address>, IComparable<Address>
{
    /// <summary>The number of bytes.</summary>
    public const int SizeBytes = 20;

    private const int DigitCount = SizeBytes * 2;

    private byte _element;

    /// <summary>Copies exactly <see cref="SizeBytes"/> bytes.</summary>
    /// <exception cref="EthereumFormatException">The span has another length.</exception>
    public Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != SizeBytes) throw new EthereumFormatException($"Expected {SizeBytes} bytes, got {bytes.Length}.");
        bytes.CopyTo(this);
    }

    /// <summary>All bytes zero.</summary>
    public static Address Zero => default;

    /// <summary>Reads hexadecimal text, with or without <c>0x</c>.</summary>
    /// <exception cref="EthereumFormatException">Not exactly <see cref="SizeBytes"/> bytes of hexadecimal digits.</exception>
    public static Address Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var value) ? value : throw new EthereumFormatException($"Expected {SizeBytes} bytes in hexadecimal, got '{text}'.");

    /// <summary>Reads hexadecimal text, with or without <c>0x</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address value)
    {
        value = default;
        return Hex.TryFromHex(text, value);
    }

    /// <summary>Reads an address that carries its checksum (EIP-55): 40 digits in mixed case, with or without <c>0x</c>.</summary>
    /// <exception cref="EthereumFormatException">Not an address, or letters in the wrong case: a digit was mistyped.</exception>
    public static Address ParseChecksummed(ReadOnlySpan<char> text)
    {
        var value = Parse(text);
        var digits = text.Length == DigitCount ? text : text[2..];
        return digits.SequenceEqual(value.ToChecksumString().AsSpan(2))
            ? value
            : throw new EthereumFormatException($"The address '{text}' does not match its checksum (EIP-55).");
    }

    /// <summary>Compares byte by byte.</summary>
    public static bool operator ==(in Address left, in Address right) => left.Equals(right);

    /// <summary>Compares byte by byte.</summary>
    public static bool operator !=(in Address left, in Address right) => !left.Equals(right);

    /// <summary>Orders as unsigned big-endian numbers.</summary>
    public static bool operator <(in Address left, in Address right) => left.CompareTo(right) < 0;

    /// <summary>Orders as unsigned big-endian numbers.</summary>
    public static bool operator >(in Address left, in Address right) => left.CompareTo(right) > 0;

    /// <summary>Orders as unsigned big-endian numbers.</summary>
    public static bool operator <=(in Address left, in Address right) => left.CompareTo(right) <= 0;

    /// <summary>Orders as unsigned big-endian numbers.</summary>
    public static bool operator >=(in Address left, in Address right) => left.CompareTo(right) >= 0;

    /// <summary>The bytes, without a copy; valid while the value itself stays in place.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Span => this;

    /// <summary>Copies the bytes out.</summary>
    public readonly byte[] ToArray() => Span.ToArray();

    /// <inheritdoc/>
    public readonly bool Equals(Address other) => Span.SequenceEqual(other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public readonly int CompareTo(Address other) => Span.SequenceCompareTo(other);

    /// <summary>Hexadecimal text with <c>0x</c> whose letters' case is a checksum (EIP-55).</summary>
    public readonly string ToChecksumString()
    {
        Span<char> digits = stackalloc char[DigitCount];
        Convert.TryToHexStringLower(Span, digits, out _);
        Span<byte> ascii = stackalloc byte[DigitCount];
        System.Text.Encoding.ASCII.GetBytes(digits, ascii);
        var hash = Keccak256.Hash(ascii);
        for (var i = 0; i < DigitCount; i++)
        {
            var nibble = i % 2 == 0 ? hash.Span[i / 2] >> 4 : hash.Span[i / 2] & 0xf;
            if (nibble >= 8) digits[i] = char.ToUpperInvariant(digits[i]);
        }

        return string.Concat("0x", digits);
    }

    /// <summary>Lower-case hexadecimal text with <c>0x</c>.</summary>
    public override readonly string ToString() => Hex.ToHex(Span);
}
