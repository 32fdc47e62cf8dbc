using System.CommandLine;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Preparing;
using Ledger.Contracts.Words;

namespace Ledger.Cli.Verbs;

/// <summary>What a financier does with a lien.</summary>
internal static class LienVerbs
{
    private const int NoticeDaysMaximum = 36_500;

    private static readonly Argument<string[]> Items = new("item") { Description = "A pledged item.", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };

    private static readonly Option<uint> Lien = new("--lien") { HelpName = "ID", Description = "The lien, instead of an item." };

    private static readonly Option<bool> Only = new("--only") { Description = "Release just the items named, which must be held; without it the lien ends on all that it covers." };

    private static readonly Argument<string> Pledged = new("item") { Description = "A pledged item." };

    private static readonly Argument<uint> LienId = new("lien") { Description = "The lien's id." };

    private static readonly Argument<string[]> Taken = new("item") { Description = "What to take; more batches may follow.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> To = new("--to") { HelpName = "PARTNER", Required = true, Description = "The new claim's financier." };

    private static readonly Option<string> Due = new("--due") { HelpName = "DATE", Required = true, Description = "When the debt falls due, yyyy-mm-dd or a time." };

    private static readonly Option<double> NoticeDays = new("--notice-days") { HelpName = "N", Description = "Days from a default notice to foreclosure (default 30).", DefaultValueFactory = _ => 30 };

    private static readonly Option<string?> Terms = new("--terms") { HelpName = "HASH", Description = "The 32-byte hash of the terms document, 0x-hex." };

    public static IEnumerable<Command> All() =>
    [
        ActVerb.Make(
            "claim",
            "Add a claim behind those that a lien has, four in all. The debtor, the new financier and all present ones sign.",
            "ledger claim 4831838209 --to second-bank --due 2030-06-30 --as distributor --with second-bank --with bank",
            [Pledged, To, Due, NoticeDays, Terms],
            (r, stop) => r.Client.PrepareLien.AddClaimAsync(
                r.Required(Pledged),
                r.Required(To),
                new PledgeTerms(Given.Moment(r.Required(Due), "due"), LienPolicy.None, Given.Days(r.Value(NoticeDays), "notice-days", NoticeDaysMaximum), Given.Hash(r.Value(Terms), "terms")),
                stop)),
        ActVerb.Make(
            "default",
            "Give notice of default on a claim that has matured. Its financier signs; from now on every act with the goods needs the financiers.",
            "ledger default 2713804337 --as bank",
            [LienId],
            (r, stop) => r.Client.PrepareLien.DefaultAsync(r.Required(LienId), $"{r.Actor.Account}", stop)),
        ActVerb.Make(
            "cure",
            "Take a default back, with a new due date. The financier who declared it signs.",
            "ledger cure 2713804337 --due 2030-12-31 --as bank",
            [LienId, Due],
            (r, stop) => r.Client.PrepareLien.CureAsync(r.Required(LienId), $"{r.Actor.Account}", Given.Moment(r.Required(Due), "due"), stop)),
        ActVerb.Make(
            "foreclose",
            "Take title of held items after default and notice. The financier who declared it signs, and those before it.",
            "ledger foreclose 2713804337 4831838209 --as bank",
            [LienId, Taken],
            (r, stop) => r.Client.PrepareLien.ForecloseAsync(r.Required(LienId), $"{r.Actor.Account}", r.Required(Taken), stop)),
        ActVerb.Make(
            "release",
            "End a financier's claim, and with the last one the lien, on all that it covers; or the lien on some held items, which all its financiers sign.",
            "ledger release 4831838209 --as bank",
            [Items, Lien, Only],
            async (r, stop) => (r.Required(Items), r.Value(Lien), r.Value(Only)) switch
            {
                ([], not 0 and var lien, false) => await r.Client.PrepareLien.ReleaseAsync(lien, $"{r.Actor.Account}", stop),
                ([var item], 0, false) => await r.Client.PrepareLien.ReleaseOfAsync(item, $"{r.Actor.Account}", stop),
                ([_, ..] items, 0, true) => await r.Client.PrepareLien.ReleaseTokensAsync(items, stop),
                _ => throw new LedgerException(ErrorCode.ArgumentInvalid, "It isn't clear what to release.", "Name one item, or --lien ID, or several items with --only.", "item"),
            }),
    ];
}
