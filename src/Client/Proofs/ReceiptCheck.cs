using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Heads;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;

namespace Ledger.Client.Proofs;

/// <summary>Checks that a receipt is in the block whose header the node signed.</summary>
internal static class ReceiptCheck
{
    /// <summary>Checks a proof.</summary>
    /// <returns>The receipt, and the key that signed the header's hash.</returns>
    /// <exception cref="LedgerException">The proof proves nothing, or something else than it was asked for.</exception>
    public static (ConsensusReceipt Receipt, Bytes32 NodeKey) Verify(ReceiptProofResponse proof, ulong block, uint transactionIndex, NetworkDescriptor network)
    {
        try
        {
            var header = BlockHeader.Decode(proof.HeaderRlp.Span);
            if (header.Number != block || proof.TransactionIndex != transactionIndex) throw Untrue(block, transactionIndex, "it is of another transaction");
            var attestation = proof.Attestation;
            if (attestation is null || attestation.ChainId != network.ChainId || !AttestationSignature.IsValid(attestation)) throw Untrue(block, transactionIndex, "its header is not signed by the node");
            if (attestation.Number != block || new Bytes32(attestation.Hash.Span) != header.ComputeHash()) throw Untrue(block, transactionIndex, "the node signed another header");
            var value = TrieProof.Verify(header.ReceiptsRoot, IndexedTrie.KeyOf((int)transactionIndex), [.. proof.Nodes.Select(n => n.ToByteArray())]);
            if (value is null || !proof.Receipt.Span.SequenceEqual(value)) throw Untrue(block, transactionIndex, "the receipt is not under the header's receipts root");
            return (ReceiptRlp.Decode(value), new Bytes32(attestation.NodeKey.Span));
        }
        catch (EthereumFormatException exception)
        {
            throw Untrue(block, transactionIndex, exception.Message, exception);
        }
    }

    private static LedgerException Untrue(ulong block, uint transactionIndex, string why, Exception? inner = null) => new(
        ErrorCode.IndexCorrupt,
        $"The receipt of transaction {transactionIndex} in block {block} is not proven: {why}.",
        "Don't trust this answer; ask another node, and tell this one's operator.",
        "proof",
        inner);
}
