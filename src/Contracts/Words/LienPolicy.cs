namespace Ledger.Contracts.Words;

/// <summary>What may happen to pledged tokens without the financier's signature.</summary>
[Flags]
public enum LienPolicy : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Custody may move.</summary>
    MoveCustody = 1,

    /// <summary>Units may be dispensed.</summary>
    Dispense = 2,

    /// <summary>Tokens may be packed and unpacked.</summary>
    Pack = 4,

    /// <summary>Units may be transformed into another product.</summary>
    Transform = 8,
}
