namespace Ledger.Node.Follower;

/// <summary>How the follower is.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Reason">Why it does not follow; null when it does.</param>
internal sealed record FollowerHealth(FollowerState State, string? Reason);
