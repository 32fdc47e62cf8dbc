using System.CommandLine;
using Ledger.Client.Preparing;
using Ledger.Contracts.Words;

namespace Ledger.Cli.Verbs;

/// <summary>Verbs that move, pack, dispense and pledge goods.</summary>
internal static class GoodsVerbs
{
    private const int NoticeDaysMaximum = 36_500;

    private static readonly Argument<string[]> Items = new("item") { Description = "What to act on; several may be named.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> To = new("--to") { HelpName = "PARTNER", Required = true, Description = "The partner that takes." };

    private static readonly Option<TransferScope> Scope = new("--scope") { Description = "What moves: both, title or custody (default both).", DefaultValueFactory = _ => TransferScope.Both };

    private static readonly Option<string?> Document = new("--document") { HelpName = "HASH", Description = "The 32-byte hash of a delivery note or the like, 0x-hex." };

    private static readonly Option<string?> Into = new("--into") { HelpName = "ITEM", Description = "The container; without it a new one is made." };

    private static readonly Option<string> Due = new("--due") { HelpName = "DATE", Required = true, Description = "When the debt falls due, yyyy-mm-dd or a time." };

    private static readonly Option<LienPolicy[]> Allow = new("--allow")
    {
        Description = "What needs no signature of the financier: MoveCustody, Dispense, Pack, Transform; may be repeated.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<double> NoticeDays = new("--notice-days") { HelpName = "N", Description = "Days from a default notice to foreclosure (default 30).", DefaultValueFactory = _ => 30 };

    private static readonly Option<string?> Terms = new("--terms") { HelpName = "HASH", Description = "The 32-byte hash of the terms document, 0x-hex." };

    public static IEnumerable<Command> All() =>
    [
        ActVerb.Make(
            "transfer",
            "Move title and custody (or one of them) to another partner. All who give or take sign: --with for keys on this machine, --offer FILE for another organisation's. Nested items are taken out of their parents first.",
            "ledger transfer 4831838208 --to distributor --as manufacturer --with distributor",
            [Items, To, Scope, Document],
            (r, stop) => r.Client.Prepare.TransferAsync(r.Required(Items), r.Required(To), r.Value(Scope), document: Given.Hash(r.Value(Document), "document"), cancellationToken: stop)),
        ActVerb.Make(
            "pack",
            "Put items into a container of a higher level: one that exists, or a new free container. The custodian signs.",
            "ledger pack 4563402752 4563402753 --as distributor",
            [Items, Into],
            (r, stop) => r.Client.Prepare.PackAsync(r.Required(Items), r.Value(Into), cancellationToken: stop)),
        ActVerb.Make(
            "unpack",
            "Take items out of their parents, so that each is held by itself. The custodian signs.",
            "ledger unpack 4563402752 --as distributor",
            [Items],
            (r, stop) => r.Client.Prepare.UnpackAsync(r.Required(Items), cancellationToken: stop)),
        ActVerb.Make(
            "dispense",
            "Give units to whoever uses them; final. The owner signs, and the custodian if it is another.",
            "ledger dispense 09506000134352/483920175634 --as pharmacy",
            [Items],
            (r, stop) => r.Client.Prepare.DispenseAsync(r.Required(Items), cancellationToken: stop)),
        ActVerb.Make(
            "pledge",
            "Pledge items to a financier. The owner and the financier sign. Until released, title can't move without the financier.",
            "ledger pledge 4831838209 --to bank --due 2030-06-30 --as distributor --with bank",
            [Items, To, Due, Allow, NoticeDays, Terms],
            (r, stop) => r.Client.Prepare.PledgeAsync(
                r.Required(Items),
                r.Required(To),
                new PledgeTerms(
                    Given.Moment(r.Required(Due), "due"),
                    (r.Value(Allow) ?? []).Aggregate(LienPolicy.None, (all, one) => all | one),
                    Given.Days(r.Value(NoticeDays), "notice-days", NoticeDaysMaximum),
                    Given.Hash(r.Value(Terms), "terms")),
                cancellationToken: stop)),
    ];
}
