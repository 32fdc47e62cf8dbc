namespace Ledger.Api.Errors;

/// <summary>What a caller can do about a fault.</summary>
public enum FaultKind
{
    /// <summary>The request cannot be done as it stands; the caller cures it and asks again.</summary>
    Rejected,

    /// <summary>The same request may succeed later; it is retried, a bounded number of times.</summary>
    Transient,

    /// <summary>What is stored is not what it should be. The node halts what depends on it and raises an alarm.</summary>
    Corrupt,
}
