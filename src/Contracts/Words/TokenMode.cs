namespace Ledger.Contracts.Words;

/// <summary>Where a token is.</summary>
public enum TokenMode : byte
{
    /// <summary>In its default parent by the run's layout.</summary>
    Default = 0,

    /// <summary>Directly owned.</summary>
    Held = 1,

    /// <summary>In the parent that its word names.</summary>
    Nested = 2,
}
