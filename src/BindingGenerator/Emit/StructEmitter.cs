using System.Text;
using Ledger.BindingGenerator.Model;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Hashing;

namespace Ledger.BindingGenerator.Emit;

/// <summary>Writes a struct: a record with its ABI encoding and its hash as typed data.</summary>
internal sealed class StructEmitter(string space, TypeMap types)
{
    public string Emit(StructBinding binding)
    {
        var code = new CodeText(
            space,
            "System.CodeDom.Compiler",
            "System.Numerics",
            "Ledger.Ethereum.Abi",
            "Ledger.Ethereum.Hashing",
            "Ledger.Ethereum.Primitives");
        var members = binding.Type.Components;
        var names = CSharpName.Properties(members, binding.CSharpName);
        code.Summary($"The contracts' struct <c>{binding.SolidityName}</c>: <c>{EncodeType(binding)}</c>.");
        for (var i = 0; i < members.Count; i++) code.Doc("param", Parameters.Describe(members[i], null), $" name=\"{names[i]}\"");
        var list = string.Join(", ", members.Select((m, i) => $"{types.Name(m)} {names[i]}"));
        code.Line(Parameters.GeneratedCode);
        code.Block($"public sealed record {binding.CSharpName}({list})", () =>
        {
            var text = EncodeType(binding);
            code.Summary("The type as typed data writes it (EIP-712).");
            code.Line($"public const string EncodeType = \"{text}\";");
            code.Line();
            code.Summary("Bytes of the struct's own head in the ABI encoding.");
            code.Line($"internal const int HeadSizeBytes = {binding.Type.StaticSizeBytes};");
            code.Line();
            code.Summary("The hash of <see cref=\"EncodeType\"/>.");
            code.Line($"public static Bytes32 TypeHash {{ get; }} = Bytes32.Parse(\"{Keccak256.Hash(Encoding.UTF8.GetBytes(text))}\");");
            code.Line();
            HashStruct(code, members, names);
            code.Line();
            Codec(code, binding, members, names);
        });
        return code.ToString();
    }

    /// <summary>The struct's type text, then those of the structs it refers to, by name.</summary>
    private string EncodeType(StructBinding binding)
    {
        var referred = new SortedDictionary<string, StructBinding>(StringComparer.Ordinal);
        Collect(binding, referred);
        referred.Remove(binding.SolidityName);
        return string.Concat(referred.Values.Prepend(binding).Select(s =>
            $"{s.SolidityName}({string.Join(',', s.Type.Components.Select(c => $"{types.TypedDataName(c)} {c.Name}"))})"));
    }

    private void Collect(StructBinding binding, SortedDictionary<string, StructBinding> referred)
    {
        if (!referred.TryAdd(binding.SolidityName, binding)) return;
        foreach (var member in binding.Type.Components.Select(types.BaseStruct).OfType<StructBinding>()) Collect(member, referred);
    }

    private void HashStruct(CodeText code, IReadOnlyList<AbiParameter> members, IReadOnlyList<string> names)
    {
        code.Summary("Hashes the value as typed data (EIP-712); join it with a domain by <c>Eip712Digest.Of</c> to sign it.");
        code.Line("/// <exception cref=\"System.ArgumentException\">A number or an array does not fit its type.</exception>");
        code.Block("public Bytes32 HashStruct()", () =>
        {
            code.Line($"var writer = new AbiWriter({AbiReader.WordSizeBytes * (1 + members.Count)});");
            code.Block("try", () =>
            {
                code.Line("writer.WriteBytes32(TypeHash);");
                for (var i = 0; i < members.Count; i++) code.Line(types.WriteHash(members[i], names[i], "writer") + ";");
                code.Line("return Keccak256.Hash(writer.WrittenSpan);");
            });
            code.Block("finally", () => code.Line("writer.Dispose();"));
        });
    }

    private void Codec(CodeText code, StructBinding binding, IReadOnlyList<AbiParameter> members, IReadOnlyList<string> names)
    {
        var name = binding.CSharpName;
        code.Summary("Encodes the value as <c>abi.encode</c> does.");
        code.Line("/// <exception cref=\"System.ArgumentException\">A number or an array does not fit its type.</exception>");
        code.Block("public byte[] Encode()", () => Parameters.WriteAll(
            code,
            $"new AbiWriter({binding.Type.HeadSizeBytes})",
            [binding.Type.IsDynamic ? $"writer.WriteTuple(this, HeadSizeBytes, static (ref AbiWriter w, {name} v) => v.Write(ref w))" : "Write(ref writer)"]));
        code.Line();
        code.Summary("Decodes what <see cref=\"Encode\"/> gives.");
        code.Line("/// <exception cref=\"EthereumFormatException\">The data is no canonical encoding of the struct.</exception>");
        code.Block($"public static {name} Decode(ReadOnlySpan<byte> data)", () =>
        {
            Parameters.OpenReader(code, "data", "AbiStrictness.Canonical");
            code.Line($"var value = {(binding.Type.IsDynamic ? "reader.ReadTuple(Read)" : "Read(ref reader)")};");
            code.Line("reader.ExpectEnd();");
            code.Line("return value;");
        });
        code.Line();
        code.Block("internal void Write(ref AbiWriter writer)", () =>
        {
            for (var i = 0; i < members.Count; i++) code.Line(types.Write(members[i], names[i], "writer") + ";");
        });
        code.Line();
        code.Block($"internal static {name} Read(ref AbiReader reader)", () =>
        {
            for (var i = 0; i < members.Count; i++) code.Line($"var field{i} = {types.Read(members[i], "reader")};");
            code.Line($"return new {name}({string.Join(", ", members.Select((_, i) => $"field{i}"))});");
        });
    }
}
