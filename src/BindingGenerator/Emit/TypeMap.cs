using Ledger.BindingGenerator.Model;
using Ledger.Ethereum.Abi;

namespace Ledger.BindingGenerator.Emit;

/// <summary>How a parameter is typed, read, written and hashed in C#.</summary>
internal sealed class TypeMap(StructCatalogue structs)
{
    /// <summary>The C# type.</summary>
    public string Name(AbiParameter parameter) => parameter.Type.Kind switch
    {
        AbiTypeKind.UnsignedInteger => Narrowest(parameter.Type.Size, "byte", "ushort", "uint", "ulong"),
        AbiTypeKind.SignedInteger => Narrowest(parameter.Type.Size, "sbyte", "short", "int", "long"),
        AbiTypeKind.Address => "Address",
        AbiTypeKind.Boolean => "bool",
        AbiTypeKind.FixedBytes => parameter.Type.Size == 32 ? "Bytes32" : "byte[]",
        AbiTypeKind.Bytes => "byte[]",
        AbiTypeKind.Text => "string",
        AbiTypeKind.Tuple => structs.Find(parameter).CSharpName,
        _ => $"IReadOnlyList<{Name(StructCatalogue.ElementOf(parameter))}>",
    };

    /// <summary>An expression that reads the value from a reader.</summary>
    public string Read(AbiParameter parameter, string reader)
    {
        var type = parameter.Type;
        switch (type.Kind)
        {
            case AbiTypeKind.UnsignedInteger or AbiTypeKind.SignedInteger:
                var sign = type.Kind == AbiTypeKind.UnsignedInteger ? "UInt" : "Int";
                if (type.Size > 64) return $"{reader}.Read{sign}256({type.Size})";
                var cast = Name(parameter) is "ulong" or "long" ? "" : $"({Name(parameter)})";
                return $"{cast}{reader}.Read{sign}64({type.Size})";
            case AbiTypeKind.Address:
                return $"{reader}.ReadAddress()";
            case AbiTypeKind.Boolean:
                return $"{reader}.ReadBoolean()";
            case AbiTypeKind.FixedBytes:
                return type.Size == 32 ? $"{reader}.ReadBytes32()" : $"{reader}.ReadFixedBytes({type.Size}).ToArray()";
            case AbiTypeKind.Bytes:
                return $"{reader}.ReadBytes().ToArray()";
            case AbiTypeKind.Text:
                return $"{reader}.ReadString()";
            case AbiTypeKind.Tuple:
                var name = Name(parameter);
                return type.IsDynamic ? $"{reader}.ReadTuple({name}.Read)" : $"{name}.Read(ref {reader})";
            default:
                var element = StructCatalogue.ElementOf(parameter);
                var read = $"static (ref AbiReader r) => {Read(element, "r")}";
                return type.Kind == AbiTypeKind.Array
                    ? $"{reader}.ReadArray<{Name(element)}>({element.Type.HeadSizeBytes}, {read})"
                    : $"{reader}.ReadFixedArray<{Name(element)}>({type.Size}, {Literal(element.Type.IsDynamic)}, {read})";
        }
    }

    /// <summary>A call that writes the value to a writer.</summary>
    public string Write(AbiParameter parameter, string value, string writer)
    {
        var type = parameter.Type;
        switch (type.Kind)
        {
            case AbiTypeKind.Bytes:
                return $"{writer}.WriteBytes({value})";
            case AbiTypeKind.Text:
                return $"{writer}.WriteString({value})";
            case AbiTypeKind.Tuple:
                var name = Name(parameter);
                return type.IsDynamic
                    ? $"{writer}.WriteTuple({value}, {name}.HeadSizeBytes, static (ref AbiWriter w, {name} v) => v.Write(ref w))"
                    : $"{value}.Write(ref {writer})";
            case AbiTypeKind.Array or AbiTypeKind.FixedArray:
                var element = StructCatalogue.ElementOf(parameter);
                var write = $"static (ref AbiWriter w, {Name(element)} v) => {Write(element, "v", "w")}";
                return type.Kind == AbiTypeKind.Array
                    ? $"{writer}.WriteArray({value}, {element.Type.HeadSizeBytes}, {write})"
                    : $"{writer}.WriteFixedArray({value}, {type.Size}, {Literal(element.Type.IsDynamic)}, {write})";
            default:
                return WriteWord(type, value, writer);
        }
    }

    /// <summary>A call that writes the word by which typed data holds the value (EIP-712).</summary>
    public string WriteHash(AbiParameter parameter, string value, string writer)
    {
        var type = parameter.Type;
        switch (type.Kind)
        {
            case AbiTypeKind.Bytes:
                return $"{writer}.WriteBytesHash({value})";
            case AbiTypeKind.Text:
                return $"{writer}.WriteStringHash({value})";
            case AbiTypeKind.Tuple:
                return $"{writer}.WriteBytes32({value}.HashStruct())";
            case AbiTypeKind.Array or AbiTypeKind.FixedArray:
                var element = StructCatalogue.ElementOf(parameter);
                var length = type.Kind == AbiTypeKind.Array ? "null" : $"{type.Size}";
                return $"{writer}.WriteArrayHash({value}, {length}, static (ref AbiWriter w, {Name(element)} v) => {WriteHash(element, "v", "w")})";
            default:
                return WriteWord(type, value, writer);
        }
    }

    /// <summary>The type as typed data names it.</summary>
    public string TypedDataName(AbiParameter parameter) => parameter.Type.Kind switch
    {
        AbiTypeKind.Tuple => structs.Find(parameter).SolidityName,
        AbiTypeKind.Array => $"{TypedDataName(StructCatalogue.ElementOf(parameter))}[]",
        AbiTypeKind.FixedArray => $"{TypedDataName(StructCatalogue.ElementOf(parameter))}[{parameter.Type.Size}]",
        _ => parameter.Type.Name,
    };

    /// <summary>The struct at the bottom of a parameter's arrays, if any.</summary>
    public StructBinding? BaseStruct(AbiParameter parameter)
    {
        while (parameter.Type.Element is not null) parameter = StructCatalogue.ElementOf(parameter);
        return parameter.Type.Kind == AbiTypeKind.Tuple ? structs.Find(parameter) : null;
    }

    private static string WriteWord(AbiType type, string value, string writer) => type.Kind switch
    {
        AbiTypeKind.UnsignedInteger => $"{writer}.WriteUInt{(type.Size > 64 ? 256 : 64)}({value}, {type.Size})",
        AbiTypeKind.SignedInteger => $"{writer}.WriteInt{(type.Size > 64 ? 256 : 64)}({value}, {type.Size})",
        AbiTypeKind.Address => $"{writer}.WriteAddress({value})",
        AbiTypeKind.Boolean => $"{writer}.WriteBoolean({value})",
        _ => type.Size == 32 ? $"{writer}.WriteBytes32({value})" : $"{writer}.WriteFixedBytes({value}, {type.Size})",
    };

    private static string Narrowest(int bits, string one, string two, string four, string eight) => bits switch
    {
        8 => one,
        <= 16 => two,
        <= 32 => four,
        <= 64 => eight,
        _ => "BigInteger",
    };

    private static string Literal(bool value) => value ? "true" : "false";
}
