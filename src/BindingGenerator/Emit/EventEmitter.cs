using Ledger.BindingGenerator.Model;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.BindingGenerator.Emit;

/// <summary>Writes an event: a record and its strict decoder.</summary>
internal sealed class EventEmitter(string space, TypeMap types)
{
    public string Emit(EventBinding binding)
    {
        var code = new CodeText(
            space,
            "System.CodeDom.Compiler",
            "System.Diagnostics.CodeAnalysis",
            "System.Numerics",
            "System.Runtime.InteropServices",
            "Ledger.Ethereum.Abi",
            "Ledger.Ethereum.Primitives");
        var fields = binding.Event.Fields.Components.Select(AsDecoded).ToList();
        var names = CSharpName.Properties(fields, binding.CSharpName);
        Parameters.Document(code, $"The event {binding.Event.Signature}.", binding.Docs);
        for (var i = 0; i < fields.Count; i++) code.Doc("param", Describe(binding, i), $" name=\"{names[i]}\"");
        var list = string.Join(", ", fields.Select((f, i) => $"{types.Name(f)} {names[i]}"));
        code.Line(Parameters.GeneratedCode);
        code.Block($"public sealed record {binding.CSharpName}({list}) : ContractEvent", () =>
        {
            code.Summary("The canonical signature.");
            code.Line($"public const string Signature = \"{binding.Event.Signature}\";");
            code.Line();
            code.Summary("The hash of the signature: the first topic of every such log.");
            code.Line($"public static Bytes32 Topic0 {{ get; }} = Bytes32.Parse(\"{binding.Event.Topic0}\");");
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line($"public override string EventName => \"{binding.Event.Name}\";");
            code.Line();
            TryDecode(code, binding, fields);
        });
        return code.ToString();
    }

    // An indexed field that takes more than one word is in the log as its hash only.
    private static AbiParameter AsDecoded(AbiParameter field) => IsHashed(field)
        ? field with { Type = AbiType.FixedBytes(Bytes32.SizeBytes), InternalType = null }
        : field;

    private static bool IsHashed(AbiParameter field) => field.IsIndexed
        && field.Type.Kind is AbiTypeKind.Bytes or AbiTypeKind.Text or AbiTypeKind.Array or AbiTypeKind.FixedArray or AbiTypeKind.Tuple;

    private static string Describe(EventBinding binding, int index)
    {
        var field = binding.Event.Fields.Components[index];
        var text = Parameters.Describe(field, binding.Docs);
        return IsHashed(field) ? text + " (Its hash: the log holds no more.)" : text;
    }

    private void TryDecode(CodeText code, EventBinding binding, List<AbiParameter> fields)
    {
        code.Summary("Decodes a log, strictly.");
        code.Line("/// <param name=\"topics\">All topics, the first included.</param>");
        code.Line("/// <param name=\"data\">The rest of the log.</param>");
        code.Line("/// <param name=\"value\">The event, when the log is one.</param>");
        code.Line("/// <returns>False when the log is another event's, or malformed.</returns>");
        code.Block($"public static bool TryDecode(ReadOnlySpan<Bytes32> topics, ReadOnlySpan<byte> data, [NotNullWhen(true)] out {binding.CSharpName}? value)", () =>
        {
            code.Line("value = null;");
            code.Line($"if (topics.Length != {binding.Event.TopicCount} || topics[0] != Topic0) return false;");
            code.Block("try", () =>
            {
                if (fields.Any(f => f.IsIndexed))
                {
                    code.Line("var words = MemoryMarshal.AsBytes(topics[1..]);");
                    Parameters.OpenReader(code, "words", "AbiStrictness.Canonical", "indexed");
                }

                Parameters.OpenReader(code, "data", "AbiStrictness.Emitted");
                for (var i = 0; i < fields.Count; i++)
                {
                    code.Line($"var field{i} = {types.Read(fields[i], fields[i].IsIndexed ? "indexed" : "reader")};");
                }

                code.Line("reader.ExpectEnd();");
                code.Line($"value = new {binding.CSharpName}({string.Join(", ", fields.Select((_, i) => $"field{i}"))});");
                code.Line("return true;");
            });
            code.Block("catch (EthereumFormatException)", () => code.Line("return false;"));
        });
    }
}
