using System.CommandLine;
using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Client;

namespace Ledger.Cli.Verbs;

/// <summary>What anyone may settle when its time has come, and holds.</summary>
internal static class SettlingVerbs
{
    private static readonly Argument<uint> Shipment = new("shipment") { Description = "The shipment's id." };

    private static readonly Argument<uint[]> Disputes = new("dispute") { Description = "The disputes' ids.", Arity = ArgumentArity.OneOrMore };

    private static readonly Argument<string> Item = new("item") { Description = "The item whose restriction was lifted." };

    private static readonly Argument<uint> Hold = new("hold") { Description = "The id of a recall, quarantine or dispute." };

    private static readonly Option<bool> Lifted = new("--lifted") { Description = "Those that have ended too." };

    private static readonly Option<Restriction.Types.Kind> Kind = new("--kind") { Description = "Only Recall, Quarantine or Dispute." };

    public static IEnumerable<Command> All() =>
    [
        Settle(
            "expire",
            "Give an overdue shipment back to its sender. Needs no signature.",
            "ledger expire 1711276032",
            Shipment,
            (client, parsed, stop) => client.ExpireShipmentAsync(parsed.GetRequiredValue(Shipment), stop)),
        Settle(
            "lapse",
            "End disputes whose time has run out: refused goods are the sender's, missing goods are lost. Needs no signature.",
            "ledger lapse 2713804337",
            Disputes,
            (client, parsed, stop) => client.LapseDisputesAsync(parsed.GetRequiredValue(Disputes), stop)),
        Settle(
            "sweep",
            "Let containers know that a restriction inside them was lifted. Needs no signature.",
            "ledger sweep 4294967296",
            Item,
            async (client, parsed, stop) => await client.SweepAsync((await client.Query.TokenAsync(parsed.GetRequiredValue(Item), stop)).Token, stop)),
        QueryVerb.Make(
            "hold",
            "Show a recall, quarantine or dispute.",
            "ledger hold 2713804337",
            [Hold],
            (q, r, stop) => q.HoldAsync(r.GetRequiredValue(Hold), stop),
            HoldTables.Hold),
        QueryVerb.Make(
            "holds",
            "Show recalls, quarantines and disputes in force.",
            "ledger holds --kind Quarantine",
            [Kind, Lifted],
            (q, r, stop) => q.HoldsAsync(r.GetValue(Kind), r.GetValue(Lifted), stop),
            HoldTables.Holds),
    ];

    /// <summary>Makes a verb that needs no signature.</summary>
    public static Command Settle(
        string name,
        string description,
        string example,
        Argument argument,
        Func<LedgerClient, ParseResult, CancellationToken, Task<SettleResponse>> settle,
        params Option[] options) => Verb.Make(
        name,
        description,
        example,
        [argument, .. options],
        async (session, cancellationToken) =>
        {
            var client = await session.ClientAsync(cancellationToken);
            var answer = await session.Output.WorkAsync("waiting for the block", _ => settle(client, session.Parsed, cancellationToken));
            session.Output.Answer(() => ProtoJson.Of(answer), _ => session.Output.Say($"done in block {answer.Block}; gas {answer.GasUsed:N0}"));
            return ExitCode.Done;
        });
}
