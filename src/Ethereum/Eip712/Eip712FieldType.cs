using System.Globalization;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Eip712;

/// <summary>A member's type, read: exactly one of the three is set.</summary>
/// <param name="Elementary">A type without parts.</param>
/// <param name="StructName">A struct of the same set.</param>
/// <param name="Element">The elements of an array.</param>
/// <param name="Length">The length of a fixed array.</param>
internal sealed record Eip712FieldType(AbiType? Elementary, string? StructName = null, Eip712FieldType? Element = null, int? Length = null)
{
    public const int MaximumNameLength = 256;

    /// <summary>The struct at the bottom of arrays, if any.</summary>
    public string? BaseStruct => Element is null ? StructName : Element.BaseStruct;

    public static Eip712FieldType Parse(string text, Func<string, bool> isStruct) => Parse(text, isStruct, AbiType.MaximumDepth);

    private static Eip712FieldType Parse(string text, Func<string, bool> isStruct, int depth)
    {
        if (text.Length > MaximumNameLength || depth == 0)
        {
            throw new EthereumFormatException("A typed-data type is too long or nested too deep.");
        }

        if (text.EndsWith(']'))
        {
            var open = text.LastIndexOf('[');
            if (open < 0) throw Unknown(text);
            var digits = text.AsSpan(open + 1, text.Length - open - 2);
            var element = Parse(text[..open], isStruct, depth - 1);
            if (digits.IsEmpty) return new Eip712FieldType(null, Element: element);
            return int.TryParse(digits, NumberStyles.None, null, out var length) && digits[0] != '0'
                ? new Eip712FieldType(null, Element: element, Length: length)
                : throw Unknown(text);
        }

        if (isStruct(text)) return new Eip712FieldType(null, text);
        var type = AbiType.Parse(text);
        return type.Kind == AbiTypeKind.Tuple || !string.Equals(type.Name, text, StringComparison.Ordinal)
            ? throw Unknown(text)
            : new Eip712FieldType(type);
    }

    private static EthereumFormatException Unknown(string text) => new($"'{text}' is no type of typed data.");
}
