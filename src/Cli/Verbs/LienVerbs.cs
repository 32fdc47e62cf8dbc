using System.CommandLine;
using Ledger.Api.Errors;
using Ledger.Api.V1;

namespace Ledger.Cli.Verbs;

/// <summary>What a financier does with a lien.</summary>
internal static class LienVerbs
{
    private static readonly Argument<string[]> Items = new("item") { Description = "A pledged item.", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };

    private static readonly Option<uint> Lien = new("--lien") { HelpName = "ID", Description = "The lien, instead of an item." };

    private static readonly Option<bool> Only = new("--only") { Description = "Release just the items named, which must be held; without it the lien ends on all that it covers." };

    public static IEnumerable<Command> All() =>
    [
        ActVerb.Make(
            "release",
            "End a lien, on all that it covers or on some held items. The financier signs.",
            "ledger release 4831838209 --as bank",
            [Items, Lien, Only],
            async (r, stop) => (r.Required(Items), r.Value(Lien), r.Value(Only)) switch
            {
                ([], not 0 and var lien, false) => await r.Client.PrepareLien.ReleaseAsync(lien, $"{r.Actor.Account}", stop),
                ([var item], 0, false) => await r.Client.PrepareLien.ReleaseOfAsync(item, stop),
                ([_, ..] items, 0, true) => await r.Client.PrepareLien.ReleaseTokensAsync(items, stop),
                _ => throw new LedgerException(ErrorCode.ArgumentInvalid, "It isn't clear what to release.", "Name one item, or --lien ID, or several items with --only.", "item"),
            }),
    ];
}
