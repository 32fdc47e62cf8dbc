using System.Text;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Eip712;

/// <summary>A closed set of struct types, and the hashing of their values (EIP-712). Immutable and thread-safe.</summary>
/// <remarks>
/// A struct's value is a dictionary from member name to value, an array's any list; elementary values are those that
/// <see cref="AbiTuple"/> names.
/// </remarks>
public sealed class Eip712Types
{
    /// <summary>The most structs of a set.</summary>
    public const int MaximumStructs = 256;

    /// <summary>The most members of a struct.</summary>
    public const int MaximumMembers = 256;

    /// <summary>The longest text of a type with all the structs it refers to, in characters.</summary>
    public const int MaximumEncodedTypeLength = 1 << 16;

    private readonly Dictionary<string, Struct> _structs;

    /// <summary>Checks and takes the types.</summary>
    /// <param name="structs">Members by struct name.</param>
    /// <exception cref="EthereumFormatException">A type is unknown, a name is none or double, or there are too many.</exception>
    public Eip712Types(IReadOnlyDictionary<string, IReadOnlyList<Eip712Member>> structs)
    {
        if (structs.Count > MaximumStructs || structs.Values.Any(m => m.Count > MaximumMembers))
        {
            throw new EthereumFormatException($"Typed data with more than {MaximumStructs} structs or {MaximumMembers} members of one.");
        }

        var parsed = new Dictionary<string, List<Field>>(StringComparer.Ordinal);
        foreach (var (name, members) in structs)
        {
            if (members.Select(m => m.Name).Append(name).Any(n => !IsIdentifier(n)))
            {
                throw new EthereumFormatException($"A name in '{name}' is no identifier.");
            }

            if (members.Select(m => m.Name).Distinct(StringComparer.Ordinal).Count() != members.Count)
            {
                throw new EthereumFormatException($"Two members of '{name}' have one name.");
            }

            parsed[name] = [.. members.Select(m => new Field(m.Name, m.Type, Eip712FieldType.Parse(m.Type, structs.ContainsKey)))];
        }

        _structs = parsed.ToDictionary(s => s.Key, s => new Struct(s.Value, WriteType(s.Key, parsed)), StringComparer.Ordinal);
    }

    /// <summary>The names of the structs.</summary>
    public IReadOnlyCollection<string> Names => _structs.Keys;

    /// <summary>The type's text: the struct, then the structs it refers to, by name.</summary>
    /// <exception cref="EthereumFormatException">There is no such struct.</exception>
    public string EncodeType(string name) => Find(name).EncodedType;

    /// <summary>The hash of <see cref="EncodeType"/>.</summary>
    /// <exception cref="EthereumFormatException">There is no such struct.</exception>
    public Bytes32 TypeHash(string name) => Find(name).TypeHash;

    /// <summary>Hashes a value.</summary>
    /// <param name="name">The struct.</param>
    /// <param name="value">Exactly its members.</param>
    /// <exception cref="EthereumFormatException">There is no such struct, or the value does not fit it.</exception>
    public Bytes32 HashStruct(string name, IReadOnlyDictionary<string, object> value) => new Eip712Hasher(this).HashStruct(name, value, 1);

    internal IReadOnlyList<Field> Fields(string name) => Find(name).Fields;

    internal bool Contains(string name) => _structs.ContainsKey(name);

    private Struct Find(string name) => _structs.TryGetValue(name, out var found)
        ? found
        : throw new EthereumFormatException($"Typed data has no struct '{name}'.");

    private static string WriteType(string name, Dictionary<string, List<Field>> structs)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { name };
        var open = new Queue<string>([name]);
        while (open.TryDequeue(out var reached))
        {
            foreach (var referred in structs[reached].Select(f => f.Type.BaseStruct).OfType<string>())
            {
                if (seen.Add(referred)) open.Enqueue(referred);
            }
        }

        seen.Remove(name);
        var order = seen.Order(StringComparer.Ordinal).Prepend(name);
        var text = new StringBuilder();
        foreach (var next in order)
        {
            text.Append(next).Append('(').AppendJoin(',', structs[next].Select(f => $"{f.TypeName} {f.Name}")).Append(')');
            if (text.Length > MaximumEncodedTypeLength) throw new EthereumFormatException($"The text of the type '{name}' is too long.");
        }

        return text.ToString();
    }

    private static bool IsIdentifier(string name) =>
        name.Length is > 0 and <= Eip712FieldType.MaximumNameLength
        && !char.IsAsciiDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');

    internal sealed record Field(string Name, string TypeName, Eip712FieldType Type);

    private sealed record Struct(IReadOnlyList<Field> Fields, string EncodedType)
    {
        public Bytes32 TypeHash { get; } = Keccak256.Hash(Encoding.UTF8.GetBytes(EncodedType));
    }
}
