using System.Collections;
using System.Text;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Eip712;

/// <summary>Walks a value by its type and hashes it.</summary>
internal sealed class Eip712Hasher(Eip712Types types)
{
    /// <summary>The deepest nesting of structs and arrays in a value; types may refer to themselves.</summary>
    public const int MaximumDepth = 32;

    public Bytes32 HashStruct(string name, IReadOnlyDictionary<string, object> value, int depth)
    {
        Descend(depth);
        var fields = types.Fields(name);
        if (value.Count != fields.Count)
        {
            throw new EthereumFormatException($"A value of '{name}' has {value.Count} members, not {fields.Count}.");
        }

        var writer = new AbiWriter(AbiReader.WordSizeBytes * (1 + fields.Count));
        try
        {
            writer.WriteBytes32(types.TypeHash(name));
            foreach (var field in fields)
            {
                if (!value.TryGetValue(field.Name, out var member))
                {
                    throw new EthereumFormatException($"A value of '{name}' lacks '{field.Name}'.");
                }

                Write(ref writer, field.Type, member, field.Name, depth + 1);
            }

            return Keccak256.Hash(writer.WrittenSpan);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private Bytes32 HashArray(Eip712FieldType type, object value, string field, int depth)
    {
        Descend(depth);
        var items = value is IList list and not byte[]? list : throw Misfit(field);
        if (type.Length is { } length && items.Count != length)
        {
            throw new EthereumFormatException($"'{field}' has {items.Count} elements, not {length}.");
        }

        var writer = new AbiWriter(checked(AbiReader.WordSizeBytes * items.Count));
        try
        {
            foreach (var item in items) Write(ref writer, type.Element!, item, field, depth + 1);
            return Keccak256.Hash(writer.WrittenSpan);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private void Write(ref AbiWriter writer, Eip712FieldType type, object value, string field, int depth)
    {
        if (type.Element is not null)
        {
            writer.WriteBytes32(HashArray(type, value, field, depth));
            return;
        }

        if (type.StructName is not null)
        {
            var members = value as IReadOnlyDictionary<string, object> ?? throw Misfit(field);
            writer.WriteBytes32(HashStruct(type.StructName, members, depth));
            return;
        }

        switch (type.Elementary!.Kind)
        {
            case AbiTypeKind.Bytes:
                writer.WriteBytes32(Keccak256.Hash(value as byte[] ?? throw Misfit(field)));
                break;
            case AbiTypeKind.Text:
                writer.WriteBytes32(Keccak256.Hash(Encoding.UTF8.GetBytes(value as string ?? throw Misfit(field))));
                break;
            default:
                WriteWord(ref writer, type.Elementary, value, field);
                break;
        }
    }

    private static void WriteWord(ref AbiWriter writer, AbiType type, object value, string field)
    {
        try
        {
            AbiValueWriter.WriteWord(ref writer, type, value);
        }
        catch (ArgumentException exception)
        {
            throw new EthereumFormatException($"'{field}' does not fit its type {type}.", exception);
        }
    }

    private static void Descend(int depth)
    {
        if (depth > MaximumDepth) throw new EthereumFormatException($"Typed data is nested deeper than {MaximumDepth}.");
    }

    private static EthereumFormatException Misfit(string field) => new($"The value of '{field}' does not fit its type.");
}
