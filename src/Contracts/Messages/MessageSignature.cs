using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Messages;

/// <summary>One signature under a message.</summary>
/// <param name="Bytes">65 bytes r, s, v of an account with a key, or what a contract account takes (EIP-1271).</param>
/// <param name="Member">The council member that signed, in approvals; null elsewhere, where the order tells who signed.</param>
public sealed record MessageSignature(byte[] Bytes, Address? Member = null)
{
    /// <summary>The longest signature that is read.</summary>
    public const int MaximumSizeBytes = 8192;
}
