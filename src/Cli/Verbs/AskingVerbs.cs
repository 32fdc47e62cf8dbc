using System.CommandLine;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Cli.Sessions;
using Ledger.Client.Proofs;
using Ledger.Ethereum.Primitives;
using Spectre.Console;
using Verdict = Ledger.Api.V1.Verdict;

namespace Ledger.Cli.Verbs;

/// <summary>Verbs that ask about tokens, partners' goods and the node.</summary>
internal static class AskingVerbs
{
    private static readonly Argument<string> Item = new("item") { Description = "The unit, case, pallet, container or run." };

    private static readonly Argument<string> Code = new("code") { Description = "The code as scanned or typed; <GS> stands for the separator FNC1." };

    private static readonly Argument<string> Partner = new("partner") { Description = "The partner." };

    private static readonly Argument<string> Digest = new("digest") { Description = "The message's EIP-712 digest, 0x-hex." };

    private static readonly Option<uint> Market = new("--market") { HelpName = "N", Description = "The asker's market, ISO 3166-1 numeric, to check against the lot's." };

    private static readonly Option<bool> Prove = new("--prove") { Description = "Check each event against the receipts of its block." };

    private static readonly Option<bool> Tokens = new("--tokens") { Description = "List the held tokens instead of sums." };

    private static readonly Option<string> Gtin = new("--gtin") { HelpName = "GTIN", Description = "Only this product.", DefaultValueFactory = _ => "" };

    private static readonly Option<string> Lot = new("--lot") { HelpName = "CODE", Description = "Only this lot of the product; with --gtin.", DefaultValueFactory = _ => "" };

    private static readonly Option<ulong> AtBlock = new("--at-block") { HelpName = "N", Description = "As it was after this block." };

    public static IEnumerable<Command> All() => [Token(), Verify(), Trace(), Holdings(), Encumbrance(), Outcome(), Alerts(), Status()];

    private static Command Token() => QueryVerb.Make(
        "token",
        "Show where a token is, whose it is, and what restricts it; now, or after an earlier block.",
        "ledger token 4294967296",
        [Item, AtBlock],
        async (q, r, stop) => r.GetValue(AtBlock) is > 0 and var block
            ? (await q.AtBlockAsync(r.GetRequiredValue(Item), block, stop)).Token
            : await q.TokenAsync(r.GetRequiredValue(Item), stop),
        Tables.Token);

    private static Command Verify() => QueryVerb.Make(
        "verify",
        "Say whether a scanned code is authentic and may be supplied, with reason codes. Exit code 0 only for OK, 3 for any other verdict.",
        "ledger verify \"(01)09506000134352(21)483920175634\"",
        [Code, Market],
        (q, r, stop) => q.VerifyAsync(r.GetRequiredValue(Code).Replace("<GS>", "\u001d", StringComparison.OrdinalIgnoreCase), r.GetValue(Market), stop),
        ProtoJson.Of,
        (answer, console) => console.Write(new Text(Tables.VerdictText(answer) + "\n", answer.Verdict == Verdict.Ok ? new Style(Color.Green) : new Style(Color.Yellow))),
        answer => answer.Verdict == Verdict.Ok ? ExitCode.Done : ExitCode.NotFound);

    private static Command Trace() => Verb.Make(
        "trace",
        "Show the whole history of a token: its own events, and those of what it was in while it was inside. With --prove each event is checked against the receipts.",
        "ledger trace 4294967296 --prove",
        [Item, Prove],
        TraceAsync);

