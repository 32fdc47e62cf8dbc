namespace Ledger.Contracts.Words;

/// <summary>How bad a condition is. The contract's numbers.</summary>
public enum ConditionSeverity : byte
{
    /// <summary>A reading within its limits.</summary>
    Reading = 0,

    /// <summary>Worth knowing.</summary>
    Warning = 1,

    /// <summary>Out of limits: the goods went into quarantine.</summary>
    Excursion = 2,
}
