using System.CommandLine;
using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Client.Preparing;
using Ledger.Contracts.Words;

namespace Ledger.Cli.Verbs;

/// <summary>Shipments: departure, counted receipt, disputes and their end.</summary>
internal static class ShipmentVerbs
{
    // The contracts allow 366 from the block's time, so that nobody keeps pledged goods from a financier for longer; clocks differ a little.
    private const int DaysMaximum = 365;

    private static readonly Argument<string[]> Items = new("item") { Description = "What to send; several may be named.", Arity = ArgumentArity.OneOrMore };

    private static readonly Argument<uint> Shipment = new("shipment") { Description = "The shipment's id." };

    private static readonly Argument<string> Partner = new("partner") { Description = "The partner." };

    private static readonly Argument<string> Agent = new("agent") { Description = "The partner that may move custody." };

    private static readonly Option<string> To = new("--to") { HelpName = "PARTNER", Required = true, Description = "The partner that will receive." };

    private static readonly Option<TransferScope> Scope = new("--scope") { Description = "What moves when it is accepted: both, title or custody (default both).", DefaultValueFactory = _ => TransferScope.Both };

    private static readonly Option<string?> Carrier = new("--carrier") { HelpName = "PARTNER", Description = "Who has the goods in transit, and signs the departure too." };

    private static readonly Option<double> Days = new("--days") { HelpName = "N", Description = "How long it can be received (default 14).", DefaultValueFactory = _ => 14 };

    private static readonly Option<double> DisputeDays = new("--dispute-days") { HelpName = "N", Description = "How long a dispute of the receipt lasts unless both resolve it (default 30).", DefaultValueFactory = _ => 30 };

    private static readonly Option<string?> Document = new("--document") { HelpName = "HASH", Description = "The 32-byte hash of a delivery note or the like, 0x-hex." };

    private static readonly Option<string[]> Returned = Each("--returned", "A disputed item that is the sender's again; may be repeated.");

    private static readonly Option<string[]> Accepted = Each("--accepted", "A disputed item that the receiver takes after all; may be repeated.");

    private static readonly Option<string[]> Lost = Each("--lost", "A disputed item that is lost; may be repeated.");

    private static readonly Option<string?> Until = new("--until") { HelpName = "DATE", Description = "Its end, yyyy-mm-dd or a time; without it the mandate ends now." };

    private static readonly Option<bool> Disputed = new("--disputed") { Description = "Only those with open disputes." };

    private static readonly Option<Shipment.Types.State> State = new("--state") { Description = "Only those that are InTransit, Received, Cancelled or Expired." };

    public static IEnumerable<Command> All() => [.. Departures(), .. Receipts(), .. Questions()];

    private static IEnumerable<Command> Departures() =>
    [
        ActVerb.Make(
            "ship",
            "Send items on their way. Whoever owns and has them signs, and the carrier if there is one; the receiver answers with 'receive'. In transit nothing else opens or moves them.",
            "ledger ship 4831838208 --to distributor --carrier carrier --as manufacturer --with carrier",
            [Items, To, Scope, Carrier, Days, DisputeDays, Document],
            (r, stop) => r.Client.PrepareShipment.ShipAsync(r.Required(Items), Spec(r), cancellationToken: stop)),
        ActVerb.Make(
            "return",
            "Send items back to their issuer or to a returns handler. A suspended partner may do this too.",
            "ledger return 4294967296 --to manufacturer --as distributor",
            [Items, To, Scope, Carrier, Days, DisputeDays, Document],
            (r, stop) => r.Client.PrepareShipment.ReturnAsync(r.Required(Items), Spec(r), stop)),
    ];

