using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Client.Preparing;

namespace Ledger.Cli.Demo;

/// <summary>Step 4: a recall that reaches every unit, however deep it is.</summary>
internal static class RecallStep
{
    public static async Task RunAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        stage.Printer.Begin(4, "The regulator recalls the lot, and nothing of it moves any more");
        var placed = await stage.ActAsync(
            await stage.Client.PrepareRecall.LotAsync(stage.Gtin, stage.Lot, new RecallSpec(2, "Tablets may be discoloured", ["manufacturer"]), "regulator", cancellationToken),
            [stage.Regulator],
            cancellationToken);
        var recall = (uint)placed.Created("recall");

        // This unit is in a case on a pallet of the run that the manufacturer still has whole.
        var deep = (2 * DemoStage.CasesPerPallet * DemoStage.UnitsPerCase) + 7;
        await stage.RefusedAsync(
            "the manufacturer gives a unit from deep inside a pallet to the pharmacy",
            await stage.Client.Prepare.TransferAsync([stage.Unit(deep)], "pharmacy", cancellationToken: cancellationToken),
            [stage.Manufacturer, stage.Pharmacy],
            cancellationToken,
            ErrorCode.TokenRecalled);
        var untouched = await stage.Client.Query.TokenAsync(stage.Unit(deep), cancellationToken);
        if (untouched.Parent == 0) throw new DemoFailure("the unit was taken off its pallet though its transfer was refused");
        stage.Printer.Say("The unit is still in its case: taking it out and giving it away go together, or not at all.");
        var scope = await stage.Client.Query.RecallScopeAsync(recall, cancellationToken);
        stage.Printer.Say($"Who has affected units ({scope.AffectedUnits:N0} in all):");
        stage.Printer.Show("recall scope", ProtoJson.Of(scope), Tables.RecallScope(scope));
        if (scope.Holders.Sum(h => (long)h.CustodyUnits) != DemoStage.Units) throw new DemoFailure($"the holders of the recalled lot don't add up to {DemoStage.Units} units");

        var verdict = await stage.Client.Query.VerifyAsync(stage.Unit(0), cancellationToken: cancellationToken);
        stage.Printer.Say($"A scan of a unit at the pharmacy now says: {Tables.VerdictText(verdict)}");
        if (verdict.Verdict != Verdict.Blocked) throw new DemoFailure("a recalled unit is not told as blocked");
        stage.Printer.Say("The laboratory finds nothing wrong, so the regulator lifts the recall:");
        await stage.ActAsync(await stage.Client.PrepareRecall.LiftAsync(recall, "regulator", cancellationToken), [stage.Regulator], cancellationToken);
    }
}
