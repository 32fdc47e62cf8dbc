using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Eip712;

/// <summary>The hash that is signed for typed data (EIP-712).</summary>
public static class Eip712Digest
{
    /// <summary>Joins a domain and a message: <c>keccak256(0x19 0x01 ‖ domainSeparator ‖ structHash)</c>.</summary>
    public static Bytes32 Of(in Bytes32 domainSeparator, in Bytes32 structHash)
    {
        Span<byte> preimage = stackalloc byte[2 + (2 * Bytes32.SizeBytes)];
        preimage[0] = 0x19;
        preimage[1] = 0x01;
        domainSeparator.Span.CopyTo(preimage[2..]);
        structHash.Span.CopyTo(preimage[(2 + Bytes32.SizeBytes)..]);
        return Keccak256.Hash(preimage);
    }
}
