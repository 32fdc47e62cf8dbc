namespace Ledger.Gs1.Epcis;

/// <summary>The bounds within which documents are read.</summary>
public sealed record EpcisLimits
{
    /// <summary>The bounds used if none are given.</summary>
    public static EpcisLimits Default { get; } = new();

    /// <summary>The most bytes of a document; 32 MiB.</summary>
    public int DocumentSizeBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The most events of a document; 10,000.</summary>
    public int Events { get; init; } = 10_000;

    /// <summary>The most identifiers, quantities or transactions in each list of an event; 65,000, as many as a run has units.</summary>
    public int ListEntries { get; init; } = 65_000;

    /// <summary>The deepest nesting of objects and arrays; 64.</summary>
    public int Depth { get; init; } = 64;
}
