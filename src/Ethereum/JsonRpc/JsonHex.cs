using System.Buffers;
using System.Numerics;
using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Reads the two hexadecimal encodings of Ethereum's JSON-RPC, quantity and data, straight from UTF-8 into values.</summary>
/// <remarks>Strict as the execution API's specification: a quantity has no leading zero, data has two digits a byte.</remarks>
internal static class JsonHex
{
    private const int MaxQuantityDigits = 64;

    public static ulong ReadUInt64(ref Utf8JsonReader reader)
    {
        var digits = QuantityDigits(ref reader);
        if (digits.Length > 16) throw Malformed("A quantity does not fit 64 bits.");
        ulong value = 0;
        foreach (var digit in digits) value = (value << 4) | DigitValue(digit);
        return value;
    }

    public static uint ReadUInt32(ref Utf8JsonReader reader)
    {
        var value = ReadUInt64(ref reader);
        return value <= uint.MaxValue ? (uint)value : throw Malformed("A quantity does not fit 32 bits.");
    }

    public static UInt128 ReadUInt128(ref Utf8JsonReader reader)
    {
        var digits = QuantityDigits(ref reader);
        if (digits.Length > 32) throw Malformed("A quantity does not fit 128 bits.");
        UInt128 value = 0;
        foreach (var digit in digits) value = (value << 4) | DigitValue(digit);
        return value;
    }

    public static BigInteger ReadBigInteger(ref Utf8JsonReader reader)
    {
        var digits = QuantityDigits(ref reader);
        if (digits.Length > MaxQuantityDigits) throw Malformed("A quantity does not fit 256 bits.");
        Span<byte> bytes = stackalloc byte[MaxQuantityDigits / 2];
        bytes.Clear();
        for (var i = 0; i < digits.Length; i++)
        {
            var fromRight = digits.Length - 1 - i;
            bytes[^((fromRight / 2) + 1)] |= (byte)(DigitValue(digits[i]) << (fromRight % 2 * 4));
        }

        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    public static Bytes32 ReadBytes32(ref Utf8JsonReader reader)
    {
        Bytes32 value = default;
        ReadFixed(ref reader, value);
        return value;
    }

    public static Bytes32? ReadOptionalBytes32(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : ReadBytes32(ref reader);

    public static Address ReadAddress(ref Utf8JsonReader reader)
    {
        Address value = default;
        ReadFixed(ref reader, value);
        return value;
    }

    public static Address? ReadOptionalAddress(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : ReadAddress(ref reader);

    public static byte[] ReadBytes(ref Utf8JsonReader reader)
    {
        var digits = Digits(ref reader);
        if (digits.Length == 0) return [];
        var bytes = new byte[digits.Length / 2];
        Decode(digits, bytes);
        return bytes;
    }

    public static ReadOnlyMemory<byte> ReadBytes(ref Utf8JsonReader reader, ByteSlab slab)
    {
        var digits = Digits(ref reader);
        if (digits.Length == 0) return default;
        var bytes = slab.Take(digits.Length / 2);
        Decode(digits, bytes.Span);
        return bytes;
    }

    public static void ReadFixed(ref Utf8JsonReader reader, scoped Span<byte> destination)
    {
        var digits = Digits(ref reader);
        if (digits.Length != destination.Length * 2) throw Malformed($"Expected {destination.Length} bytes of data, got {digits.Length} digits.");
        Decode(digits, destination);
    }

    public static string ReadText(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Malformed("Expected text.");

    public static JsonRpcProtocolException Malformed(string message) => new(message);

    private static void Decode(ReadOnlySpan<byte> digits, Span<byte> destination)
    {
        if (digits.Length != destination.Length * 2
            || Convert.FromHexString(digits, destination, out _, out _) != OperationStatus.Done)
        {
            throw Malformed("Expected data in hexadecimal with two digits a byte.");
        }
    }

    private static ReadOnlySpan<byte> QuantityDigits(ref Utf8JsonReader reader)
    {
        var digits = Digits(ref reader);
        return digits.Length switch
        {
            0 => throw Malformed("A quantity has no digits."),
            > 1 when digits[0] == (byte)'0' => throw Malformed("A quantity has a leading zero."),
            _ => digits,
        };
    }

    private static ReadOnlySpan<byte> Digits(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) throw Malformed($"Expected hexadecimal text, got {reader.TokenType}.");
        var text = reader.ValueSpan;
        return text.StartsWith("0x"u8) ? text[2..] : throw Malformed("Expected hexadecimal text with 0x.");
    }

    private static uint DigitValue(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - (uint)'0',
        >= (byte)'a' and <= (byte)'f' => digit - (uint)'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - (uint)'A' + 10,
        _ => throw Malformed("A quantity has a character that is no hexadecimal digit."),
    };
}
