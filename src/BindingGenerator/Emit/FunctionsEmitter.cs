using Ledger.BindingGenerator.Model;
using Ledger.Ethereum.Abi;

namespace Ledger.BindingGenerator.Emit;

/// <summary>Writes a contract's functions: for each a static class that encodes calls and decodes results.</summary>
internal sealed class FunctionsEmitter(string space, TypeMap types, StructCatalogue structs)
{
    public string Emit(ContractSource contract)
    {
        var code = new CodeText(space, "System.CodeDom.Compiler", "System.Numerics", "Ledger.Ethereum.Abi", "Ledger.Ethereum.Primitives");
        code.Summary($"The functions of the contract <c>{contract.Name}</c>: calldata and results.");
        code.Line(Parameters.GeneratedCode);
        code.Block($"public static class {CSharpName.Pascal(contract.Name)}Functions", () =>
        {
            var first = true;
            if (contract.Abi.ConstructorInputs.Components.Count > 0)
            {
                Constructor(code, contract);
                first = false;
            }

            foreach (var function in contract.Abi.Functions.OrderBy(f => f.Signature, StringComparer.Ordinal))
            {
                if (!first) code.Line();
                first = false;
                Function(code, contract, function);
            }
        });
        return code.ToString();
    }

    private string ClassName(ContractSource contract, AbiFunction function)
    {
        var name = CSharpName.Pascal(function.Name);
        // Overloads are told apart by their arguments' types, so that a name doesn't change when another overload is added before it.
        if (contract.Abi.Functions.Count(f => string.Equals(f.Name, function.Name, StringComparison.Ordinal)) > 1)
        {
            name += function.Inputs.Components.Count == 0
                ? "WithNothing"
                : "With" + CSharpName.Pascal(string.Concat(function.Inputs.Components.Select(c => " " + c.Type.Name.Replace("[]", "Array", StringComparison.Ordinal))));
        }

        return Hides(name) ? name + "Function" : name;
    }

    // A nested class must not hide a type that the others use, nor be called as one of its own members.
    private bool Hides(string name) =>
        structs.Structs.Any(s => string.Equals(s.CSharpName, name, StringComparison.Ordinal))
        || name is "AbiReader" or "AbiWriter" or "Address" or "BigInteger" or "Bytes32" or "Constructor" or "Decode" or "DecodeInput" or "DecodeOutput"
            or "Encode" or "Equals" or "Selector" or "Signature" or "ToString" or "GetType" or "GetHashCode" or "ReferenceEquals" or "MemberwiseClone";

    private void Function(CodeText code, ContractSource contract, AbiFunction function)
    {
        var docs = contract.NatSpec.Find("methods", function.Signature);
        Parameters.Document(code, $"The function {function.Signature} of {contract.Name} ({function.StateMutability}).", docs);
        code.Line(Parameters.GeneratedCode);
        code.Block($"public static class {ClassName(contract, function)}", () =>
        {
            code.Summary("The canonical signature.");
            code.Line($"public const string Signature = \"{function.Signature}\";");
            code.Line();
            code.Summary("What names the function in calldata.");
            code.Line($"public static Selector Selector => new(0x{function.Selector.Value:x8}u);");
            code.Line();
            Encode(code, function.Inputs, docs, "Encodes a call.", "Selector");
            if (function.Inputs.Components.Count > 0) Decode(code, function.Inputs, "DecodeInput");
            if (function.Outputs.Components.Count > 0) Decode(code, function.Outputs, "DecodeOutput");
        });
    }

    private void Constructor(CodeText code, ContractSource contract)
    {
        code.Summary($"The constructor of {contract.Name}.");
        code.Line(Parameters.GeneratedCode);
        code.Block("public static class Constructor", () =>
            Encode(code, contract.Abi.ConstructorInputs, NatSpecEntry.Empty, "Encodes the arguments, which stand behind the creation code.", null));
    }

    private void Encode(CodeText code, AbiType inputs, NatSpecEntry docs, string summary, string? selector)
    {
        var names = CSharpName.Properties(inputs.Components, "").Select(CSharpName.Camel).ToList();
        // The parameters share the method's scope with its one local.
        for (var i = 0; i < names.Count; i++) if (names[i] is "writer") names[i] = "writerValue";
        code.Summary(summary);
        for (var i = 0; i < names.Count; i++)
        {
            code.Doc("param", Parameters.Describe(inputs.Components[i], docs), $" name=\"{names[i].TrimStart('@')}\"");
        }

        if (names.Count > 0)
        {
            code.Line("/// <exception cref=\"System.ArgumentException\">A number or an array does not fit its type.</exception>");
        }

        var list = string.Join(", ", inputs.Components.Select((c, i) => $"{types.Name(c)} {names[i]}"));
        code.Block($"public static byte[] Encode({list})", () => Parameters.WriteAll(
            code,
            selector is null ? $"new AbiWriter({inputs.StaticSizeBytes})" : $"new AbiWriter({selector}, {inputs.StaticSizeBytes})",
            inputs.Components.Select((c, i) => types.Write(c, names[i], "writer"))));
    }

    private void Decode(CodeText code, AbiType tuple, string method)
    {
        var isInput = string.Equals(method, "DecodeInput", StringComparison.Ordinal);
        var names = CSharpName.Properties(tuple.Components, "");
        var result = tuple.Components.Count == 1
            ? types.Name(tuple.Components[0])
            : $"({string.Join(", ", tuple.Components.Select((c, i) => $"{types.Name(c)} {names[i]}"))})";
        code.Line();
        code.Summary(isInput ? "Decodes the arguments of a call, as the contract reads them." : "Decodes what a call returned.");
        code.Line($"/// <exception cref=\"EthereumFormatException\">{(isInput ? "Another function's call, or malformed." : "The data is malformed.")}</exception>");
        code.Block($"public static {result} {method}(ReadOnlySpan<byte> data)", () =>
        {
            if (isInput)
            {
                code.Line("if (Ledger.Ethereum.Abi.Selector.Read(data) != Selector) throw new EthereumFormatException($\"The calldata is no call of {Signature}.\");");
                code.Line("var arguments = data[Ledger.Ethereum.Abi.Selector.SizeBytes..];");
            }

            Parameters.OpenReader(code, isInput ? "arguments" : "data", isInput ? "AbiStrictness.Solidity" : "AbiStrictness.Emitted");
            for (var i = 0; i < names.Count; i++) code.Line($"var field{i} = {types.Read(tuple.Components[i], "reader")};");
            code.Line("reader.ExpectEnd();");
            var fields = string.Join(", ", names.Select((_, i) => $"field{i}"));
            code.Line(names.Count == 1 ? $"return {fields};" : $"return ({fields});");
        });
    }
}
