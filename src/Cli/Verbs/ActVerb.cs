using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Cli.Sessions;
using Ledger.Client.Acts;
using Ledger.Client.Keys;
using Ledger.Client.Offers;

namespace Ledger.Cli.Verbs;

/// <summary>A verb that changes the ledger: prepare, sign with the keys of this machine, then submit or hand over.</summary>
internal static class ActVerb
{
    /// <summary>Makes a verb.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="example">A command line to try.</param>
    /// <param name="symbols">Its own arguments and options.</param>
    /// <param name="prepare">Prepares the offer.</param>
    public static Command Make(
        string name, string description, string example, IEnumerable<Symbol> symbols, Func<ActRequest, CancellationToken, Task<Offer>> prepare) => Verb.Make(
        name,
        description,
        example,
        [.. symbols, SignerOptions.As, SignerOptions.With, SignerOptions.Offer, SignerOptions.ValidHours, SignerOptions.PasswordFile],
        (session, cancellationToken) => RunAsync(session, prepare, cancellationToken));

    /// <summary>Tells what became of a submitted offer.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(Session session, Offer offer, ActResult result)
    {
        if (result.Refusal is { } refusal && !session.Output.IsJson) session.Output.Fail([refusal]);
        else session.Output.Answer(() => Json(result), _ => TellDone(session, offer, result));
        return result.Refusal is { } error ? ExitCode.Of(error.Code) : ExitCode.Done;
    }

    private static async Task<int> RunAsync(Session session, Func<ActRequest, CancellationToken, Task<Offer>> prepare, CancellationToken cancellationToken)
    {
        var parsed = session.Parsed;
        var file = parsed.GetValue(SignerOptions.Offer);
        var actor = await session.SignerAsync(parsed.GetRequiredValue(SignerOptions.As), cancellationToken);
        var client = await session.ClientAsync(cancellationToken);
        var offer = await session.Output.WorkAsync("reading and preparing", _ => prepare(new ActRequest(session, client, actor), cancellationToken));
        List<LedgerSigner> signers = [actor];
        foreach (var name in parsed.GetValue(SignerOptions.With) ?? []) signers.Add(await session.SignerAsync(name, cancellationToken));
        offer.Sign(signers);
        if (file is not null) return await OfferVerbs.WriteAsync(session, offer, file, cancellationToken);
        return Tell(session, offer, await session.Output.WorkAsync("waiting for the block", _ => client.SubmitAsync(offer, cancellationToken)));
    }

    private static void TellDone(Session session, Offer offer, ActResult result)
    {
        foreach (var item in offer.Items) session.Output.Say(item.Description);
        foreach (var (item, outcome) in offer.Items.Zip(result.Outcomes))
        {
            // An act with a delay is applied when it is approved: its digest is what 'council execute' wants.
            if (item.IsCouncilAct) session.Output.Say($"act {Words.Hex(outcome.Digest)}");
        }

        session.Output.Say($"applied in block {result.Block}; gas {result.GasUsed:N0}; {result.Elapsed.TotalMilliseconds:N0} ms");
        foreach (var (name, id) in result.Outcomes.SelectMany(o => o.Created)) session.Output.Say($"{name}: {id}");
    }

    private static JsonObject Json(ActResult result) => new()
    {
        ["applied"] = result.Refusal is null,
        ["outcomes"] = new JsonArray([.. result.Outcomes.Select(OutcomeJson)]),
        ["elapsedMilliseconds"] = Math.Round(result.Elapsed.TotalMilliseconds, 1),
    };

    private static JsonObject OutcomeJson(Ledger.Api.V1.MessageOutcome outcome)
    {
        var json = ProtoJson.Of(outcome);
        if (outcome.Error is { } error) json["error"] = CliOutput.ErrorJson(error);
        return json;
    }
}
