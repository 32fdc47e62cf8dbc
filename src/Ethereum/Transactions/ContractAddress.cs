using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>The address of a contract that a transaction creates.</summary>
public static class ContractAddress
{
    /// <summary>The address that <c>CREATE</c> gives: the last 20 bytes of <c>keccak256(rlp([creator, nonce]))</c>.</summary>
    /// <param name="creator">The account that creates: the transaction's sender, or a contract.</param>
    /// <param name="nonce">The creator's nonce before.</param>
    public static Address FromCreation(in Address creator, ulong nonce)
    {
        var writer = new RlpWriter();
        writer.WriteListHeader(RlpWriter.SizeOf(creator.Span) + RlpWriter.SizeOf(nonce));
        writer.Write(creator.Span);
        writer.Write(nonce);
        var hash = Keccak256.Hash(writer.WrittenSpan);
        writer.Dispose();
        return new Address(hash.Span[12..]);
    }
}
