using Ledger.Api.Errors;
using Ledger.Api.V1;

namespace Ledger.Cli.Nodes;

/// <summary>Finds the node's program.</summary>
internal static class NodeBinary
{
    /// <summary>The environment variable that names the program.</summary>
    public const string Variable = "LEDGER_NODE_BINARY";

    private const string RootVariable = "LEDGER_ROOT";
    private const string Name = "Ledger.Node";

    /// <summary>The program: as the environment names it, of the checkout, or beside this one.</summary>
    /// <exception cref="LedgerException">It is in none of these places.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw Missing($"'{named}', which {Variable} names, is not there");
        }

        return Places().FirstOrDefault(File.Exists) ?? throw Missing($"{string.Join(", ", Places())} is not there");
    }

    private static IEnumerable<string> Places()
    {
        if (Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } root)
        {
            yield return Path.Combine(root, "src", "Node", "bin", "Release", "net10.0", Name);
        }

        yield return Path.Combine(AppContext.BaseDirectory, Name);
    }

    private static LedgerException Missing(string what) =>
        new(ErrorCode.NodeUnavailable, $"The node's program was not found: {what}.", $"Build it with './ledger setup', or set {Variable}.", "node");
}
