using Ledger.BindingGenerator.Model;

namespace Ledger.BindingGenerator.Emit;

/// <summary>Writes a custom error: a record, its encoder and strict decoder.</summary>
internal sealed class ErrorEmitter(string space, TypeMap types)
{
    public string Emit(ErrorBinding binding)
    {
        var code = new CodeText(
            space,
            "System.CodeDom.Compiler",
            "System.Diagnostics.CodeAnalysis",
            "System.Numerics",
            "Ledger.Ethereum.Abi",
            "Ledger.Ethereum.Primitives");
        var fields = binding.Error.Fields.Components;
        var names = CSharpName.Properties(fields, binding.CSharpName);
        Parameters.Document(code, $"The error {binding.Error.Signature}.", binding.Docs);
        for (var i = 0; i < fields.Count; i++) code.Doc("param", Parameters.Describe(fields[i], binding.Docs), $" name=\"{names[i]}\"");
        var list = string.Join(", ", fields.Select((f, i) => $"{types.Name(f)} {names[i]}"));
        code.Line(Parameters.GeneratedCode);
        code.Block($"public sealed record {binding.CSharpName}({list}) : ContractError", () =>
        {
            code.Summary("The canonical signature.");
            code.Line($"public const string Signature = \"{binding.Error.Signature}\";");
            code.Line();
            code.Summary("What names the error in revert data.");
            code.Line($"public static Selector Selector => new(0x{binding.Error.Selector.Value:x8}u);");
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line($"public override string ErrorName => \"{binding.Error.Name}\";");
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line($"public override IReadOnlyList<KeyValuePair<string, object>> Arguments => [{string.Join(", ", fields.Select((f, i) => $"new(\"{f.Name}\", {names[i]})"))}];");
            code.Line();
            code.Summary("Encodes the error as revert data.");
            code.Line("/// <exception cref=\"System.ArgumentException\">A number or an array does not fit its type.</exception>");
            code.Block("public byte[] Encode()", () => Parameters.WriteAll(
                code,
                $"new AbiWriter(Selector, {binding.Error.Fields.StaticSizeBytes})",
                fields.Select((f, i) => types.Write(f, names[i], "writer"))));
            code.Line();
            TryDecode(code, binding);
        });
        return code.ToString();
    }

    private void TryDecode(CodeText code, ErrorBinding binding)
    {
        var fields = binding.Error.Fields.Components;
        code.Summary("Decodes revert data, strictly.");
        code.Line("/// <param name=\"revertData\">What the call returned.</param>");
        code.Line("/// <param name=\"value\">The error, when it is one.</param>");
        code.Line("/// <returns>False when it is another error, or malformed.</returns>");
        code.Block($"public static bool TryDecode(ReadOnlySpan<byte> revertData, [NotNullWhen(true)] out {binding.CSharpName}? value)", () =>
        {
            code.Line("value = null;");
            code.Line("if (!Ledger.Ethereum.Abi.Selector.TryRead(revertData, out var selector) || selector != Selector) return false;");
            code.Line("var data = revertData[Ledger.Ethereum.Abi.Selector.SizeBytes..];");
            code.Block("try", () =>
            {
                Parameters.OpenReader(code, "data", "AbiStrictness.Emitted");
                for (var i = 0; i < fields.Count; i++) code.Line($"var field{i} = {types.Read(fields[i], "reader")};");
                code.Line("reader.ExpectEnd();");
                code.Line($"value = new {binding.CSharpName}({string.Join(", ", fields.Select((_, i) => $"field{i}"))});");
                code.Line("return true;");
            });
            code.Block("catch (EthereumFormatException)", () => code.Line("return false;"));
        });
    }
}
