using Ledger.BindingGenerator.Model;
using Ledger.Ethereum.Abi;

namespace Ledger.BindingGenerator.Emit;

/// <summary>Pieces that functions, events, errors and structs share.</summary>
internal static class Parameters
{
    public const string GeneratedCode = "[GeneratedCode(\"Ledger.BindingGenerator\", \"1.0\")]";

    /// <summary>The doc of a parameter: what the source says, or its name and type.</summary>
    public static string Describe(AbiParameter parameter, NatSpecEntry? docs) =>
        docs is not null && docs.Parameters.TryGetValue(parameter.Name, out var text)
            ? text
            : $"Declared as {$"{Source(parameter)} {parameter.Name}".TrimEnd()}.";

    /// <summary>The docs of a function, event or error.</summary>
    public static void Document(CodeText code, string otherwise, NatSpecEntry docs)
    {
        code.Doc("summary", docs.Notice ?? otherwise);
        if (docs.Details is not null) code.Doc("remarks", docs.Details);
    }

    /// <summary>A writer, the calls that fill it, and the copy out.</summary>
    public static void WriteAll(CodeText code, string writer, IEnumerable<string> calls)
    {
        code.Line($"var writer = {writer};");
        code.Block("try", () =>
        {
            foreach (var call in calls) code.Line(call + ";");
            code.Line("return writer.ToArray();");
        });
        code.Block("finally", () => code.Line("writer.Dispose();"));
    }

    /// <summary>A reader over data.</summary>
    public static void OpenReader(CodeText code, string data, string strictness, string reader = "reader")
    {
        code.Line($"var {reader}Budget = AbiReader.WordBudget({data}, {strictness});");
        code.Line($"var {reader} = new AbiReader({data}, ref {reader}Budget, {strictness});");
    }

    private static string Source(AbiParameter parameter) => parameter.InternalType ?? parameter.Type.Name;
}
