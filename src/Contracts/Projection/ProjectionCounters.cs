namespace Ledger.Contracts.Projection;

/// <summary>The names of the <see cref="EntityKind.Counter"/> rows; each is a 64-bit number.</summary>
public static class ProjectionCounters
{
    /// <summary>Units commissioned.</summary>
    public const string Units = "units";

    /// <summary>Units dispensed.</summary>
    public const string Dispensed = "dispensed";

    /// <summary>Runs.</summary>
    public const string Runs = "runs";

    /// <summary>Partners admitted; ids run from 1.</summary>
    public const string Partners = "partners";

    /// <summary>Products registered; ids run from 1.</summary>
    public const string Products = "products";

    /// <summary>Units destroyed.</summary>
    public const string Destroyed = "destroyed";

    /// <summary>Units exported.</summary>
    public const string Exported = "exported";

    /// <summary>Units consumed.</summary>
    public const string Consumed = "consumed";

    /// <summary>Shipments departed.</summary>
    public const string Shipments = "shipments";
}
