namespace Ledger.Node.Chain;

/// <summary>Whether the chain can be read and written, and if not, why.</summary>
/// <param name="State">What it can do.</param>
/// <param name="Reason">Why it is not ready, for an operator; null when it is.</param>
internal sealed record ChainHealth(ChainState State, string? Reason)
{
    /// <summary>What an operator has to look at though the chain can be read and written; null when there is nothing.</summary>
    public string? Alarm { get; private init; }

    /// <summary>Everything works.</summary>
    public static ChainHealth Ready { get; } = new(ChainState.Ready, null);

    /// <summary>Whether transactions are taken now.</summary>
    public bool CanWrite => State is ChainState.Ready;

    /// <summary>Everything answers, and no block comes.</summary>
    public static ChainHealth Stalled(string alarm) => Ready with { Alarm = alarm };

    /// <summary>Coming up.</summary>
    public static ChainHealth Starting(string reason) => new(ChainState.Starting, reason);

    /// <summary>Readable only.</summary>
    public static ChainHealth ReadOnly(string reason) => new(ChainState.ReadOnly, reason);

    /// <summary>Away for now.</summary>
    public static ChainHealth Unavailable(string reason) => new(ChainState.Unavailable, reason);

    /// <summary>Stopped for good.</summary>
    public static ChainHealth Halted(string reason) => new(ChainState.Halted, reason);
}
