using System.CommandLine;
using Ledger.Api.Errors;
using Ledger.Cli.Consortium;
using Ledger.Cli.Nodes;
using Ledger.Cli.Sessions;
using Ledger.Cli.Verbs;
using Ledger.Client;
using Ledger.Client.Heads;

namespace Ledger.Cli.Demo;

/// <summary><c>ledger demo</c>: the whole story on a node of its own.</summary>
internal static class DemoCommand
{
    private static readonly Option<string?> Data = new("--data") { HelpName = "DIR", Description = "The demonstration's own folder (default: demo in the home)." };

    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Remove what earlier runs left in the folder first." };

    public static Command Create() => Verb.Make(
        "demo",
        "Play the story of 1,000 packs on a node of its own: commission, ship, pledge, recall, dispense, trace. Ends with 'demo: ok' and exit code 0, or says which step failed and why.",
        "ledger demo --fresh",
        [Data, Fresh],
        RunAsync);

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var begun = session.Time.GetTimestamp();
        var printer = new DemoPrinter(session.Output);
        var folder = Path.GetFullPath(session.Parsed.GetValue(Data) ?? Path.Combine(session.Home.Folder, "demo"));
        try
        {
            if (session.Parsed.GetValue(Fresh)) Remove(folder);
            await PlayAsync(session, printer, new LedgerHome(folder), cancellationToken);
            printer.End(isOk: true, "demo: ok", session.Time.GetElapsedTime(begun));
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is DemoFailure or LedgerException or InputException or IOException or UnauthorizedAccessException)
        {
            var denied = exception is IOException or UnauthorizedAccessException;
            var cure = denied ? " Check the path, its permissions and the room on the disk, or name another folder with --data."
                : exception is LedgerException { Error.Cure.Length: > 0 } known ? $" {known.Error.Cure}" : "";
            var code = exception is LedgerException ledger ? $"{ErrorCodes.NameOf(ledger.Code)}: " : "";
            printer.End(isOk: false, $"demo: failed in {(printer.Step == 0 ? "the set-up" : $"step {printer.Step}")}: {code}{exception.Message}{cure}", session.Time.GetElapsedTime(begun));
            return denied ? ExitCode.Unavailable : exception is LedgerException refused ? ExitCode.Of(refused.Code) : ExitCode.Refused;
        }
    }

    private static async Task PlayAsync(Session session, DemoPrinter printer, LedgerHome home, CancellationToken cancellationToken)
    {
        printer.Begin(0, "A node, its chain, the contracts, and a consortium of six");
        Directory.CreateDirectory(home.Folder);
        var begun = session.Time.GetTimestamp();
        using var consortium = await DevelopmentConsortium.OpenAsync(home, cancellationToken);
        printer.Say($"Six partners, each with its own keys in its own keystore: {home.Keys}");
        await using var node = await NodeChild.StartAsync(new NodeSettings(home.Node, home.Founders, "demo", 0, 0), cancellationToken);
        printer.Say($"Node {node.ProcessId} and its chain are up at block {node.ReadyBlock} after {session.Time.GetElapsedTime(begun).TotalSeconds:0.0} s: {node.Grpc}");
        await using (var client = await LedgerClient.ConnectAsync(
            node.Grpc, new LedgerClientOptions { Heads = new FolderHeadStore(home.Heads), Network = home.Network(), TimeProvider = session.Time }, cancellationToken))
        {
            var stage = new DemoStage(client, consortium, printer, home.Folder, session.Time);
            await AdmitAsync(stage, cancellationToken);
            await CommissionStep.RunAsync(stage, cancellationToken);
            await ShipStep.RunAsync(stage, cancellationToken);
            await PledgeStep.RunAsync(stage, cancellationToken);
            await RecallStep.RunAsync(stage, cancellationToken);
            await DispenseStep.RunAsync(stage, cancellationToken);
            await TraceStep.RunAsync(stage, cancellationToken);
        }

        var exitCode = await node.StopAsync();
        if (exitCode != 0) throw new DemoFailure($"the node stopped with exit code {exitCode}: {node.Errors()}");
    }

    private static async Task AdmitAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        if (await stage.Consortium.OfferMissingAsync(stage.Client, cancellationToken) is { } offer)
        {
            await stage.ActAsync(offer, [.. stage.Consortium.Approvers], cancellationToken);
        }
        else
        {
            stage.Printer.Say("The council has admitted all six in an earlier run.");
        }
    }

    // Only what a demonstration makes is removed, so a folder named by mistake keeps its own.
    private static void Remove(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var name in new[] { "node", "keys", "heads", "runs", "offers" })
        {
            var path = Path.Combine(folder, name);
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }

        File.Delete(Path.Combine(folder, "founders.json"));
    }
}
