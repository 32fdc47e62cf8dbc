using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Projection.Views;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Relay;

/// <summary>Makes the calls that settle something: what they take beside an id comes from the index or the chain.</summary>
internal sealed class SettlementCalls(IChain chain, LedgerIndex index, Func<NetworkDescriptor> network)
{
    /// <summary>The most disputes in one call, as the contract has it.</summary>
    public const int MaxDisputes = 256;

    /// <summary>The call for a request.</summary>
    /// <exception cref="LedgerException">The request is malformed, or names nothing that the index knows.</exception>
    /// <exception cref="ChainException">The chain cannot tell what an act of the council says.</exception>
    public async Task<(Address To, byte[] Data)> MakeAsync(SettleRequest request, CancellationToken cancellationToken)
    {
        var tokens = network().AddressOf(LedgerContract.Tokens);
        return request.ActCase switch
        {
            SettleRequest.ActOneofCase.ExpireShipment => (tokens, Expire(new(request.ExpireShipment))),
            SettleRequest.ActOneofCase.LapseDisputes => (tokens, Lapse(request.LapseDisputes.Holds_)),
            SettleRequest.ActOneofCase.SweepToken => (tokens, TokensFunctions.Sweep.Encode(request.SweepToken)),
            SettleRequest.ActOneofCase.ExecuteCouncilAct => (network().AddressOf(LedgerContract.Council), await ExecuteAsync(request.ExecuteCouncilAct.Span.ToArray(), cancellationToken)),
            _ => throw new LedgerException(ErrorCode.ArgumentMissing, "The request names no act.", "Say what to settle: a shipment, disputes, a token or an act of the council.", "act"),
        };
    }

    private byte[] Expire(ShipmentId shipment)
    {
        var manifest = Rows().Manifest(shipment);
        return manifest.Count > 0
            ? TokensFunctions.ExpireShipment.Encode(shipment.Value, [.. manifest.Select(token => token.Value)])
            : throw new LedgerException(ErrorCode.ShipmentUnknown, $"There is no shipment {shipment}.", "Name a shipment; 'shipments' lists those of a partner.", "expire_shipment");
    }

    private static byte[] Lapse(Google.Protobuf.Collections.RepeatedField<uint> holds) => holds.Count is > 0 and <= MaxDisputes
        ? TokensFunctions.LapseDisputes.Encode([.. holds])
        : throw new LedgerException(ErrorCode.ArgumentInvalid, $"{holds.Count} disputes are named, and 1 to {MaxDisputes} are taken.", "Name the disputes; more of them in several calls.", "lapse_disputes.holds");

    // Salt and deadline of an act are in the calldata of its approval only.
    private async Task<byte[]> ExecuteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length != Bytes32.SizeBytes)
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"A digest has {Bytes32.SizeBytes} bytes, not {bytes.Length}.", "Give the act's EIP-712 digest; 'council' lists what is pending.", "execute_council_act");
        var digest = new Bytes32(bytes);
        if (!Rows().TryCouncilAct(digest, out var act))
            throw new LedgerException(ErrorCode.ActNotPending, $"The council approved no act {digest}.", "Give the digest of an approved act; 'council' lists what is pending.", "execute_council_act");
        if (index.Database.Rocks.Get(index.Database.Receipts, ReceiptRow.KeyOf(act.Approved.Block, act.Approved.TransactionIndex)) is not { } row)
            throw new IndexCorruptException($"The index lacks the receipt of block {act.Approved.Block}, transaction {act.Approved.TransactionIndex}.");
        var input = await chain.ReadTransactionInputAsync(ReceiptRow.Decode(row).TransactionHash, read => Find(read.Span, digest) is not null, cancellationToken);
        return Find(input, digest) is { } found
            ? CouncilFunctions.Execute.Encode(found)
            : throw new LedgerException(
                ErrorCode.ArgumentInvalid,
                $"The transaction that brought the act {digest} was no call of the council, so this node cannot tell its salt and deadline.",
                "Call the council's 'execute' with the whole act.",
                "execute_council_act");
    }

    private CouncilAct? Find(ReadOnlySpan<byte> calldata, Bytes32 digest)
    {
        try
        {
            var message = SignedCall.Decode(LedgerContract.Council, calldata).Message;
            return message.Body is CouncilAct act && message.DigestOn(network()) == digest ? act : null;
        }
        catch (MessageFormatException)
        {
            return null;
        }
    }

    private LedgerView Rows() => new(new LatestRows(index.Database));
}
