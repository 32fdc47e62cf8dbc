using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Client.Preparing;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Hashing;

namespace Ledger.Cli.Demo;

/// <summary>Step 3: a pledge that binds.</summary>
internal static class PledgeStep
{
    private const int DueDays = 90;

    public static async Task RunAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        stage.Printer.Begin(3, "The bank takes a pledge on a second pallet, and the contract holds the distributor to it");
        await stage.ActAsync(
            await stage.Client.Prepare.TransferAsync([stage.Pallet(1)], "distributor", cancellationToken: cancellationToken),
            [stage.Manufacturer, stage.Distributor],
            cancellationToken);
        var terms = new PledgeTerms(
            stage.Time.GetUtcNow().AddDays(DueDays), LienPolicy.MoveCustody, TimeSpan.FromDays(14), Keccak256.Hash("Terms of the demonstration's loan."u8));
        var pledged = await stage.ActAsync(
            await stage.Client.Prepare.PledgeAsync([stage.Pallet(1)], "bank", terms, cancellationToken: cancellationToken),
            [stage.Distributor, stage.Bank],
            cancellationToken);
        stage.Printer.Say($"Lien {pledged.Created("lien")} is on everything in the pallet.");

        // The case lies on the pledged pallet, so taking it out needs the bank, and so does selling it.
        await stage.RefusedAsync(
            "the distributor sells a case of the pledged pallet to the pharmacy without the bank",
            await stage.Client.Prepare.TransferAsync([stage.Case(DemoStage.CasesPerPallet + 2)], "pharmacy", cancellationToken: cancellationToken),
            [stage.Distributor, stage.Pharmacy],
            cancellationToken,
            ErrorCode.TokenPledged);
        var encumbrance = await stage.Client.Query.EncumbranceAsync(stage.Unit(DemoStage.UnitsPerCase * (DemoStage.CasesPerPallet + 2)), cancellationToken);
        stage.Printer.Show("encumbrance of a unit in that case", ProtoJson.Of(encumbrance), Tables.Encumbrance(encumbrance));
        if (!encumbrance.Pledged) throw new DemoFailure("the unit in the pledged pallet is not told as pledged");
    }
}
