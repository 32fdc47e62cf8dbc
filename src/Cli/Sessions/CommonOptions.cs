using System.CommandLine;

namespace Ledger.Cli.Sessions;

/// <summary>The options that every verb has.</summary>
internal static class CommonOptions
{
    /// <summary>The environment variable that names the node.</summary>
    public const string NodeVariable = "LEDGER_NODE";

    public static Option<bool> Json { get; } = new("--json") { Recursive = true, Description = "Print one JSON document instead of text; errors too." };

    public static Option<string?> Home { get; } = new("--home") { Recursive = true, HelpName = "DIR", Description = "The folder with keys and node data (default: LEDGER_HOME)." };

    public static Option<string?> Node { get; } = new("--node")
    {
        Recursive = true,
        HelpName = "URI",
        Description = "The node's gRPC address (default: LEDGER_NODE, else the node that runs on the home).",
    };
}
