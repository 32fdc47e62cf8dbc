using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Ledger.Api.V1;
using Ledger.Cli.Consortium;
using Ledger.Cli.Demo;
using Ledger.Cli.Operations;
using Ledger.Cli.Output;
using Ledger.Cli.Sessions;
using Ledger.Cli.Verbs;

namespace Ledger.Cli;

/// <summary>The whole command line.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private const string Description =
        """
        Ledger: tokenized ownership of serialized goods.

        An ITEM is a token id, an EPC URN, a GS1 Digital Link, an element string as scanned, an SSCC of 18 digits, or gtin/serial.
        A PARTNER is an id, a GLN, a name or an account.

        Exit codes: 0 done; 1 refused, with the reason; 2 wrong usage; 3 not found, or a negative verdict; 69 something that this needs is
        missing or unavailable; 70 an internal fault.
        """;

    /// <summary>The command tree.</summary>
    public static Command Create()
    {
        // Not a RootCommand: that one calls itself by the program's file name, and people type 'ledger'.
        var root = new Command("ledger", Description) { new HelpOption { Recursive = true } };
        root.Add(CommonOptions.Json);
        root.Add(CommonOptions.Home);
        root.Add(CommonOptions.Node);
        foreach (var command in Commands()) root.Add(command);
        return root;
    }

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var root = Create();
        var parsed = root.Parse(arguments.Count == 0 ? ["--help"] : arguments);
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopTimeout };
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(configuration);
        var printer = new CliOutput(output, error, arguments.Contains("--json", StringComparer.Ordinal), isTerminal: false);
        var help = $"See '{NameOf(parsed.CommandResult)} --help'.";
        printer.Fail([.. Complaints(parsed).Select(complaint => new Error { Code = ErrorCode.ArgumentInvalid, Message = complaint, Cure = help })]);
        return ExitCode.Usage;
    }

    // Where a verb is misspelt, all that follows it is unknown too, and that there is no verb: what was meant is said once.
    private static IEnumerable<string> Complaints(ParseResult parsed) => parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count > 0
        ? [$"'{parsed.UnmatchedTokens[0]}' is no command or option of '{NameOf(parsed.CommandResult)}'."]
        : parsed.Errors.Select(error => error.Message);

    private static string NameOf(CommandResult result) => result.Parent is CommandResult parent ? $"{NameOf(parent)} {result.Command.Name}" : result.Command.Name;

    private static IEnumerable<Command> Commands() =>
    [
        DemoCommand.Create(),
        UpCommand.Create(),
        .. CatalogueVerbs.All(),
        .. GoodsVerbs.All(),
        .. ShipmentVerbs.All(),
        .. EndingVerbs.All(),
        .. OperatorVerbs.All(),
        .. LienVerbs.All(),
        .. RecallVerbs.All(),
        .. ConditionVerbs.All(),
        .. AnchorVerbs.All(),
        .. SettlingVerbs.All(),
        .. AskingVerbs.All(),
        .. OfferVerbs.All(),
        PartnerVerbs.Create(),
        MarketVerbs.Create(),
        CouncilVerbs.Create(),
        KeyVerbs.Create(),
        WatchVerb.Create(),
        VersionVerb.Create(),
        ReferenceVerb.Create(Create),
    ];
}
