using System.Buffers.Binary;
using Ledger.BindingGenerator.Model;

namespace Ledger.BindingGenerator.Emit;

/// <summary>Writes what finds the event of a log, or the error of revert data, among those of a contract or of all.</summary>
internal sealed class DispatcherEmitter(string space)
{
    public string Events(string className, string of, IEnumerable<EventBinding> events)
    {
        var code = new CodeText(
            space,
            "System.Buffers.Binary",
            "System.CodeDom.Compiler",
            "System.Diagnostics.CodeAnalysis",
            "Ledger.Ethereum.Abi",
            "Ledger.Ethereum.Primitives");
        code.Summary($"The events of {of}.");
        code.Line(Parameters.GeneratedCode);
        code.Block($"public static class {className}", () =>
        {
            code.Summary("Decodes a log, strictly.");
            code.Line("/// <param name=\"topics\">All topics, the first included.</param>");
            code.Line("/// <param name=\"data\">The rest of the log.</param>");
            code.Line("/// <param name=\"value\">The event, when the log is one of these.</param>");
            code.Line("/// <returns>False when the log is none of these events', or malformed.</returns>");
            code.Block("public static bool TryDecode(ReadOnlySpan<Bytes32> topics, ReadOnlySpan<byte> data, [NotNullWhen(true)] out ContractEvent? value)", () =>
            {
                code.Line("value = null;");
                code.Line("if (topics.IsEmpty) return false;");
                code.Block("switch (BinaryPrimitives.ReadUInt64BigEndian(topics[0].Span))", () =>
                {
                    foreach (var one in events)
                    {
                        var key = BinaryPrimitives.ReadUInt64BigEndian(one.Event.Topic0.Span);
                        code.Line($"case 0x{key:x16} when {one.CSharpName}.TryDecode(topics, data, out var decoded):");
                        code.Line("    value = decoded;");
                        code.Line("    return true;");
                    }

                    code.Line("default:");
                    code.Line("    return false;");
                });
            });
        });
        return code.ToString();
    }

    public string Errors(string className, IEnumerable<ErrorBinding> errors)
    {
        var code = new CodeText(space, "System.CodeDom.Compiler", "System.Diagnostics.CodeAnalysis", "Ledger.Ethereum.Abi");
        code.Summary("The custom errors of all contracts.");
        code.Line(Parameters.GeneratedCode);
        code.Block($"public static class {className}", () =>
        {
            code.Summary("Decodes revert data, strictly.");
            code.Line("/// <param name=\"revertData\">What the call returned.</param>");
            code.Line("/// <param name=\"value\">The error, when it is one of these.</param>");
            code.Line("/// <returns>False when it is none of these errors, or malformed.</returns>");
            code.Block("public static bool TryDecode(ReadOnlySpan<byte> revertData, [NotNullWhen(true)] out ContractError? value)", () =>
            {
                code.Line("value = null;");
                code.Line("if (!Selector.TryRead(revertData, out var selector)) return false;");
                code.Block("switch (selector.Value)", () =>
                {
                    foreach (var one in errors)
                    {
                        code.Line($"case 0x{one.Error.Selector.Value:x8} when {one.CSharpName}.TryDecode(revertData, out var decoded):");
                        code.Line("    value = decoded;");
                        code.Line("    return true;");
                    }

                    code.Line("default:");
                    code.Line("    return false;");
                });
            });
        });
        return code.ToString();
    }
}
