namespace Ledger.Ethereum.Abi;

/// <summary>Reads values by types known at run time only. Depth is bounded by the type's.</summary>
internal static class AbiValueReader
{
    public static AbiTuple ReadComponents(scoped ref AbiReader reader, AbiType type)
    {
        var values = new object[type.Components.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Read(ref reader, type.Components[i].Type);
        return new AbiTuple(type, values);
    }

    public static object Read(scoped ref AbiReader reader, AbiType type)
    {
        switch (type.Kind)
        {
            case AbiTypeKind.UnsignedInteger:
                return reader.ReadUInt256(type.Size);
            case AbiTypeKind.SignedInteger:
                return reader.ReadInt256(type.Size);
            case AbiTypeKind.Address:
                return reader.ReadAddress();
            case AbiTypeKind.Boolean:
                return reader.ReadBoolean();
            case AbiTypeKind.FixedBytes:
                return type.Size == AbiReader.WordSizeBytes ? reader.ReadBytes32() : reader.ReadFixedBytes(type.Size).ToArray();
            case AbiTypeKind.Bytes:
                return reader.ReadBytes().ToArray();
            case AbiTypeKind.Text:
                return reader.ReadString();
            case AbiTypeKind.Array:
                var array = reader.ReadArray(type.Element!.HeadSizeBytes, out var count);
                return ReadElements(ref array, type.Element, count);
            default:
                if (!type.IsDynamic) return ReadInner(ref reader, type);
                var inner = reader.ReadTuple();
                return ReadInner(ref inner, type);
        }
    }

    private static object ReadInner(scoped ref AbiReader reader, AbiType type) =>
        type.Kind == AbiTypeKind.Tuple ? ReadComponents(ref reader, type) : ReadElements(ref reader, type.Element!, type.Size);

    private static object[] ReadElements(scoped ref AbiReader reader, AbiType element, int count)
    {
        var values = new object[count];
        for (var i = 0; i < count; i++) values[i] = Read(ref reader, element);
        return values;
    }
}
