using System.CommandLine;
using Ledger.Cli.Output;

namespace Ledger.Cli.Tests.Output;

public sealed class CommandReferenceTests
{
    [Fact]
    public void Page_VerbsPart_IsWhatTheProgramHas()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "cli.md"));
        var marker = page.IndexOf(CommandReference.Marker, StringComparison.Ordinal);
        marker.ShouldBeGreaterThan(0, "the marker is missing");
        page[(marker + CommandReference.Marker.Length + 1)..].ShouldBe(CommandReference.Of(CommandLine.Create()), "run './ledger reference' and put its output behind the marker");
    }

    [Fact]
    public void Verbs_AllOfThem_HaveAnExampleThatParses()
    {
        var root = CommandLine.Create();
        foreach (var command in Leaves(root))
        {
            var example = command.Description!.Split("\n\nExample: ").ElementAtOrDefault(1).ShouldNotBeNull($"{command.Name} has no example");
            var parsed = root.Parse(example["ledger ".Length..]);
            parsed.Errors.ShouldBeEmpty(example);
            parsed.CommandResult.Command.Name.ShouldBe(command.Name);
        }
    }

    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.Where(c => !c.Hidden).SelectMany(Leaves);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Ledger.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
