using System.Collections.Frozen;
using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Embedded;
using Ledger.Node.Index.Serials;

namespace Ledger.Node.Index.Storage;

/// <summary>The column families of the node's database. Their names are its dictionary; none is ever used for anything else.</summary>
internal static class LedgerFamilies
{
    /// <summary>Single rows: schema version, network, cursor.</summary>
    public const string Meta = "meta";

    /// <summary>Block number → hash, digest, time, header.</summary>
    public const string Block = "block";

    /// <summary>Block number | transaction index → transaction hash, first log index, receipt.</summary>
    public const string Receipt = "receipt";

    /// <summary>Subject | block | first log → seqs, places and slots after them of events that bind nothing inside the subject.</summary>
    public const string History = "history";

    /// <summary>The same of events that bind the subject's contents: what a unit shares with its ancestors.</summary>
    public const string Binding = "binding";

    /// <summary>Block | log → place of the event and its subjects: the order in which events are streamed.</summary>
    public const string Event = "event";

    /// <summary>Rows as they were before a block changed them: what answers about the past are made of.</summary>
    public const string Past = "past";

    /// <summary>Findings outside the digest.</summary>
    public const string Alert = "alert";

    /// <summary>The relay's journal.</summary>
    public const string Relay = "relay";

    /// <summary>Webhooks and how far each has got.</summary>
    public const string Webhook = "webhook";

    /// <summary>Off-chain documents.</summary>
    public const string Document = "document";

    private static readonly Dictionary<EntityKind, (string Name, FamilyShape Shape)> Entities = new()
    {
        [EntityKind.Token] = ("token", FamilyShape.Point),
        [EntityKind.Run] = ("run", FamilyShape.Small),
        [EntityKind.Lot] = ("lot", FamilyShape.Small),
        [EntityKind.LotCode] = ("lot_code", FamilyShape.Small),
        [EntityKind.LotRun] = ("lot_run", FamilyShape.Small),
        [EntityKind.Product] = ("product", FamilyShape.Small),
        [EntityKind.ProductByGtin] = ("product_gtin", FamilyShape.Small),
        [EntityKind.Partner] = ("partner", FamilyShape.Small),
        [EntityKind.PartnerByAccount] = ("partner_account", FamilyShape.Small),
        [EntityKind.Lien] = ("lien", FamilyShape.Small),
        [EntityKind.LienByPartner] = ("lien_by_partner", FamilyShape.Small),
        [EntityKind.Hold] = ("hold", FamilyShape.Small),
        [EntityKind.HoldByTarget] = ("hold_target", FamilyShape.Small),
        [EntityKind.RunRange] = ("run_range", FamilyShape.Small),
        [EntityKind.Contents] = ("contents", FamilyShape.Small),
        [EntityKind.Touched] = ("touched", FamilyShape.Point),
        [EntityKind.Inside] = ("inside", FamilyShape.Point),
        [EntityKind.Holding] = ("holding", FamilyShape.Range),
        [EntityKind.HoldingSum] = ("holding_sum", FamilyShape.Sum),
        [EntityKind.LotHolder] = ("lot_holder", FamilyShape.Range),
        [EntityKind.Message] = ("message", FamilyShape.Outcome),
        [EntityKind.SsccRange] = ("sscc_range", FamilyShape.Small),
        [EntityKind.Market] = ("market", FamilyShape.Small),
        [EntityKind.Module] = ("module", FamilyShape.Small),
        [EntityKind.Council] = ("council", FamilyShape.Small),
        [EntityKind.CouncilAct] = ("council_act", FamilyShape.Small),
        [EntityKind.Counter] = ("counter", FamilyShape.Small),
        [EntityKind.Dispense] = ("dispense", FamilyShape.Point),
        [EntityKind.LienSum] = ("lien_sum", FamilyShape.Small),
        [EntityKind.LienToken] = ("lien_token", FamilyShape.Range),
        [EntityKind.LotUnits] = ("lot_units", FamilyShape.Small),
        [EntityKind.Shipment] = ("shipment", FamilyShape.Small),
        [EntityKind.ShipmentManifest] = ("shipment_manifest", FamilyShape.Small),
        [EntityKind.ShipmentByPartner] = ("shipment_by_partner", FamilyShape.Range),
        [EntityKind.ShipmentDispute] = ("shipment_dispute", FamilyShape.Small),
        [EntityKind.ShipmentOverage] = ("shipment_overage", FamilyShape.Small),
        [EntityKind.InTransit] = ("in_transit", FamilyShape.Small),
        [EntityKind.Ending] = ("ending", FamilyShape.Point),
        [EntityKind.RunInput] = ("run_input", FamilyShape.Range),
        [EntityKind.RunSource] = ("run_source", FamilyShape.Small),
        [EntityKind.RunBySource] = ("run_by_source", FamilyShape.Small),
        [EntityKind.HoldToken] = ("hold_token", FamilyShape.Small),
        [EntityKind.ClearedToken] = ("cleared_token", FamilyShape.Small),
        [EntityKind.Condition] = ("condition", FamilyShape.Range),
        [EntityKind.Anchor] = ("anchor", FamilyShape.Range),
        [EntityKind.AnchorByRoot] = ("anchor_by_root", FamilyShape.Point),
        [EntityKind.Mandate] = ("mandate", FamilyShape.Small),
        [EntityKind.MandateByAgent] = ("mandate_by_agent", FamilyShape.Small),
    };

