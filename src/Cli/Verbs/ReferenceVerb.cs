using System.CommandLine;
using Ledger.Cli.Output;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger reference</c>: the command tree as Markdown, for <c>docs/cli.md</c>.</summary>
internal static class ReferenceVerb
{
    public static Command Create(Func<Command> root)
    {
        var command = new Command("reference", "Print the reference of all verbs as Markdown.") { Hidden = true };
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(CommandReference.Of(root()));
            return ExitCode.Done;
        });
        return command;
    }
}
