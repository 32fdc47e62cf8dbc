using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Cli.Sessions;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger watch</c>: events as they are indexed.</summary>
internal static class WatchVerb
{
    private static readonly Option<string> Cursor = new("--cursor") { HelpName = "CURSOR", Description = "Go on after this event.", DefaultValueFactory = _ => "" };

    private static readonly Option<ulong> FromBlock = new("--from-block") { HelpName = "N", Description = "Start with this block; without it, with the next one." };

    private static readonly Option<string[]> Types = new("--type") { HelpName = "NAME", Description = "Only events of this name; may be repeated.", DefaultValueFactory = _ => [] };

    private static readonly Option<string[]> Partners = new("--partner") { HelpName = "PARTNER", Description = "Only events that name this partner; may be repeated.", DefaultValueFactory = _ => [] };

    private static readonly Option<uint[]> Shipments = new("--shipment") { HelpName = "SHIPMENT", Description = "Only events of this shipment, and of the goods in it while they are in it; may be repeated.", DefaultValueFactory = _ => [] };

    private static readonly Option<int> Count = new("--count") { HelpName = "N", Description = "Stop after N events; without it, when interrupted." };

    public static Command Create() => Verb.Make(
        "watch",
        "Print events as they are indexed, in order and at least once. With --json one document a line (JSON Lines), each with the cursor to go on from.",
        "ledger watch --from-block 1 --count 10",
        [Cursor, FromBlock, Types, Partners, Shipments, Count],
        RunAsync);

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var parsed = session.Parsed;
        var client = await session.ClientAsync(cancellationToken);
        var request = new WatchRequest { Cursor = parsed.GetValue(Cursor), FromBlock = parsed.GetValue(FromBlock) };
        request.Types_.Add(parsed.GetValue(Types) ?? []);
        foreach (var partner in parsed.GetValue(Partners) ?? []) request.Partners.Add((await client.Query.PartnerAsync(partner, cancellationToken)).Id);
        request.Subjects.Add((parsed.GetValue(Shipments) ?? []).Select(shipment => new Subject { Kind = SubjectKind.Shipment, Id = shipment }));
        var rest = parsed.GetValue(Count);
        try
        {
            await foreach (var answer in client.WatchAsync(request, cancellationToken))
            {
                if (answer.Event is not { } e) continue;
                Print(session, e, answer.Cursor);
                if (--rest == 0) break;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Interrupting is how this verb ends.
        }

        return ExitCode.Done;
    }

    private static void Print(Session session, TraceEvent e, string cursor)
    {
        if (session.Output.IsJson)
        {
            session.Parsed.InvocationConfiguration.Output.WriteLine(new JsonObject { ["event"] = ProtoJson.Of(e), ["cursor"] = cursor }.ToJsonString());
            return;
        }

        session.Output.Say($"{e.Block,8}  {Words.Time(e.Timestamp)}  {e.Type,-18} {e.Subject.Kind} {e.Subject.Id}  {e.Summary}");
    }
}
