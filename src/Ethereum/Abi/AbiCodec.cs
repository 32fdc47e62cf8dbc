using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>Encodes and decodes values of types known at run time only (Solidity ABI specification, strict encoding).</summary>
public static class AbiCodec
{
    /// <summary>Encodes arguments, results or fields.</summary>
    /// <param name="type">A tuple of their types.</param>
    /// <param name="values">As many values; <see cref="AbiTuple"/> says which .NET types fit.</param>
    /// <exception cref="ArgumentException">A value does not fit its type.</exception>
    public static byte[] Encode(AbiType type, params IReadOnlyList<object> values)
    {
        RequireTuple(type);
        var writer = new AbiWriter(type.StaticSizeBytes);
        return Encode(ref writer, type, values);
    }

    /// <summary>Encodes calldata or revert data: a selector, then the arguments.</summary>
    /// <param name="selector">The function or error.</param>
    /// <param name="type">A tuple of the arguments' types.</param>
    /// <param name="values">As many values.</param>
    /// <exception cref="ArgumentException">A value does not fit its type.</exception>
    public static byte[] Encode(Selector selector, AbiType type, params IReadOnlyList<object> values)
    {
        RequireTuple(type);
        var writer = new AbiWriter(selector, type.StaticSizeBytes);
        return Encode(ref writer, type, values);
    }

    /// <summary>Decodes arguments, results or fields.</summary>
    /// <param name="type">A tuple of their types.</param>
    /// <param name="data">The encoding, without selector.</param>
    /// <param name="strictness">Which encodings are accepted.</param>
    /// <exception cref="EthereumFormatException">The data is no such encoding.</exception>
    public static AbiTuple Decode(AbiType type, ReadOnlySpan<byte> data, AbiStrictness strictness = AbiStrictness.Canonical)
    {
        RequireTuple(type);
        var budget = AbiReader.WordBudget(data, strictness);
        var reader = new AbiReader(data, ref budget, strictness);
        var values = AbiValueReader.ReadComponents(ref reader, type);
        reader.ExpectEnd();
        return values;
    }

    private static byte[] Encode(ref AbiWriter writer, AbiType type, IReadOnlyList<object> values)
    {
        try
        {
            AbiValueWriter.WriteComponents(ref writer, type, values);
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static void RequireTuple(AbiType type)
    {
        if (type.Kind != AbiTypeKind.Tuple) throw new ArgumentException($"Expected a tuple of types, got '{type}'.", nameof(type));
    }
}
