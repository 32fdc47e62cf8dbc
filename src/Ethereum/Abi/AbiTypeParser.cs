using System.Globalization;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>Reads type names; a cursor over the text, used once.</summary>
internal ref struct AbiTypeParser
{
    /// <summary>The longest text that is looked at.</summary>
    public const int MaximumTextLength = 8192;

    private readonly ReadOnlySpan<char> _text;
    private readonly IReadOnlyList<AbiParameter> _components;
    private int _position;

    private AbiTypeParser(ReadOnlySpan<char> text, IReadOnlyList<AbiParameter> components)
    {
        _text = text;
        _components = components;
        _position = 0;
    }

    /// <summary>Reads one type that takes the whole text.</summary>
    /// <param name="text">The name; <c>tuple</c> stands for the components, as in ABI JSON.</param>
    /// <param name="components">The components of <c>tuple</c>.</param>
    public static AbiType Parse(string text, IReadOnlyList<AbiParameter> components)
    {
        if (text.Length > MaximumTextLength) throw new EthereumFormatException($"A type name longer than {MaximumTextLength} characters.");
        var parser = new AbiTypeParser(text, components);
        var type = parser.ReadType(1);
        return parser._position == text.Length ? type : throw parser.Unexpected();
    }

    private AbiType ReadType(int depth)
    {
        if (depth > AbiType.MaximumDepth) throw new EthereumFormatException($"The type is nested deeper than {AbiType.MaximumDepth}.");
        var type = Take('(') ? ReadTuple(depth) : ReadElementary();
        while (Take('['))
        {
            if (Take(']'))
            {
                type = AbiType.Array(type);
                continue;
            }

            var digits = TakeWhile(char.IsAsciiDigit);
            if (!Take(']') || digits.IsEmpty || digits[0] == '0' || !int.TryParse(digits, NumberStyles.None, null, out var length))
            {
                throw Unexpected();
            }

            type = AbiType.FixedArray(type, length);
        }

        return type;
    }

    private AbiType ReadTuple(int depth)
    {
        var components = new List<AbiParameter>();
        if (Take(')')) return AbiType.Tuple(components);
        do components.Add(new AbiParameter("", ReadType(depth + 1)));
        while (Take(','));
        return Take(')') ? AbiType.Tuple(components) : throw Unexpected();
    }

    private AbiType ReadElementary()
    {
        var letters = TakeWhile(char.IsAsciiLetterLower);
        var digits = TakeWhile(char.IsAsciiDigit);
        if (digits.IsEmpty)
        {
            return letters switch
            {
                "address" => AbiType.Address,
                "bool" => AbiType.Boolean,
                "bytes" => AbiType.Bytes,
                "string" => AbiType.Text,
                "function" => AbiType.Function,
                "tuple" => AbiType.Tuple(_components),
                "uint" => AbiType.UnsignedInteger(256),
                "int" => AbiType.SignedInteger(256),
                _ => throw Unexpected(),
            };
        }

        if (digits[0] == '0' || digits.Length > 3) throw Unexpected();
        var size = int.Parse(digits, NumberStyles.None);
        return letters switch
        {
            "uint" => AbiType.UnsignedInteger(size),
            "int" => AbiType.SignedInteger(size),
            "bytes" => AbiType.FixedBytes(size),
            _ => throw Unexpected(),
        };
    }

    private bool Take(char expected)
    {
        if (_position >= _text.Length || _text[_position] != expected) return false;
        _position++;
        return true;
    }

    private ReadOnlySpan<char> TakeWhile(Func<char, bool> accepts)
    {
        var start = _position;
        while (_position < _text.Length && accepts(_text[_position])) _position++;
        return _text[start.._position];
    }

    private readonly EthereumFormatException Unexpected() =>
        new($"'{_text}' is no ABI type: unexpected text before position {_position + 1}.");
}