    private static Command Holdings() => QueryVerb.Make<(HoldingsResponse? Sums, HeldTokensResponse? Held)>(
        "holdings",
        "Show what a partner owns and has, by product, lot and status; or its held tokens.",
        "ledger holdings distributor --tokens",
        [Partner, Gtin, Lot, Tokens],
        async (q, r, stop) => (r.GetValue(Tokens), r.GetValue(Gtin)!, r.GetValue(Lot)!) switch
        {
            (true, "", "") => (null, await q.HeldTokensAsync(r.GetRequiredValue(Partner), stop)),
            (true, _, _) => throw new LedgerException(ErrorCode.ArgumentInvalid, "--tokens lists all held tokens, of any product.", "Leave out --gtin and --lot, or --tokens.", "tokens"),
            (_, "", not "") => throw new LedgerException(ErrorCode.ArgumentMissing, "A lot code means nothing without its product.", "Name the product too: --gtin GTIN.", "gtin"),
            (_, var gtin, var lot) => (await q.HoldingsAsync(r.GetRequiredValue(Partner), gtin, lot, stop), null),
        },
        answer => ProtoJson.Of((IMessage?)answer.Sums ?? answer.Held!),
        (answer, console) => console.Write(answer.Sums is { } sums ? Tables.Holdings(sums) : Tables.HeldTokens(answer.Held!)));

    private static Command Encumbrance() => QueryVerb.Make(
        "encumbrance",
        "Show whether an item is pledged, to whom, and until when; its own lien or that of what it is in.",
        "ledger encumbrance 4831838209",
        [Item],
        (q, r, stop) => q.EncumbranceAsync(r.GetRequiredValue(Item), stop),
        Tables.Encumbrance);

    private static Command Outcome() => QueryVerb.Make(
        "outcome",
        "Show what became of a message, by its digest.",
        "ledger outcome 0x4f0c…",
        [Digest],
        (q, r, stop) => Bytes32.TryParse(r.GetRequiredValue(Digest), out var digest)
            ? q.OutcomeAsync(digest, stop)
            : throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{r.GetRequiredValue(Digest)}' is no digest.", "Write it as 0x and 64 hexadecimal digits.", "digest"),
        answer => Tables.Of("state", $"{answer.Outcome.State}").Row("block", $"{answer.Outcome.Block}").Row("transaction", Words.Hex(answer.Outcome.TransactionHash))
            .Row("gas", $"{answer.Outcome.GasUsed:N0}").Row("reason", answer.Outcome.Error?.Message ?? ""));

    private static Command Alerts() => QueryVerb.Make(
        "alerts",
        "Show open alerts, for example serials that were commissioned twice.",
        "ledger alerts",
        [],
        (q, _, stop) => q.AlertsAsync(stop),
        answer =>
        {
            var table = Tables.Of("id", "code", "block", "what");
            foreach (var alert in answer.Alerts) table.Row($"{alert.Id}", alert.Code, $"{alert.Block}", alert.Message);
            return table;
        });

    private static Command Status() => Verb.Make(
        "status",
        "Show the node: its chain, how far it is, whether it is ready. Its signed head is checked against the last one seen.",
        "ledger status",
        [],
        async (session, cancellationToken) =>
        {
            var status = await (await session.ClientAsync(cancellationToken)).StatusAsync(cancellationToken);
            session.Output.Answer(() => ProtoJson.Of(status), console => console.Write(Tables.Status(status)));
            return status.Ready ? ExitCode.Done : ExitCode.Unavailable;
        });

    private static async Task<int> TraceAsync(Session session, CancellationToken cancellationToken)
    {
        var client = await session.ClientAsync(cancellationToken);
        var item = session.Parsed.GetRequiredValue(Item);
        var proven = session.Parsed.GetValue(Prove)
            ? await session.Output.WorkAsync("checking receipts", progress => client.VerifyTraceAsync(item, progress, cancellationToken))
            : null;
        var trace = proven?.Trace ?? await client.Query.TraceAsync(item, cancellationToken);
        session.Output.Answer(
            () => Json(trace, proven),
            console =>
            {
                console.Write(Tables.Trace(trace));
                console.WriteLine(proven is null ? "Not checked against receipts: --prove does it." : Tables.ProofText(proven));
            });
        return ExitCode.Done;
    }

    private static JsonObject Json(TraceResponse trace, VerifiedTrace? proven)
    {
        var json = ProtoJson.Of(trace);
        json["proof"] = proven is null ? null : new JsonObject
        {
            ["receipts"] = proven.Receipts,
            ["seqsShown"] = proven.SeqsShown,
            ["gapless"] = proven.IsGapless,
            ["headers"] = "ATTESTED_BY_NODE",
            ["nodeKey"] = proven.NodeKey.ToString(),
        };
        return json;
    }
}
