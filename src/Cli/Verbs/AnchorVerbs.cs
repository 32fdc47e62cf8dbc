using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Cli.Sessions;
using Ledger.Client.Anchors;
using Ledger.Client.Offers;
using Ledger.Ethereum.Primitives;

namespace Ledger.Cli.Verbs;

/// <summary>Anchors of off-chain events, and proofs that an event is in one.</summary>
internal static class AnchorVerbs
{
    private const int ProofSizeBytesMaximum = 1024 * 1024;

    private static readonly Argument<string> FileArgument = new("file") { Description = "The events: one a line, or a JSON array of them." };

    private static readonly Argument<string> Root = new("root") { Description = "The Merkle root, 0x-hex." };

    private static readonly Argument<string> Proof = new("proof") { Description = "What 'prove-event --json' printed." };

    private static readonly Option<string> Event = new("--event") { HelpName = "TEXT", Required = true, Description = "The event, exactly as it stands in the file." };

    public static IEnumerable<Command> All() =>
    [
        ActVerb.Make(
            "anchor",
            "Commit to a file of off-chain events by the root of their Merkle tree. Any partner signs.",
            "ledger anchor events.jsonl --as carrier",
            [FileArgument],
            AnchorAsync),
        QueryVerb.Make(
            "anchored",
            "Show when and by whom a Merkle root was anchored.",
            "ledger anchored 0x2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            [Root],
            (q, r, stop) => q.AnchorAsync(Given.Hash(r.GetRequiredValue(Root), "root"), stop),
            HoldTables.Anchors),
        Verb.Make(
            "prove-event",
            "Show that an event is in an anchored file: its path to the root, which anyone can check without this ledger. Exit code 3 if the file was never anchored.",
            "ledger prove-event events.jsonl --event '{\"temperature\":4.2}'",
            [FileArgument, Event],
            ProveAsync),
        Verb.Make(
            "check-event",
            "Check a path from an event to a root, without a node. That the root was anchored, 'anchored' tells. Exit code 3 if the path doesn't lead there.",
            "ledger check-event proof.json",
            [Proof],
            CheckAsync),
    ];

    private static async Task<Offer> AnchorAsync(ActRequest request, CancellationToken cancellationToken)
    {
        var file = await EventFile.ReadAsync(request.Required(FileArgument), cancellationToken);
        return await request.Client.PrepareCondition.AnchorAsync(file.Tree, $"{request.Actor.Account}", cancellationToken: cancellationToken);
    }

    private static async Task<int> ProveAsync(Session session, CancellationToken cancellationToken)
    {
        var file = await EventFile.ReadAsync(session.Parsed.GetRequiredValue(FileArgument), cancellationToken);
        var text = session.Parsed.GetRequiredValue(Event);
        var index = file.Events.ToList().IndexOf(text);
        if (index < 0) throw new LedgerException(ErrorCode.ArgumentInvalid, "The event is not in the file.", "Write it exactly as it stands there.", "event");
        var (leaf, proof) = (MerkleTree.LeafOf(Encoding.UTF8.GetBytes(text)), file.Tree.ProofOf(index));
        var client = await session.ClientAsync(cancellationToken);
        var anchors = (await client.Query.AnchorAsync(file.Tree.Root, cancellationToken)).Anchors;
        session.Output.Answer(
            () => new JsonObject
            {
                ["event"] = text,
                ["root"] = $"{file.Tree.Root}",
                ["leaf"] = $"{leaf}",
                ["proof"] = new JsonArray([.. proof.Select(p => JsonValue.Create($"{p}"))]),
                ["anchors"] = new JsonArray([.. anchors.Select(a => ProtoJson.Of(a))]),
            },
            _ =>
            {
                session.Output.Say($"leaf {leaf}");
                foreach (var node in proof) session.Output.Say($"with {node}");
                session.Output.Say($"root {file.Tree.Root}, {(anchors.Count == 0 ? "which was never anchored" : $"anchored in block {anchors[0].Block} by {anchors[0].Partner?.Name}")}");
            });
        return anchors.Count == 0 ? ExitCode.NotFound : ExitCode.Done;
    }

    private static async Task<int> CheckAsync(Session session, CancellationToken cancellationToken)
    {
        var (text, root, proof) = await ReadProofAsync(session.Parsed.GetRequiredValue(Proof), cancellationToken);
        var holds = MerkleTree.Verify(root, MerkleTree.LeafOf(Encoding.UTF8.GetBytes(text)), proof);
        session.Output.Answer(
            () => new JsonObject { ["holds"] = holds, ["event"] = text, ["root"] = $"{root}" },
            _ => session.Output.Say(holds ? $"The event is under the root {root}." : $"The event is NOT under the root {root}."));
        return holds ? ExitCode.Done : ExitCode.NotFound;
    }

    private static async Task<(string Event, Bytes32 Root, IReadOnlyList<Bytes32> Proof)> ReadProofAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path).Length > ProofSizeBytesMaximum) throw new IOException("it is too long for a proof");
            using var json = JsonDocument.Parse(await System.IO.File.ReadAllBytesAsync(path, cancellationToken));
            var root = json.RootElement;
            return (
                root.Text("event"),
                Given.Hash(root.Text("root"), "root"),
                [.. root.List("proof").EnumerateArray().Select(p => Given.Hash(p.GetString() ?? "", "proof"))]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{path}' can't be read: {exception.Message}", "Name what 'prove-event --json' printed.", "proof", exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new LedgerException(ErrorCode.FileSyntax, $"'{path}' is no proof: {JsonFault.Describe(exception)}.", "Name what 'prove-event --json' printed: event, root and proof.", "proof", exception);
        }
    }
}
