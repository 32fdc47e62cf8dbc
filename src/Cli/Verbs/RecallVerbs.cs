using System.CommandLine;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Offers;
using Ledger.Client.Preparing;

namespace Ledger.Cli.Verbs;

/// <summary>Recalls and their lifting.</summary>
internal static class RecallVerbs
{
    private static readonly Argument<uint> Recall = new("recall") { Description = "The recall's id." };

    private static readonly Option<string?> Gtin = new("--gtin") { HelpName = "GTIN", Description = "The product; alone for all of it." };

    private static readonly Option<string?> Lot = new("--lot") { HelpName = "CODE", Description = "The lot, with --gtin." };

    private static readonly Option<string?> Item = new("--item") { HelpName = "ITEM", Description = "Or one item with everything in it." };

    private static readonly Option<uint> Run = new("--run") { HelpName = "ID", Description = "Or units of a run, with --first and --last." };

    private static readonly Option<uint> First = new("--first") { HelpName = "N", Description = "The first unit's index in the run, from 0." };

    private static readonly Option<uint> Last = new("--last") { HelpName = "N", Description = "The last unit's index, inclusive." };

    private static readonly Option<byte> Class = new("--class") { HelpName = "N", Required = true, Description = "1, 2 or 3; 1 is the gravest." };

    private static readonly Option<string> Reason = new("--reason") { HelpName = "TEXT", Required = true, Description = "Why, for everyone to read." };

    private static readonly Option<string[]> Destinations = new("--destination")
    {
        HelpName = "PARTNER",
        Description = "To whom custody may still move; up to four.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Argument<string[]> Items = new("item") { Description = "Units of the lot, or held cases, pallets or runs.", Arity = ArgumentArity.OneOrMore };

    public static IEnumerable<Command> All() =>
    [
        ActVerb.Make(
            "recall",
            "Recall a product, a lot, units of a run, or an item: nothing of it moves any more, wherever it is, but to the destinations. The issuer or a regulator signs.",
            "ledger recall --gtin 09506000134352 --lot FIRST --class 2 --reason \"Tablets discoloured\" --destination manufacturer --as regulator",
            [Gtin, Lot, Item, Run, First, Last, Class, Reason, Destinations],
            PlaceAsync),
        ActVerb.Make(
            "clear",
            "Take some items of a lot out of its recall, with what is inside them. Who placed it or a regulator signs.",
            "ledger clear 4010223721 4563402752 --as regulator",
            [Recall, Items],
            (r, stop) => r.Client.PrepareRecall.ClearAsync(r.Required(Recall), r.Required(Items), $"{r.Actor.Account}", stop)),
        ActVerb.Make(
            "lift",
            "Lift a recall everywhere. Who placed it or a regulator signs.",
            "ledger lift 4010223721 --as regulator",
            [Recall],
            (r, stop) => r.Client.PrepareRecall.LiftAsync(r.Required(Recall), $"{r.Actor.Account}", stop)),
    ];

    private static async Task<Offer> PlaceAsync(ActRequest request, CancellationToken cancellationToken)
    {
        var prepare = request.Client.PrepareRecall;
        var by = $"{request.Actor.Account}";
        var spec = new RecallSpec(request.Required(Class), request.Required(Reason), request.Value(Destinations) ?? []);
        return (request.Value(Gtin), request.Value(Lot), request.Value(Item), request.Value(Run)) switch
        {
            ({ } gtin, { } lot, null, 0) => await prepare.LotAsync(gtin, lot, spec, by, cancellationToken),
            ({ } gtin, null, null, 0) => await prepare.ProductAsync(gtin, spec, by, cancellationToken),
            (null, null, { } item, 0) => await prepare.ItemAsync(item, spec, by, cancellationToken),
            (null, null, null, not 0 and var run) => await prepare.RangeAsync(run, request.Value(First), request.Value(Last), spec, by, cancellationToken),
            _ => throw new LedgerException(
                ErrorCode.ArgumentInvalid, "It isn't clear what to recall.", "Name one of: --gtin, --gtin with --lot, --item, or --run with --first and --last.", "recall"),
        };
    }
}
