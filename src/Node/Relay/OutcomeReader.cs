using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Relay;

/// <summary>Reads outcomes of messages from the index, whichever node brought the message to the chain.</summary>
internal sealed class OutcomeReader(LedgerDatabase database, Func<NetworkDescriptor> network)
{
    /// <summary>The outcome of a message; null when the chain has none.</summary>
    public MessageOutcome? Find(Bytes32 digest)
    {
        var view = new LedgerView(new LatestRows(database));
        if (view.TryMessage(digest, out var message)) return Of(digest, message);
        return view.TryCouncilAct(digest, out var act) ? Applied(digest, act.Approved, isWholeReceipt: true) : null;
    }

    /// <summary>Whether a message was applied, for ever.</summary>
    public bool IsApplied(Bytes32 digest)
    {
        var view = new LedgerView(new LatestRows(database));
        return view.TryMessage(digest, out var message) ? message.State is MessageState.Applied : view.TryCouncilAct(digest, out _);
    }

    private MessageOutcome Of(Bytes32 digest, MessageRecord message)
    {
        if (message.State is MessageState.Applied) return Applied(digest, message.Event, isWholeReceipt: false);
        var outcome = At(digest, message.Event, out _);
        outcome.State = MessageOutcome.Types.State.Failed;
        outcome.Error = ContractRefusals.Decode(message.Reason, new(new LatestRows(database)));
        return outcome;
    }

    private MessageOutcome Applied(Bytes32 digest, EventRef at, bool isWholeReceipt)
    {
        var outcome = At(digest, at, out var receipt);
        outcome.State = MessageOutcome.Types.State.Applied;
        if (receipt is null) return outcome;

        // A message's own events come before the one that names it, and after the one that names the message before it.
        var end = isWholeReceipt ? receipt.Logs.Count : (int)at.ReceiptLogIndex;
        var start = end;
        while (start > 0 && (isWholeReceipt || !EndsMessage(receipt.Logs[start - 1]))) start--;
        for (var i = start; i < end; i++) AddCreated(outcome, receipt.Logs[i]);
        return outcome;
    }

    private MessageOutcome At(Bytes32 digest, EventRef at, out ConsensusReceipt? receipt)
    {
        var outcome = new MessageOutcome { Digest = ByteString.CopyFrom(digest.Span), Block = at.Block };
        receipt = null;
        if (Receipt(at.Block, at.TransactionIndex) is not { } row) return outcome;
        receipt = ReceiptRlp.Decode(row.Receipt.Span);
        var before = at.TransactionIndex > 0 && Receipt(at.Block, at.TransactionIndex - 1) is { } previous
            ? ReceiptRlp.Decode(previous.Receipt.Span).CumulativeGasUsed
            : 0;
        outcome.TransactionHash = ByteString.CopyFrom(row.TransactionHash.Span);
        outcome.GasUsed = receipt.CumulativeGasUsed - before;
        return outcome;
    }

    private ReceiptRow? Receipt(ulong block, uint index) =>
        database.Rocks.Get(database.Receipts, ReceiptRow.KeyOf(block, index)) is { } row ? ReceiptRow.Decode(row) : null;

    private bool EndsMessage(in LogEntry log) => network().TryFind(log.Address, out _)
        && log.Topics.Span is [var topic, ..] && (topic == AppliedEvent.Topic0 || topic == FailedEvent.Topic0);

    private void AddCreated(MessageOutcome outcome, in LogEntry log)
    {
        if (!network().TryFind(log.Address, out _)) return;
        var topics = log.Topics.Span;
        var data = log.Data.Span;
        if (RunOpenedEvent.TryDecode(topics, data, out var run))
        {
            outcome.Created["run"] = run.Run;
            outcome.Created["lot"] = run.Lot;
            outcome.Created["token"] = TokenId.RootOf(new RunId(run.Run)).Value;
        }
        else if (ProductRegisteredEvent.TryDecode(topics, data, out var product)) outcome.Created["product"] = product.Product;
        else if (LienCreatedEvent.TryDecode(topics, data, out var lien)) outcome.Created["lien"] = lien.Lien;
        else if (HoldPlacedEvent.TryDecode(topics, data, out var hold)) outcome.Created["recall"] = hold.Hold;
        else if (PartnerAdmittedEvent.TryDecode(topics, data, out var partner)) outcome.Created["partner"] = partner.Partner;
        else if (ShipmentDepartedEvent.TryDecode(topics, data, out var shipment)) outcome.Created["shipment"] = shipment.Shipment;
        else if (QuarantinePlacedEvent.TryDecode(topics, data, out var quarantine)) outcome.Created["quarantine"] = quarantine.Hold;
        else if (DisputedEvent.TryDecode(topics, data, out var dispute)) AddDispute(outcome, dispute.Hold);
        else if (ClaimAddedEvent.TryDecode(topics, data, out var claim)) outcome.Created["rank"] = claim.Rank;
    }

    // A receipt can open many: the first is `dispute`, the next `dispute_2` and so on.
    private static void AddDispute(MessageOutcome outcome, uint hold)
    {
        var number = outcome.Created.Keys.Count(name => name.StartsWith("dispute", StringComparison.Ordinal)) + 1;
        outcome.Created[number == 1 ? "dispute" : $"dispute_{number}"] = hold;
    }
}
