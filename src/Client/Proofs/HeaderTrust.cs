namespace Ledger.Client.Proofs;

/// <summary>On whose word a block header is believed. The receipts below it are proven either way.</summary>
public enum HeaderTrust
{
    /// <summary>The node's signature only: the embedded chain has no seals, so nobody else vouches for the header.</summary>
    AttestedByNode,
}
