namespace Ledger.Node.Follower;

/// <summary>What the follower is doing.</summary>
internal enum FollowerState
{
    /// <summary>Not started yet.</summary>
    Stopped,

    /// <summary>Reading blocks that the index lacks.</summary>
    CatchingUp,

    /// <summary>The index has every block there is.</summary>
    AtHead,

    /// <summary>The chain cannot be read now; it is tried again without end.</summary>
    Waiting,

    /// <summary>The disk is full; it is tried again without end.</summary>
    DiskFull,

    /// <summary>The chain or the index is not what it must be. Nothing is followed and nothing is served until an operator has acted.</summary>
    Halted,
}
