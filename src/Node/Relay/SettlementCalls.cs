using System.Buffers.Binary;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Projection.Records;
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

    /// <summary>The most places in one transaction that are tried as an act of the council: as many as it could carry and be mined.</summary>
    public const int MaxCandidates = 4_096;

    private const int SaltOffset = 2 * Bytes32.SizeBytes;
    private const int DeadlineOffset = 3 * Bytes32.SizeBytes;
    private const int DeadlinePaddingSizeBytes = Bytes32.SizeBytes - sizeof(ulong);
    private const int DocumentOffset = 4 * Bytes32.SizeBytes;
    private const int ActHeadSizeBytes = 5 * Bytes32.SizeBytes;

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
            SettleRequest.ActOneofCase.ExecuteCouncilAct => (network().AddressOf(LedgerContract.Council), await ExecuteAsync(request, cancellationToken)),
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

    private async Task<byte[]> ExecuteAsync(SettleRequest request, CancellationToken cancellationToken)
    {
        var bytes = request.ExecuteCouncilAct.Span.ToArray();
        if (bytes.Length != Bytes32.SizeBytes)
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"A digest has {Bytes32.SizeBytes} bytes, not {bytes.Length}.", "Give the act's EIP-712 digest; 'council' lists what is pending.", "execute_council_act");
        var digest = new Bytes32(bytes);
        if (!Rows().TryCouncilAct(digest, out var act))
            throw new LedgerException(ErrorCode.ActNotPending, $"The council approved no act {digest}.", "Give the digest of an approved act; 'council' lists what is pending.", "execute_council_act");
        if (Given(request, act) is { } given)
        {
            return DigestOf(given) == digest ? CouncilFunctions.Execute.Encode(given) : throw new LedgerException(
                ErrorCode.ArgumentInvalid, $"An act with this salt and deadline has not the digest {digest}.", "Give both as they were signed.", "council_act_salt");
        }

        return CouncilFunctions.Execute.Encode(await FindAsync(digest, act, cancellationToken));
    }

    // Salt and deadline of an act are in no event. What brought the approvals has them, whoever it called and however that passed them on.
    private async Task<CouncilAct> FindAsync(Bytes32 digest, CouncilActRecord act, CancellationToken cancellationToken)
    {
        if (index.Database.Rocks.Get(index.Database.Receipts, ReceiptRow.KeyOf(act.Approved.Block, act.Approved.TransactionIndex)) is not { } row)
            throw new IndexCorruptException($"The index lacks the receipt of block {act.Approved.Block}, transaction {act.Approved.TransactionIndex}.");
        var input = await chain.ReadTransactionInputAsync(ReceiptRow.Decode(row).TransactionHash, read => Find(read.Span, digest, act) is not null, cancellationToken);
        return Find(input, digest, act) ?? throw new LedgerException(
            ErrorCode.ArgumentMissing,
            $"The transaction that brought the act {digest} does not carry it as it was signed, so this node cannot tell its salt and deadline.",
            "Give the act's salt and deadline.",
            "council_act_salt");
    }

    private static CouncilAct? Given(SettleRequest request, CouncilActRecord act)
    {
        if (request.CouncilActSalt.IsEmpty && request.CouncilActDeadline == 0) return null;
        return request.CouncilActSalt.Length == Bytes32.SizeBytes
            ? new CouncilAct(act.Target, act.Data.ToArray(), new Bytes32(request.CouncilActSalt.Span), request.CouncilActDeadline, act.Document)
            : throw new LedgerException(ErrorCode.ArgumentInvalid, $"A salt has {Bytes32.SizeBytes} bytes, not {request.CouncilActSalt.Length}.", "Give salt and deadline as they were signed.", "council_act_salt");
    }

    // The ABI puts target, place of the data, salt, deadline and document side by side. Target and document are known; what stands between them
    // is the act's if its digest says so. Calldata of another contract may have it at any place.
    private CouncilAct? Find(ReadOnlySpan<byte> calldata, Bytes32 digest, CouncilActRecord act)
    {
        Span<byte> target = stackalloc byte[Bytes32.SizeBytes];
        target.Clear();
        act.Target.Span.CopyTo(target[^Address.SizeBytes..]);
        var candidates = 0;
        for (var rest = calldata; candidates < MaxCandidates && rest.IndexOf(target) is >= 0 and var at && rest.Length - at >= ActHeadSizeBytes; rest = rest[(at + 1)..])
        {
            var head = rest.Slice(at, ActHeadSizeBytes);
            if (!head[DocumentOffset..].SequenceEqual(act.Document.Span) || head.Slice(DeadlineOffset, DeadlinePaddingSizeBytes).ContainsAnyExcept((byte)0)) continue;
            candidates++;
            var deadline = BinaryPrimitives.ReadUInt64BigEndian(head[(DeadlineOffset + DeadlinePaddingSizeBytes)..]);
            var found = new CouncilAct(act.Target, act.Data.ToArray(), new Bytes32(head.Slice(SaltOffset, Bytes32.SizeBytes)), deadline, act.Document);
            if (DigestOf(found) == digest) return found;
        }

        return null;
    }

    private Bytes32 DigestOf(CouncilAct act) => new LedgerMessage(act).DigestOn(network());

    private LedgerView Rows() => new(new LatestRows(index.Database));
}
