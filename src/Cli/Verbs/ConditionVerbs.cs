using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Client.Anchors;
using Ledger.Client.Offers;
using Ledger.Contracts.Words;

namespace Ledger.Cli.Verbs;

/// <summary>Conditions, quarantines and anchors.</summary>
internal static class ConditionVerbs
{
    private static readonly Argument<string[]> Items = new("item") { Description = "What it is about; several may be named.", Arity = ArgumentArity.OneOrMore };

    private static readonly Argument<string> Item = new("item") { Description = "The unit, case, pallet, container or run." };

    private static readonly Argument<uint> Quarantine = new("quarantine") { Description = "The quarantine's id." };

    private static readonly Argument<string> File = new("file") { Description = "The events, one a line." };

    private static readonly Argument<string> Root = new("root") { Description = "The Merkle root, 0x-hex." };

    private static readonly Option<string> Kind = new("--kind") { HelpName = "KIND", Required = true, Description = "temperature, humidity, shock, tamper, light or location." };

    private static readonly Option<string> Severity = new("--severity") { HelpName = "N", Description = "reading, warning or excursion (default reading); an excursion puts the items into quarantine.", DefaultValueFactory = _ => "reading" };

    private static readonly Option<string> Data = new("--data") { HelpName = "HASH", Required = true, Description = "The 32-byte hash of the data, 0x-hex." };

    private static readonly Option<string> Reason = new("--reason") { HelpName = "TEXT", Required = true, Description = "Why, for everyone to read." };

    private static readonly Option<string> Event = new("--event") { HelpName = "TEXT", Required = true, Description = "The event, exactly as its line in the file." };

    public static IEnumerable<Command> All() =>
    [
        ActVerb.Make(
            "attest",
            "Attest a condition of items. Their owner, custodian or issuer, a regulator or a device operator signs.",
            "ledger attest 4831838208 --kind temperature --severity excursion --data 0x2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 --as carrier",
            [Items, Kind, Severity, Data],
            (r, stop) => r.Client.PrepareCondition.AttestAsync(
                r.Required(Items),
                Given.Code<ConditionKind>(r.Required(Kind), "kind"),
                Given.Code<ConditionSeverity>(r.Required(Severity), "severity"),
                Given.Hash(r.Required(Data), "data"),
                $"{r.Actor.Account}",
                stop)),
        ActVerb.Make(
            "quarantine",
            "Put items into quarantine with what is inside: nothing of it moves until the issuer or a regulator releases it.",
            "ledger quarantine 4831838208 --reason \"Seal broken\" --as distributor",
            [Items, Reason],
            (r, stop) => r.Client.PrepareCondition.QuarantineAsync(r.Required(Items), r.Required(Reason), $"{r.Actor.Account}", stop)),
        ActVerb.Make(
            "release-quarantine",
            "End a quarantine everywhere. The issuer of the goods or a regulator signs.",
            "ledger release-quarantine 2713804337 --as manufacturer",
            [Quarantine],
            (r, stop) => r.Client.PrepareCondition.ReleaseAsync(r.Required(Quarantine), $"{r.Actor.Account}", stop)),
        ActVerb.Make(
            "anchor",
            "Commit to a file of off-chain events, one a line, by the root of their Merkle tree. Any partner signs.",
            "ledger anchor events.jsonl --as carrier",
            [File],
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
            "Show that an event is in an anchored file: its path to the root, which anyone can check without this ledger. Exit code 3 if it isn't in the file, or the file was not anchored.",
            "ledger prove-event events.jsonl --event '{\"temperature\":4.2}'",
            [File, Event],
            ProveAsync),
        QueryVerb.Make(
            "conditions",
            "Show what was attested about an item, and about what it was in while it was inside.",
            "ledger conditions 4294967296",
            [Item],
            (q, r, stop) => q.ConditionsAsync(r.GetRequiredValue(Item), stop),
            HoldTables.Conditions),
    ];

    private static async Task<Offer> AnchorAsync(ActRequest request, CancellationToken cancellationToken)
    {
        var (tree, _) = await ReadAsync(request.Required(File), cancellationToken);
        return await request.Client.PrepareCondition.AnchorAsync(tree, $"{request.Actor.Account}", cancellationToken: cancellationToken);
    }

    private static async Task<int> ProveAsync(Sessions.Session session, CancellationToken cancellationToken)
    {
        var (tree, lines) = await ReadAsync(session.Parsed.GetRequiredValue(File), cancellationToken);
        var index = Array.IndexOf(lines, session.Parsed.GetRequiredValue(Event));
        if (index < 0) throw new LedgerException(ErrorCode.ArgumentInvalid, "The event is no line of the file.", "Write it exactly as it stands there.", "event");
        var leaf = MerkleTree.LeafOf(Encoding.UTF8.GetBytes(lines[index]));
        var proof = tree.ProofOf(index);
        var client = await session.ClientAsync(cancellationToken);
        var anchors = (await client.Query.AnchorAsync(tree.Root, cancellationToken)).Anchors;
        session.Output.Answer(
            () => new JsonObject
            {
                ["root"] = $"{tree.Root}",
                ["leaf"] = $"{leaf}",
                ["proof"] = new JsonArray([.. proof.Select(p => JsonValue.Create($"{p}"))]),
                ["holds"] = MerkleTree.Verify(tree.Root, leaf, proof),
                ["anchors"] = new JsonArray([.. anchors.Select(a => ProtoJson.Of(a))]),
            },
            console =>
            {
                session.Output.Say($"leaf {leaf}");
                foreach (var node in proof) session.Output.Say($"with {node}");
                session.Output.Say($"root {tree.Root}{(anchors.Count == 0 ? ", which was never anchored" : $", anchored in block {anchors[0].Block} by {anchors[0].Partner?.Name}")}");
            });
        return anchors.Count == 0 ? ExitCode.NotFound : ExitCode.Done;
    }

    private static async Task<(MerkleTree Tree, string[] Lines)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        string[] lines;
        try
        {
            lines = [.. (await System.IO.File.ReadAllLinesAsync(path, cancellationToken)).Where(l => l.Length > 0)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{path}' can't be read: {exception.Message}", "Name a file of events, one a line.", "file", exception);
        }

        if (lines.Length is 0 or > MerkleTree.MaximumCount)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{path}' has {lines.Length:N0} events.", $"Anchor 1 to {MerkleTree.MaximumCount:N0} at a time.", "file");
        }

        return (MerkleTree.Of(lines.Select(l => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(l))), lines);
    }
}
