namespace Ledger.Node.Chain;

/// <summary>What a chain can do now.</summary>
internal enum ChainState
{
    /// <summary>Coming up: blocks may already be read, nothing can be sent.</summary>
    Starting,

    /// <summary>Reads and writes work.</summary>
    Ready,

    /// <summary>Reads work; writes are refused until the reason has gone, which is noticed without help.</summary>
    ReadOnly,

    /// <summary>Nothing works now; it is being tried again without help.</summary>
    Unavailable,

    /// <summary>Something that must never happen has happened. Nothing is written until an operator has acted.</summary>
    Halted,
}
