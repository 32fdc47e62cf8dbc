using System.CommandLine;
using System.Text;

namespace Ledger.Cli.Output;

/// <summary>The command tree as the reference part of <c>docs/cli.md</c>.</summary>
internal static class CommandReference
{
    /// <summary>The line before the reference in the page.</summary>
    public const string Marker = "<!-- The rest is printed by 'ledger reference'; a test compares it with the program. -->";

    /// <summary>Writes the reference.</summary>
    public static string Of(Command root)
    {
        var text = new StringBuilder();
        foreach (var command in root.Subcommands.Where(c => !c.Hidden)) Write(text, command, "ledger");
        return text.ToString();
    }

    private static void Write(StringBuilder text, Command command, string parent)
    {
        var name = $"{parent} {command.Name}";
        if (command.Subcommands.Count > 0)
        {
            foreach (var child in command.Subcommands) Write(text, child, name);
            return;
        }

        var parts = (command.Description ?? "").Split("\n\nExample: ");
        var arguments = string.Concat(command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $" [{a.Name}]" : $" {a.Name.ToUpperInvariant()}"));
        text.Append($"\n### {name}{arguments}\n\n{parts[0]}\n");
        if (command.Arguments.Count + command.Options.Count > 0) text.Append("\n| | |\n|---|---|\n");
        foreach (var argument in command.Arguments) text.Append($"| `{argument.Name}` | {Cell(argument.Description)} |\n");
        foreach (var option in command.Options)
        {
            var value = option.HelpName is { } help ? $" {help}" : option.ValueType == typeof(bool) ? "" : " VALUE";
            text.Append($"| `{option.Name}{value}`{(option.Required ? " (required)" : "")} | {Cell(option.Description)} |\n");
        }

        if (parts.Length > 1) text.Append($"\n    {parts[1]}\n");
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
