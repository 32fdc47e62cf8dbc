using System.CommandLine;
using System.Text.RegularExpressions;
using Ledger.Cli.Output;

namespace Ledger.Cli.Tests.Output;

public sealed partial class CommandReferenceTests
{
    // What the script does itself, with programs of its own.
    private static readonly string[] OfTheScript = ["help", "setup", "test", "gas", "bench"];

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

    [Fact]
    public void Pages_CommandsThatTheyShow_AreUnderstood()
    {
        var root = CommandLine.Create();
        var pages = Directory.GetFiles(Path.Combine(Root(), "docs"), "*.md", SearchOption.AllDirectories).Concat(Directory.GetFiles(Root(), "*.md"));
        var shown = pages.SelectMany(page => File.ReadLines(page).Select(line => Shown().Match(line)).Where(match => match.Success)
            .Select(match => (Page: page, Line: match.Groups["line"].Value.Replace("SHIPMENT", "1", StringComparison.Ordinal)))).ToList();
        shown.Count.ShouldBeGreaterThan(50);
        foreach (var (page, line) in shown.Where(command => !OfTheScript.Contains(command.Line.Split(' ')[0], StringComparer.Ordinal)))
        {
            root.Parse(line).Errors.Select(error => error.Message).ShouldBeEmpty($"{page}: ledger {line}");
        }
    }

    // A line of its own in a page, up to a comment.
    [GeneratedRegex(@"^(    (\./)?|\./)ledger (?<line>[a-z].*?)(\s+#.*)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Shown();

    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.Where(c => !c.Hidden).SelectMany(Leaves);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Ledger.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
