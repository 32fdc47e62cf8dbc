namespace Ledger.Bench;

/// <summary>One measured figure beside that of a peer, both taken in this run on this machine.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Peer">The peer's, or null if there is none.</param>
/// <param name="PeerName">The peer.</param>
/// <param name="Target">The figure to reach, with its direction.</param>
/// <param name="Unit">The unit of both figures.</param>
internal sealed record BenchmarkFigure(string Name, double Ours, double? Peer, string? PeerName, string Target, string Unit)
{
    /// <summary>Ours over the peer's.</summary>
    public double? Ratio => Peer is { } peer && peer != 0 ? Math.Round(Ours / peer, 3) : null;
}
