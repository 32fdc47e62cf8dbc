using System.Globalization;
using System.Text;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Verbs;
using Ledger.Client.Preparing;
using Ledger.Contracts.Ids;
using Ledger.Gs1.Epcis;
using Ledger.Gs1.Keys;
using Ledger.Gs1.SerialLists;

namespace Ledger.Cli.Demo;

/// <summary>Step 1: 1,000 packs from a line's serial list, and the units of GS1's published example events.</summary>
internal static class CommissionStep
{
    private const string ExampleName = "Example_9.6.1-ObjectEvent.jsonld";
    private const string ExamplePrefix = "0614141";
    private const string ExampleLot = "EPCIS-961";
    private const string CompanyPrefix = "9506000";
    private const int ShelfLifeMonths = 24;

    public static async Task RunAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        stage.Printer.Begin(1, "The manufacturer commissions 1,000 packs and GS1's example units");
        await RegisterAsync(stage, stage.Gtin, "Examplamin 20 mg, 10 tablets", cancellationToken);
        var path = await WriteSerialsAsync(stage, cancellationToken);
        stage.Printer.Say($"The line wrote {path}: {DemoStage.Units:N0} random serials of lot {stage.Lot}, expiring {stage.Expiry:yyyy-MM-dd}.");
        var list = await SerialFile.ReadAsync(path, stage.Time, cancellationToken);
        stage.Serials = list.Serials;
        // Serial references of SSCCs count on from the time, so that runs of one data folder don't meet.
        var reference = stage.Time.GetUtcNow().ToUnixTimeSeconds() % 10_000_000 * 100;
        var offer = await stage.Client.PrepareCatalogue.CommissionAsync(
            new RunSpec
            {
                Gtin = $"{list.Gtin}",
                Lot = list.Lot!,
                Expiry = list.Expiry!.Value,
                Serials = list.Serials,
                UnitsPerCase = DemoStage.UnitsPerCase,
                CasesPerPallet = DemoStage.CasesPerPallet,
                FirstCaseSscc = $"{Sscc.Create(3, CompanyPrefix, reference)}",
                FirstPalletSscc = $"{Sscc.Create(4, CompanyPrefix, reference)}",
            },
            cancellationToken);
        var result = await stage.ActAsync(offer, [stage.Manufacturer], cancellationToken, DemoStage.Units);
        stage.Run = new RunId((uint)result.Created("run"));
        stage.Printer.Say($"Run {stage.Run}: {DemoStage.Units:N0} packs in 50 cases of {DemoStage.UnitsPerCase} on 5 pallets of {DemoStage.CasesPerPallet} cases.");
        await CommissionExampleAsync(stage, cancellationToken);
    }

    private static async Task CommissionExampleAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        await using var stream = typeof(CommissionStep).Assembly.GetManifestResourceStream(ExampleName)!;
        var document = await EpcisReader.ReadAsync(stream, cancellationToken: cancellationToken);
        var units = document.DistinctUnits();
        var steps = string.Join(" and ", document.Events.Select(e => $"{e.Action.ToString()!.ToUpperInvariant()} {e.BizStep}"));
        stage.Printer.Say($"GS1's {ExampleName} (company prefix {ExamplePrefix}) holds {document.Events.Count} events: {steps}.");
        stage.Printer.Say("None of them is a commissioning event: they observe units that exist. So the units that they name are commissioned here.");
        foreach (var product in units.GroupBy(u => u.Gtin))
        {
            await RegisterAsync(stage, $"{product.Key}", "GS1 EPCIS example item", cancellationToken);
            var serials = product.Select(u => u.Serial).ToArray();
            var known = await stage.Client.Query.KnownSerialsAsync($"{product.Key}", serials, cancellationToken);
            if (known.Known.Count > 0) stage.Printer.Say($"{product.Key}: serials {string.Join(", ", known.Known.Select(k => k.Serial))} are on the ledger since an earlier run; skipped.");
            var fresh = serials.Except(known.Known.Select(k => k.Serial), StringComparer.Ordinal).ToArray();
            if (fresh.Length == 0) continue;
            var expiry = DateOnly.FromDateTime(stage.Time.GetUtcNow().UtcDateTime).AddMonths(ShelfLifeMonths);
            var offer = await stage.Client.PrepareCatalogue.CommissionAsync(
                new RunSpec { Gtin = $"{product.Key}", Lot = ExampleLot, Expiry = await ExpiryOfLotAsync(stage, $"{product.Key}", expiry, cancellationToken), Serials = fresh }, cancellationToken);
            await stage.ActAsync(offer, [stage.Manufacturer], cancellationToken, fresh.Length);
        }
    }

    // Later runs of a lot have the expiry of its first.
    private static async Task<DateOnly> ExpiryOfLotAsync(DemoStage stage, string gtin, DateOnly missing, CancellationToken cancellationToken)
    {
        try
        {
            return DateOnly.ParseExact((await stage.Client.Query.LotAsync(gtin, ExampleLot, cancellationToken)).Expiry, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
        catch (LedgerException exception) when (exception.Code == ErrorCode.LotUnknown)
        {
            return missing;
        }
    }

    private static async Task RegisterAsync(DemoStage stage, string gtin, string name, CancellationToken cancellationToken)
    {
        try
        {
            await stage.Client.Query.ProductAsync(gtin, cancellationToken);
        }
        catch (LedgerException exception) when (exception.Code == ErrorCode.GtinNotRegistered)
        {
            var offer = await stage.Client.PrepareCatalogue.RegisterAsync(gtin, name, "manufacturer", cancellationToken);
            await stage.ActAsync(offer, [stage.Manufacturer], cancellationToken);
        }
    }

    private static async Task<string> WriteSerialsAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        var now = stage.Time.GetUtcNow();
        stage.Lot = $"D{now:yyMMddHHmmss}";
        stage.Expiry = DateOnly.FromDateTime(now.UtcDateTime).AddMonths(ShelfLifeMonths);
        var text = new StringBuilder("serial,gtin,lot,expiry\n");
        foreach (var serial in RandomSerials.Create(RandomSerialFormat.Numeric12, DemoStage.Units))
        {
            text.Append(CultureInfo.InvariantCulture, $"{serial},{stage.Gtin},{stage.Lot},{stage.Expiry:yyyy-MM-dd}\n");
        }

        var folder = Path.Combine(stage.Folder, "runs");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{stage.Lot}.csv");
        await File.WriteAllTextAsync(path, text.ToString(), cancellationToken);
        return path;
    }
}
