namespace Ledger.Node.Relay;

/// <summary>What became of one call of a probe.</summary>
/// <param name="IsSuccess">Whether it would be applied.</param>
/// <param name="GasUsed">The gas it takes, without what its transaction costs beforehand.</param>
/// <param name="Data">What it returned, or the revert data; cut.</param>
internal sealed record ProbeAnswer(bool IsSuccess, ulong GasUsed, byte[] Data);