    private static IEnumerable<Command> Receipts() =>
    [
        ActVerb.Make(
            "receive",
            "Receive a shipment with what was counted. What isn't named is accepted; the rest is taken out and disputed. The receiver signs.",
            "ledger receive 1711276032 --missing 09506000134352/483920175634 --damaged 4563402752=temperature --as distributor",
            [Shipment, .. ReceiptOptions.All, ReceiptOptions.Overages, Document],
            async (r, stop) => await r.Client.PrepareShipment.ReceiveAsync(r.Required(Shipment), await ReceiptOptions.ReadAsync(r, Given.Hash(r.Value(Document), "document"), stop), stop)),
        ActVerb.Make(
            "correct",
            "Add to a receipt what was found later, for example a concealed shortage. The receiver signs; the goods stay where they are, under a dispute.",
            "ledger correct 1711276032 --missing 09506000134352/483920175634=concealed-shortage --as distributor",
            [Shipment, .. ReceiptOptions.All, Document],
            async (r, stop) => await r.Client.PrepareShipment.CorrectAsync(
                r.Required(Shipment), (await ReceiptOptions.ReadAsync(r, default, stop)).Exceptions, Given.Hash(r.Value(Document), "document"), stop)),
        ActVerb.Make(
            "cancel",
            "Take a shipment back that has not been received. The sender signs.",
            "ledger cancel 1711276032 --as manufacturer",
            [Shipment],
            (r, stop) => r.Client.PrepareShipment.CancelAsync(r.Required(Shipment), stop)),
        ActVerb.Make(
            "resolve",
            "End disputes of a shipment as both sides agree. Sender and receiver sign.",
            "ledger resolve 1711276032 --returned 4563402752 --as manufacturer --with distributor",
            [Shipment, Returned, Accepted, Lost],
            (r, stop) => r.Client.PrepareShipment.ResolveAsync(r.Required(Shipment), [.. Ends(r)], stop)),
        ActVerb.Make(
            "mandate",
            "Let a partner move custody of your goods without asking you each time.",
            "ledger mandate carrier --until 2030-06-30 --as manufacturer",
            [Agent, Until],
            (r, stop) => r.Client.PrepareShipment.MandateAsync(
                $"{r.Actor.Account}", r.Required(Agent), r.Value(Until) is { } end ? Given.Moment(end, "until") : null, stop)),
    ];

    private static IEnumerable<Command> Questions() =>
    [
        QueryVerb.Make(
            "mandates",
            "Show who may move custody of a partner's goods.",
            "ledger mandates manufacturer",
            [Partner],
            (q, r, stop) => q.MandatesAsync(r.GetRequiredValue(Partner), stop),
            ShipmentTables.Mandates),
        QueryVerb.Make(
            "shipment",
            "Show a shipment: its tokens, what became of it, and its disputes.",
            "ledger shipment 1711276032",
            [Shipment],
            (q, r, stop) => q.ShipmentAsync(r.GetRequiredValue(Shipment), stop),
            ProtoJson.Of,
            ShipmentTables.Write),
        QueryVerb.Make(
            "shipments",
            "Show the shipments that a partner sends, receives, carries or owns.",
            "ledger shipments distributor --disputed",
            [Partner, State, Disputed],
            (q, r, stop) => q.ShipmentsAsync(r.GetRequiredValue(Partner), r.GetValue(State), r.GetValue(Disputed), stop),
            ShipmentTables.Shipments),
    ];

    private static Option<string[]> Each(string name, string description) => new(name) { HelpName = "ITEM", Description = description, DefaultValueFactory = _ => [] };

    private static ShipmentSpec Spec(ActRequest r) => new(
        r.Required(To),
        r.Value(Scope),
        r.Session.Time.GetUtcNow() + Given.Days(r.Value(Days), "days", DaysMaximum),
        Given.Days(r.Value(DisputeDays), "dispute-days", DaysMaximum),
        r.Value(Carrier),
        Given.Hash(r.Value(Document), "document"));

    private static IEnumerable<DisputeResolution> Ends(ActRequest r) =>
        from option in new[] { (Returned, DisputeOutcome.Returned), (Accepted, DisputeOutcome.Accepted), (Lost, DisputeOutcome.Lost) }
        from item in r.Value(option.Item1) ?? []
        select new DisputeResolution(item, option.Item2);
}
