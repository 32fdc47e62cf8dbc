using Google.Protobuf;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;
using Ledger.Node.Hosting;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Relay;

/// <summary>Does what anyone may do when its time has come, by a transaction of the relay's account, through the same journal as messages. Thread-safe.</summary>
/// <remarks>The same settlement asked for twice at once is sent once, and both callers get its outcome.</remarks>
internal sealed class Settlement(NodeServices services, TransactionQueue queue, PreFlight preFlight, TransactionMaker maker, RelaySender sender)
{
    private readonly SettlementCalls _calls = new(services.Chain, services.Index, () => services.Network.Descriptor);
    private readonly Dictionary<Bytes32, PendingEntry> _pending = [];

    /// <summary>Settles, and waits for the block.</summary>
    /// <exception cref="LedgerException">The contract refuses it, or it is on its way still when the limit is reached.</exception>
    public async Task<SettleResponse> SettleAsync(SettleRequest request, SubmitLimit limit)
    {
        (Address To, byte[] Data) call = default;
        await limit.WaitForChainAsync(async token => call = await _calls.MakeAsync(request, token));
        var entry = await JournalAsync(call, limit);
        if (!await limit.WaitAsync(entry.Done))
        {
            throw new LedgerException(
                ErrorCode.ChainUnavailable, "It is journalled and on its way, but in no block yet.", "Look at the state again; asked again once it is done, it is refused.");
        }

        var (block, index) = entry.Included;
        var receipt = Receipt(block, index);
        if (!receipt.IsSuccess) throw new LedgerException(await ReasonAsync(call, limit));
        return new SettleResponse
        {
            Block = block,
            TransactionHash = ByteString.CopyFrom(entry.Entry.Hash.Span),
            GasUsed = receipt.CumulativeGasUsed - (index == 0 ? 0 : Receipt(block, index - 1).CumulativeGasUsed),
        };
    }

    private async Task<PendingEntry> JournalAsync((Address To, byte[] Data) call, SubmitLimit limit)
    {
        var key = Keccak256.Hash([.. call.To.Span, .. call.Data]);
        await limit.WaitForTurnAsync(queue.Turn);
        try
        {
            foreach (var done in _pending.Where(known => known.Value.Done.IsCompleted).Select(known => known.Key).ToList()) _pending.Remove(done);
            if (_pending.TryGetValue(key, out var same)) return same;
            IReadOnlyList<ProbeAnswer> answers = [];
            await limit.WaitForChainAsync(async token => answers = await preFlight.TryAsync([(call.To, call.Data)], token));
            if (!answers[0].IsSuccess) throw new LedgerException(Refusal(answers[0].Data));
            var draft = new TransactionDraft([], nonce => maker.Make(nonce, call.To, call.Data, answers[0].GasUsed));
            return _pending[key] = (await queue.JournalAsync([draft], limit))[0];
        }
        finally
        {
            queue.Turn.Release();
            sender.Wake();
        }
    }

    // Somebody else was faster, or the state moved on between the trial and the block: the trial says why now.
    private async Task<Error> ReasonAsync((Address To, byte[] Data) call, SubmitLimit limit)
    {
        IReadOnlyList<ProbeAnswer> answers = [];
        await limit.WaitForChainAsync(async token => answers = await preFlight.TryAsync([(call.To, call.Data)], token));
        return !answers[0].IsSuccess ? Refusal(answers[0].Data) : new Error
        {
            Code = ErrorCode.ContractRefused,
            Message = "The contract refused it in its block, for a reason that has gone since.",
            Cure = "Ask again.",
        };
    }

    private Error Refusal(byte[] revertData) => ContractRefusals.Decode(revertData, new(new LatestRows(services.Database)));

    private ConsensusReceipt Receipt(ulong block, uint index) =>
        services.Database.Rocks.Get(services.Database.Receipts, ReceiptRow.KeyOf(block, index)) is { } row
            ? ReceiptRlp.Decode(ReceiptRow.Decode(row).Receipt.Span)
            : throw new IndexCorruptException($"The index lacks the receipt of block {block}, transaction {index}.");
}
