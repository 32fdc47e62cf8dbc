namespace Ledger.Contracts.Words;

/// <summary>What a partner may do.</summary>
[Flags]
public enum PartnerRoles : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Registers products and commissions runs.</summary>
    Issuer = 1,

    /// <summary>Takes title and custody.</summary>
    Holder = 2,

    /// <summary>Takes custody on the way.</summary>
    Carrier = 4,

    /// <summary>Takes pledges.</summary>
    Financier = 8,

    /// <summary>Audits and recalls.</summary>
    Regulator = 16,

    /// <summary>Takes back goods.</summary>
    ReturnsHandler = 32,

    /// <summary>Attests conditions.</summary>
    DeviceOperator = 64,
}
