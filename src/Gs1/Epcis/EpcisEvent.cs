using System.Text.Json;
using Ledger.Gs1.Identifiers;

namespace Ledger.Gs1.Epcis;

/// <summary>One EPCIS 2.0 event. Lists that aren't given are empty.</summary>
public sealed record EpcisEvent
{
    /// <summary>What kind of event.</summary>
    public required EpcisEventType Type { get; init; }

    /// <summary>Its URI, or null.</summary>
    public string? EventId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>The offset of local time where it happened.</summary>
    public required TimeSpan EventTimeZoneOffset { get; init; }

    /// <summary>The action; null only for transformations, which have none.</summary>
    public EpcisAction? Action { get; init; }

    /// <summary>The CBV word, such as <c>shipping</c>, or a URI; null if not given.</summary>
    public string? BizStep { get; init; }

    /// <summary>The CBV word, such as <c>in_transit</c>, or a URI; null if not given.</summary>
    public string? Disposition { get; init; }

    /// <summary>Where it happened, or null.</summary>
    public Gs1Identifier? ReadPoint { get; init; }

    /// <summary>Where the objects are afterwards, or null.</summary>
    public Gs1Identifier? BizLocation { get; init; }

    /// <summary>The objects of an object or transaction event.</summary>
    public IReadOnlyList<Gs1Identifier> EpcList { get; init; } = [];

    /// <summary>Amounts, likewise.</summary>
    public IReadOnlyList<EpcisQuantity> QuantityList { get; init; } = [];

    /// <summary>The container, asset or parent, or null.</summary>
    public Gs1Identifier? ParentId { get; init; }

    /// <summary>The objects inside.</summary>
    public IReadOnlyList<Gs1Identifier> ChildEpcs { get; init; } = [];

    /// <summary>Amounts inside.</summary>
    public IReadOnlyList<EpcisQuantity> ChildQuantityList { get; init; } = [];

    /// <summary>The objects that a transformation consumed.</summary>
    public IReadOnlyList<Gs1Identifier> InputEpcList { get; init; } = [];

    /// <summary>Amounts that it consumed.</summary>
    public IReadOnlyList<EpcisQuantity> InputQuantityList { get; init; } = [];

    /// <summary>The objects that a transformation produced.</summary>
    public IReadOnlyList<Gs1Identifier> OutputEpcList { get; init; } = [];

    /// <summary>Amounts that it produced.</summary>
    public IReadOnlyList<EpcisQuantity> OutputQuantityList { get; init; } = [];

    /// <summary>Joins the events of one transformation, or null.</summary>
    public string? TransformationId { get; init; }

    /// <summary>Documents that it belongs to.</summary>
    public IReadOnlyList<EpcisBusinessTransaction> BizTransactionList { get; init; } = [];

    /// <summary>Where a transfer starts.</summary>
    public IReadOnlyList<EpcisEndpoint> SourceList { get; init; } = [];

    /// <summary>Where a transfer ends.</summary>
    public IReadOnlyList<EpcisEndpoint> DestinationList { get; init; } = [];

    /// <summary>Master data given on commissioning, or null.</summary>
    public EpcisMasterData? MasterData { get; init; }

    /// <summary>Says that this event was wrong, or null.</summary>
    public EpcisErrorDeclaration? ErrorDeclaration { get; init; }

    /// <summary>All other fields as given: sensor data, extensions of vendors and users.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extensions { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
}
