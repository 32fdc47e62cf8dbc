using System.CommandLine;

namespace Ledger.Cli.Verbs;

/// <summary>Verbs that end goods, or say that they are gone.</summary>
internal static class EndingVerbs
{
    private static readonly Argument<string[]> Items = new("item") { Description = "What to act on; several may be named.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<ushort> Country = new("--country") { HelpName = "N", Required = true, Description = "The destination's ISO 3166-1 numeric code." };

    private static readonly Option<string?> Document = new("--document") { HelpName = "HASH", Description = "The 32-byte hash of a certificate or the like, 0x-hex." };

    public static IEnumerable<Command> All() =>
    [
        ActVerb.Make(
            "destroy",
            "Destroy items with everything inside; final. Recalled and quarantined goods may be destroyed. The owner signs, and the custodian if it is another.",
            "ledger destroy 4563402752 --as distributor",
            [Items, Document],
            (r, stop) => r.Client.PrepareEnding.DestroyAsync(r.Required(Items), Given.Hash(r.Value(Document), "document"), stop)),
        ActVerb.Make(
            "export",
            "Take units out of the ledger's markets, to another country; final. The owner signs, and the custodian if it is another.",
            "ledger export 09506000134352/483920175634 --country 840 --as distributor",
            [Items, Country, Document],
            (r, stop) => r.Client.PrepareEnding.ExportAsync(r.Required(Items), r.Required(Country), Given.Hash(r.Value(Document), "document"), stop)),
        ActVerb.Make(
            "lost",
            "Report items lost: nothing moves them until they are reinstated. The owner signs.",
            "ledger lost 4563402752 --as distributor",
            [Items, Document],
            (r, stop) => r.Client.PrepareEnding.ReportMissingAsync(r.Required(Items), isStolen: false, Given.Hash(r.Value(Document), "document"), stop)),
        ActVerb.Make(
            "stolen",
            "Report items stolen: nothing moves them until they are reinstated. The owner signs.",
            "ledger stolen 4563402752 --as distributor",
            [Items, Document],
            (r, stop) => r.Client.PrepareEnding.ReportMissingAsync(r.Required(Items), isStolen: true, Given.Hash(r.Value(Document), "document"), stop)),
        ActVerb.Make(
            "reinstate",
            "Make lost or stolen items active again. The owner and the issuer sign.",
            "ledger reinstate 4563402752 --as distributor --with manufacturer",
            [Items, Document],
            (r, stop) => r.Client.PrepareEnding.ReinstateAsync(r.Required(Items), Given.Hash(r.Value(Document), "document"), stop)),
    ];
}
