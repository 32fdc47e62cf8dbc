namespace Ledger.Contracts.Projection;

/// <summary>A partner's side of a lien. A number is never reused: it is in keys.</summary>
public enum LienParty : byte
{
    /// <summary>Pledged.</summary>
    Debtor = 1,

    /// <summary>Took the pledge.</summary>
    Financier = 2,
}