    // Where neither the projection nor the writer ever looks, and keys do not come in order: in order, each place is found next to the last.
    private static readonly FrozenSet<string> WrittenOnly =
        new[] { History, Binding, Past, NameOf(EntityKind.Holding) }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The kinds of rows that the projection keeps, all of which have a family.</summary>
    public static IEnumerable<EntityKind> Kinds => Entities.Keys;

    /// <summary>The family of a kind.</summary>
    public static string NameOf(EntityKind kind) => Entities[kind].Name;

    /// <summary>Every family to open, for RocksDB wants all of them named.</summary>
    /// <param name="cache">The node's block cache.</param>
    /// <param name="isBulkLoad">Whether a whole index is written that nobody asks meanwhile.</param>
    public static IReadOnlyList<ColumnFamilyDescriptor> Describe(BlockCache cache, bool isBulkLoad = false)
    {
        var families = DescribeAll(cache);
        return isBulkLoad ? [.. families.Select(Sorted)] : families;
    }

    private static ColumnFamilyDescriptor Sorted(ColumnFamilyDescriptor family) =>
        WrittenOnly.Contains(family.Name) ? new(family.Name, family.Options with { SortsMemtableWhenFlushed = true, RemembersInsertPlaces = false }) : family;

    private static List<ColumnFamilyDescriptor> DescribeAll(BlockCache cache) =>
    [
        new(ColumnFamilyDescriptor.DefaultName, FamilyShapes.Options(FamilyShape.Small, cache)),
        .. Entities.Values.Select(entity => Describe(entity.Name, entity.Shape, cache)),
        Describe(Meta, FamilyShape.Small, cache),
        Describe(Block, FamilyShape.Log, cache),
        Describe(Receipt, FamilyShape.Log, cache),
        Describe(History, FamilyShape.History, cache),
        Describe(Binding, FamilyShape.History, cache),
        Describe(Event, FamilyShape.Range, cache),
        Describe(Past, FamilyShape.Range, cache),
        Describe(Alert, FamilyShape.Small, cache),
        Describe(Relay, FamilyShape.Small, cache),
        Describe(Webhook, FamilyShape.Small, cache),
        Describe(Document, FamilyShape.Log, cache),
        Describe(BlockLog.ColumnFamilyName, FamilyShape.Log, cache),
        .. SerialIndexFamilies.Describe(cache),
    ];

    private static ColumnFamilyDescriptor Describe(string name, FamilyShape shape, BlockCache cache) => new(name, FamilyShapes.Options(shape, cache));
}
