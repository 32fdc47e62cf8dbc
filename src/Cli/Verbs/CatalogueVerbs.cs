using System.CommandLine;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Client.Offers;
using Ledger.Client.Preparing;
using Ledger.Gs1.SerialLists;
using Spectre.Console;

namespace Ledger.Cli.Verbs;

/// <summary>Products, runs and lots.</summary>
internal static class CatalogueVerbs
{
    private static readonly Argument<string> Gtin = new("gtin") { Description = "The product's GTIN, 8 to 14 digits." };

    private static readonly Argument<string> Lot = new("lot") { Description = "The lot code." };

    private static readonly Argument<string?> File = new("file") { Description = "The serial list, CSV as docs/serial-list.md describes it.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string> Name = new("--name") { HelpName = "TEXT", Required = true, Description = "The product's name." };

    private static readonly Option<string?> GtinOption = new("--gtin") { HelpName = "GTIN", Description = "The product, if the file doesn't name it." };

    private static readonly Option<string?> LotOption = new("--lot") { HelpName = "CODE", Description = "The lot, if the file doesn't name it." };

    private static readonly Option<string?> Expiry = new("--expiry") { HelpName = "DATE", Description = "The last day of use, yyyy-mm-dd, if the file doesn't name it." };

    private static readonly Option<int> Random = new("--random") { HelpName = "N", Description = "Instead of a file: N random serials of twelve digits." };

    private static readonly Option<ushort> UnitsPerCase = new("--units-per-case") { HelpName = "N", Description = "Units in each case; 0 for no cases." };

    private static readonly Option<ushort> CasesPerPallet = new("--cases-per-pallet") { HelpName = "N", Description = "Cases on each pallet; 0 for no pallets." };

    private static readonly Option<string?> CaseSscc = new("--first-case-sscc") { HelpName = "SSCC", Description = "The SSCC of the first case; the others follow." };

    private static readonly Option<string?> PalletSscc = new("--first-pallet-sscc") { HelpName = "SSCC", Description = "The SSCC of the first pallet; the others follow." };

    private static readonly Option<string[]> Of = new("--of")
    {
        HelpName = "ITEM",
        Required = true,
        Description = "A unit that is consumed, wherever it is nested; may be repeated.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Argument<string> Item = new("item") { Description = "A unit, or anything of a run." };

    public static IEnumerable<Command> All() => [Product(), Commission(), Transform(), Lineage(), LotVerb()];

    private static Command Product()
    {
        var product = new Command("product", "Register products and look them up.")
        {
            ActVerb.Make(
                "register",
                "Register a product. The issuer signs.",
                "ledger product register 09506000134352 --name Examplamin --as manufacturer",
                [Gtin, Name],
                (r, stop) => r.Client.PrepareCatalogue.RegisterAsync(r.Required(Gtin), r.Required(Name), $"{r.Actor.Account}", stop)),
            QueryVerb.Make(
                "show",
                "Show a product.",
                "ledger product show 09506000134352",
                [Gtin],
                (q, r, stop) => q.ProductAsync(r.GetRequiredValue(Gtin), stop),
                answer => Tables.Of("product", answer.Gtin).Row("id", $"{answer.Id}").Row("issuer", answer.Issuer?.Name ?? "")),
        };
        return product;
    }

    private static Command Commission() => ActVerb.Make(
        "commission",
        "Commission a run of units from the serial list of a production line, in the order of packing. The issuer signs. With one error in the file nothing is done.",
        "ledger commission line.csv --units-per-case 20 --cases-per-pallet 10 --as manufacturer",
        [File, GtinOption, LotOption, Expiry, Random, UnitsPerCase, CasesPerPallet, CaseSscc, PalletSscc, MarketOptions.Intended, MarketOptions.IntendedNumber],
        CommissionAsync);

    private static Command Transform() => ActVerb.Make(
        "transform",
        "Consume units and commission a run made of them: repacking, kits, assembly. The run remembers the lots, whose recalls bind it. The owner of the units, who issues the product, signs.",
        "ledger transform kits.csv --of 09506000134352/483920175634 --of 09506000134352/483920175635 --as manufacturer",
        [File, Of, GtinOption, LotOption, Expiry, Random, UnitsPerCase, CasesPerPallet, CaseSscc, PalletSscc, MarketOptions.Intended, MarketOptions.IntendedNumber],
        CommissionAsync);

    private static Command Lineage() => QueryVerb.Make(
        "lineage",
        "Show what a run was made of, and what was made of it.",
        "ledger lineage 4294967296",
        [Item],
        (q, r, stop) => q.LineageAsync(r.GetRequiredValue(Item), stop),
        HoldTables.Lineage);

    private static Command LotVerb() => QueryVerb.Make(
        "lot",
        "Show a lot: units, runs, recalls, and who has units that a recall affects.",
        "ledger lot 09506000134352 FIRST",
        [Gtin, Lot],
        async (q, r, stop) => new LotAnswer(
            await q.LotAsync(r.GetRequiredValue(Gtin), r.GetRequiredValue(Lot), stop), await q.RecallScopeAsync(r.GetRequiredValue(Gtin), r.GetRequiredValue(Lot), stop)),
        answer =>
        {
            var json = ProtoJson.Of(answer.Lot);
            json["recallScope"] = ProtoJson.Of(answer.Scope);
            return json;
        },
        (answer, console) =>
        {
            console.Write(Tables.Lot(answer.Lot));
            if (answer.Scope.Recalls.Count == 0) return;
            console.WriteLine(Tables.Recovery(answer.Scope));
            console.Write(Tables.RecallScope(answer.Scope));
        });

    private static async Task<Offer> CommissionAsync(ActRequest request, CancellationToken cancellationToken)
    {
        var path = request.Session.Parsed.GetValue(File);
        var list = await ReadAsync(request, path, cancellationToken);
        var run = new RunSpec
        {
            Gtin = Agreed(list.Gtin?.ToString(), request.Value(GtinOption)?.PadLeft(14, '0'), "gtin"),
            Lot = Agreed(list.Lot, request.Value(LotOption), "lot"),
            Expiry = Given.Date(Agreed(list.Expiry?.ToString("yyyy-MM-dd"), request.Value(Expiry), "expiry"), "expiry"),
            Serials = list.Serials,
            UnitsPerCase = request.Value(UnitsPerCase),
            CasesPerPallet = request.Value(CasesPerPallet),
            FirstCaseSscc = request.Value(CaseSscc),
            FirstPalletSscc = request.Value(PalletSscc),
            Markets = request.Value(MarketOptions.Intended) ?? [],
            MarketNumbers = request.Value(MarketOptions.IntendedNumber) ?? [],
        };
        try
        {
            var isTransform = request.Session.Parsed.CommandResult.GetResult(Of) is not null;
            return isTransform
                ? await request.Client.PrepareCatalogue.TransformAsync(request.Required(Of), run, cancellationToken: cancellationToken)
                : await request.Client.PrepareCatalogue.CommissionAsync(run, cancellationToken);
        }
        catch (LedgerException exception) when (path is not null && exception.Error.Line == 0)
        {
            throw new LedgerException(await WithLineAsync(exception.Error, path, list, cancellationToken), exception);
        }
    }

    private static async Task<SerialList> ReadAsync(ActRequest request, string? path, CancellationToken cancellationToken)
    {
        var count = request.Value(Random);
        if ((path is null) == (count == 0))
        {
            throw new LedgerException(ErrorCode.ArgumentMissing, "A run needs either a serial list or --random N.", "Name one of them.", "file");
        }

        if (path is not null) return await SerialFile.ReadAsync(path, request.Session.Time, cancellationToken);
        if (count is > 0 and <= SerialListReader.MaximumSerials) return new SerialList(null, null, null, RandomSerials.Create(RandomSerialFormat.Numeric12, count));
        throw new LedgerException(ErrorCode.ArgumentInvalid, $"{count} serials can't be made.", $"Ask for 1 to {SerialListReader.MaximumSerials}.", "random");
    }

    // The ledger's own checks know no lines: the serial they name is looked up in the file; what concerns all lines is told of the first.
    private static async Task<Error> WithLineAsync(Error error, string path, SerialList list, CancellationToken cancellationToken)
    {
        var told = error.Clone();
        if (error.Arguments.TryGetValue("serial", out var serial)) told.Line = await SerialFile.LineOfAsync(path, serial, cancellationToken);
        else if (error.Code == ErrorCode.GtinNotRegistered && list.Gtin is not null) told.Line = 2;
        if (error.Code == ErrorCode.GtinNotRegistered && told.Field.Length == 0) told.Field = "gtin";
        return told;
    }

    private static string Agreed(string? inFile, string? asked, string field)
    {
        if (inFile is not null && asked is not null && !string.Equals(inFile, asked, StringComparison.Ordinal))
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"The file says {inFile} and the command line {asked}.", "Leave the option out, or correct the file.", field);
        }

        return inFile ?? asked ?? throw new LedgerException(ErrorCode.ArgumentMissing, $"Neither the file nor the command line names the {field}.", $"Add a column {field}, or give --{field}.", field);
    }

    private sealed record LotAnswer(LotResponse Lot, RecallScopeResponse Scope);
}
