namespace Ledger.Node.Follower;

/// <summary>Whether blocks are held against the seals of their validators.</summary>
internal enum SealMode
{
    /// <summary>They are when the network's descriptor names validators, or the genesis block that it names lists them as QBFT does.</summary>
    Auto,

    /// <summary>They are, and a chain without QBFT's seals is not followed.</summary>
    Qbft,

    /// <summary>They are not.</summary>
    None,
}
