using System.Text;
using Ledger.Ethereum.Abi;

namespace Ledger.BindingGenerator.Model;

/// <summary>Turns names of the Solidity source into C# names.</summary>
internal static class CSharpName
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof",
        "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    // Members that the generated types have for themselves, or inherit, and what a value tuple's elements can't be called.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "Arguments", "Clone", "CompareTo", "Decode", "DecodeInput", "DecodeOutput", "Deconstruct", "Describe", "Encode", "EncodeType", "EqualityContract",
        "Equals", "ErrorName", "EventName", "Finalize", "GetHashCode", "GetType", "HashStruct", "HeadSizeBytes", "MemberwiseClone",
        "PrintMembers", "Read", "ReferenceEquals", "Rest", "Selector", "Signature", "ToString", "Topic0", "TryDecode", "TypeHash", "Write",
    };

    public static bool IsIdentifier(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary><c>Tokens_staleSeq</c> becomes <c>TokensStaleSeq</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder();
        var upper = true;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                upper = true;
                continue;
            }

            text.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? "_" + text : text.ToString();
    }

    /// <summary>A parameter's name, escaped if it is a keyword.</summary>
    public static string Camel(string property)
    {
        var name = char.ToLowerInvariant(property[0]) + property[1..];
        return Keywords.Contains(name) ? "@" + name : name;
    }

    /// <summary>One property for each parameter: unique, and unlike the type's own name and members.</summary>
    public static IReadOnlyList<string> Properties(IReadOnlyList<AbiParameter> parameters, string typeName)
    {
        var names = new List<string>();
        for (var i = 0; i < parameters.Count; i++)
        {
            var name = parameters[i].Name.Length == 0 ? $"Value{i}" : Pascal(parameters[i].Name);
            if (Reserved.Contains(name) || IsTupleItem(name) || string.Equals(name, typeName, StringComparison.Ordinal)) name += "Value";
            var unique = name;
            for (var n = 2; names.Contains(unique, StringComparer.Ordinal); n++) unique = $"{name}{n}";
            names.Add(unique);
        }

        return names;
    }

    private static bool IsTupleItem(string name) =>
        name.Length > 4 && name.StartsWith("Item", StringComparison.Ordinal) && name[4..].All(char.IsAsciiDigit);
}
