using System.Collections;
using System.Numerics;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>Writes values by types known at run time only. Depth is bounded by the type's.</summary>
internal static class AbiValueWriter
{
    public static void WriteComponents(scoped ref AbiWriter writer, AbiType type, IReadOnlyList<object> values)
    {
        if (values.Count != type.Components.Count) throw Misfit(type, $"{values.Count} values");
        for (var i = 0; i < values.Count; i++) Write(ref writer, type.Components[i].Type, values[i]);
    }

    public static void Write(scoped ref AbiWriter writer, AbiType type, object value)
    {
        switch (type.Kind)
        {
            case AbiTypeKind.Bytes:
                writer.WriteBytes(value as byte[] ?? throw Misfit(type, value));
                break;
            case AbiTypeKind.Text:
                writer.WriteString(value as string ?? throw Misfit(type, value));
                break;
            case AbiTypeKind.Array:
                var list = ToList(type, value);
                var array = writer.StartArray(list.Count, type.Element!.HeadSizeBytes);
                WriteElements(ref writer, type.Element, list);
                writer.End(array);
                break;
            case AbiTypeKind.FixedArray or AbiTypeKind.Tuple when type.IsDynamic:
                var frame = writer.StartTuple(type.StaticSizeBytes);
                WriteInner(ref writer, type, value);
                writer.End(frame);
                break;
            case AbiTypeKind.FixedArray or AbiTypeKind.Tuple:
                WriteInner(ref writer, type, value);
                break;
            default:
                WriteWord(ref writer, type, value);
                break;
        }
    }

    /// <summary>Writes a value that takes one word.</summary>
    public static void WriteWord(scoped ref AbiWriter writer, AbiType type, object value)
    {
        switch (type.Kind, value)
        {
            case (AbiTypeKind.UnsignedInteger, _):
                writer.WriteUInt256(ToInteger(type, value), type.Size);
                break;
            case (AbiTypeKind.SignedInteger, _):
                writer.WriteInt256(ToInteger(type, value), type.Size);
                break;
            case (AbiTypeKind.Address, Address address):
                writer.WriteAddress(address);
                break;
            case (AbiTypeKind.Boolean, bool boolean):
                writer.WriteBoolean(boolean);
                break;
            case (AbiTypeKind.FixedBytes, Bytes32 word) when type.Size == AbiReader.WordSizeBytes:
                writer.WriteBytes32(word);
                break;
            case (AbiTypeKind.FixedBytes, byte[] bytes) when bytes.Length == type.Size:
                writer.WriteFixedBytes(bytes, type.Size);
                break;
            default:
                throw Misfit(type, value);
        }
    }

    private static void WriteInner(scoped ref AbiWriter writer, AbiType type, object value)
    {
        if (type.Kind == AbiTypeKind.Tuple)
        {
            WriteComponents(ref writer, type, value as IReadOnlyList<object> ?? throw Misfit(type, value));
            return;
        }

        var list = ToList(type, value);
        if (list.Count != type.Size) throw Misfit(type, $"{list.Count} elements");
        WriteElements(ref writer, type.Element!, list);
    }

    private static void WriteElements(scoped ref AbiWriter writer, AbiType element, IList values)
    {
        foreach (var value in values) Write(ref writer, element, value);
    }

    private static IList ToList(AbiType type, object value) => value switch
    {
        IList list => list,
        IEnumerable items and not string => items.Cast<object>().ToArray(),
        _ => throw Misfit(type, value),
    };

    private static BigInteger ToInteger(AbiType type, object value) => value switch
    {
        BigInteger number => number,
        ulong number => number,
        long number => number,
        uint number => number,
        int number => number,
        ushort number => number,
        short number => number,
        byte number => number,
        sbyte number => number,
        UInt128 number => number,
        Int128 number => number,
        _ => throw Misfit(type, value),
    };

    private static ArgumentException Misfit(AbiType type, object? value) =>
        new($"A value of type '{value?.GetType().Name ?? "null"}' is no ABI '{type}'.");

    private static ArgumentException Misfit(AbiType type, string what) => new($"The ABI type '{type}' does not take {what}.");
}
