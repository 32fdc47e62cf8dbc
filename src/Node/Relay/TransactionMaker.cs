using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Messages;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Node.Chain;
using Ledger.Node.Hosting;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Relay;

/// <summary>Makes the transaction that carries messages: one as it is, several through the Relay contract.</summary>
internal sealed class TransactionMaker(RelayAccount account, LedgerNetwork network, LedgerIndex index)
{
    /// <summary>Makes and signs a transaction.</summary>
    /// <param name="nonce">The account's nonce.</param>
    /// <param name="messages">The messages, in order, with what the pre-flight measured.</param>
    /// <exception cref="LedgerException">It is larger than the chain takes.</exception>
    public SignedTransaction Make(ulong nonce, IReadOnlyList<(ParsedMessage Message, ulong GasMeasured)> messages)
    {
        if (messages.Count == 1) return Make(nonce, messages[0].Message.To, messages[0].Message.CallData, messages[0].GasMeasured);
        var limits = messages.Select(m => RelayGas.CallLimit(m.GasMeasured)).ToList();
        var data = Batch(messages, limits);
        return Sign(nonce, network.Descriptor.AddressOf(LedgerContract.Relay), data, RelayGas.BatchLimit(limits, data.Length));
    }

    /// <summary>Makes and signs a transaction with one call.</summary>
    /// <param name="nonce">The account's nonce.</param>
    /// <param name="to">The contract.</param>
    /// <param name="data">The call.</param>
    /// <param name="gasMeasured">What the pre-flight measured.</param>
    /// <exception cref="LedgerException">It is larger than the chain takes.</exception>
    public SignedTransaction Make(ulong nonce, Address to, byte[] data, ulong gasMeasured) => Sign(nonce, to, data, RelayGas.CallLimit(gasMeasured));

    private SignedTransaction Sign(ulong nonce, Address to, byte[] data, ulong execution)
    {
        var unlimited = new LegacyTransaction
        {
            ChainId = network.Descriptor.ChainId,
            Nonce = nonce,
            GasLimit = 0,
            GasPrice = 0,
            To = to,
            Data = data,
        };
        var intrinsic = Math.Max(TransactionGas.Intrinsic(unlimited), TransactionGas.Floor(data));
        var signed = account.Sign(unlimited with { GasLimit = intrinsic + execution });
        Check(signed);
        return signed;
    }

    private byte[] Batch(IReadOnlyList<(ParsedMessage Message, ulong GasMeasured)> messages, List<ulong> limits) => RelayBatch.Encode(
        network.Descriptor, [.. messages.Zip(limits, (m, limit) => (m.Message.Call, (uint)Math.Min(limit, uint.MaxValue)))]);

    private void Check(SignedTransaction signed)
    {
        var blockLimit = BlockGasLimit();
        if (signed.Transaction.GasLimit > blockLimit)
            throw TooLarge($"The messages may take {signed.Transaction.GasLimit} gas, and a block has {blockLimit}.");
        if (signed.Raw.Length > ChainLimits.MaxTransactionSizeBytes)
            throw TooLarge($"The messages make a transaction of {signed.Raw.Length} bytes, and the chain takes {ChainLimits.MaxTransactionSizeBytes}.");
    }

    private ulong BlockGasLimit()
    {
        if (network.Stored.BlockGasLimit is > 0 and var own) return own;
        return index.Cursor is { } cursor && index.Database.Rocks.Get(index.Database.Blocks, BlockRow.KeyOf(cursor.Number)) is { } row
            ? BlockHeader.Decode(BlockRow.Decode(row).HeaderRlp.Span).GasLimit
            : ulong.MaxValue;
    }

    private static LedgerException TooLarge(string message) =>
        new(ErrorCode.MessageTooLarge, message, "Send fewer messages in one request, or commission a run in parts.", "messages");
}
