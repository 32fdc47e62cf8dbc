using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Nodes;
using Ledger.Cli.Sessions;
using Ledger.Cli.Verbs;
using Ledger.Client;
using Ledger.Client.Acts;
using Ledger.Client.Heads;

namespace Ledger.Cli.Consortium;

/// <summary><c>ledger up</c>: the development consortium's node in the foreground.</summary>
internal static class UpCommand
{
    private static readonly Option<int> GrpcPort = new("--grpc-port") { HelpName = "N", Description = "gRPC port; 0 takes a free one.", DefaultValueFactory = _ => 7400 };

    private static readonly Option<int> HttpPort = new("--http-port") { HelpName = "N", Description = "HTTP/1.1 port (JSON, health, metrics); 0 takes a free one.", DefaultValueFactory = _ => 7401 };

    public static Command Create() => Verb.Make(
        "up",
        "Start a node on this machine in the foreground, with a development consortium of six partners whose keys are made at the first time. Ctrl-C stops it cleanly; started again it has everything.",
        "ledger up",
        [GrpcPort, HttpPort],
        RunAsync);

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var home = session.Home;
        Directory.CreateDirectory(home.Folder);
        using var consortium = await DevelopmentConsortium.OpenAsync(home, cancellationToken);
        var settings = new NodeSettings(
            home.Node, home.Founders, "development", session.Parsed.GetValue(GrpcPort), session.Parsed.GetValue(HttpPort));
        await using var node = await NodeChild.StartAsync(settings, cancellationToken);
        await using (var client = await LedgerClient.ConnectAsync(
            node.Grpc, new LedgerClientOptions { Heads = new FolderHeadStore(home.Heads), Network = home.Network() }, cancellationToken))
        {
            if (await consortium.OfferMissingAsync(client, cancellationToken) is { } offer)
            {
                await client.ActAsync(offer, [.. consortium.Approvers], cancellationToken);
                session.Output.Say($"The council admitted {offer.Items.Count} partners.");
            }
        }

        session.Output.Answer(
            () => new JsonObject { ["grpc"] = $"{node.Grpc}", ["http"] = $"{node.Http}", ["block"] = node.ReadyBlock, ["home"] = home.Folder },
            _ => Greet(session, node));
        try
        {
            var exitCode = await node.WaitForExitAsync(cancellationToken);
            // Ctrl-C reaches the node too, and it may be the faster one to stop.
            if (exitCode == 0) return ExitCode.Done;
            throw new LedgerException(ErrorCode.NodeUnavailable, $"The node ended with exit code {exitCode}. {node.Errors()}".TrimEnd(), "Look into its log, then start it again.", "node");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            session.Output.Say("Stopping…");
            var exitCode = await node.StopAsync();
            session.Output.Say(exitCode == 0 ? "Stopped." : $"The node stopped with exit code {exitCode}: {node.Errors()}");
            return exitCode == 0 ? ExitCode.Done : ExitCode.Internal;
        }
    }

    private static void Greet(Session session, NodeChild node)
    {
        session.Output.Say($"The node is up: gRPC {node.Grpc}, JSON and health {node.Http}. Ctrl-C stops it.");
        session.Output.Say("");
        session.Output.Say("Try, in another terminal:");
        foreach (var line in NextCommands.Lines) session.Output.Say($"  ./ledger {line}");
    }
}
