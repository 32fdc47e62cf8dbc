namespace Ledger.Contracts.Ids;

/// <summary>The level of a token: a container holds tokens of strictly lower levels.</summary>
public enum TokenLevel : byte
{
    /// <summary>One serialized unit.</summary>
    Unit = 0,

    /// <summary>A case of a run's layout.</summary>
    Case = 1,

    /// <summary>A pallet of a run's layout.</summary>
    Pallet = 2,

    /// <summary>A free container, innermost kind.</summary>
    Container3 = 3,

    /// <summary>A free container that may hold free containers of level 3.</summary>
    Container4 = 4,

    /// <summary>A free container that may hold free containers of levels 3 and 4.</summary>
    Container5 = 5,

    /// <summary>The root of a run: what the issuer holds at commissioning.</summary>
    Run = 15,
}
