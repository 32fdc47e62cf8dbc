namespace Ledger.Contracts.Words;

/// <summary>What a condition is about; numbers above these are free for partners to agree upon.</summary>
public enum ConditionKind
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Temperature.</summary>
    Temperature = 1,

    /// <summary>Humidity.</summary>
    Humidity = 2,

    /// <summary>Shock.</summary>
    Shock = 3,

    /// <summary>Tampering.</summary>
    Tamper = 4,

    /// <summary>Light.</summary>
    Light = 5,

    /// <summary>Location.</summary>
    Location = 6,
}
