using Ledger.Client.Offers;

namespace Ledger.Cli.Demo;

/// <summary>Step 2: pallets to the distributor, signed by both sides; one case on to the pharmacy.</summary>
internal static class ShipStep
{
    public static async Task RunAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        stage.Printer.Begin(2, "A pallet goes to the distributor, signed by both sides; one case goes on to the pharmacy");
        var prepared = await stage.Client.Prepare.TransferAsync([stage.Pallet(0)], "distributor", cancellationToken: cancellationToken);
        var path = await WriteOfferAsync(stage, prepared.Sign(stage.Manufacturer), cancellationToken);
        stage.Printer.Say($"The manufacturer signs an offer and hands over the file {path}.");
        var opened = await stage.Client.OpenOfferAsync(await File.ReadAllBytesAsync(path, cancellationToken), cancellationToken);
        stage.Printer.Say("The distributor opens it, reads what it says, countersigns and submits it:");
        await stage.ActAsync(opened, [stage.Distributor], cancellationToken);

        await stage.ActAsync(
            await stage.Client.Prepare.TransferAsync([stage.Case(0)], "pharmacy", cancellationToken: cancellationToken),
            [stage.Distributor, stage.Pharmacy],
            cancellationToken);
    }

    private static async Task<string> WriteOfferAsync(DemoStage stage, Offer offer, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(stage.Folder, "offers");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{stage.Lot}-pallet.json");
        await File.WriteAllTextAsync(path, OfferJson.Write(offer), cancellationToken);
        return path;
    }
}
