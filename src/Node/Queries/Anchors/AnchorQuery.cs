using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Anchors;

/// <summary>When a Merkle root of off-chain events was anchored, and by whom. A root that nobody anchored has no anchors, which is an answer.</summary>
internal static class AnchorQuery
{
    /// <summary>The most batches that are looked through for further anchors of a root. The first one is found without a search.</summary>
    public const int MaxScanned = 100_000;

    /// <summary>The anchors of a root, the first one first.</summary>
    public static AnchorResponse Of(IndexView view, AnchorRequest request)
    {
        if (request.MerkleRoot.Length != Bytes32.SizeBytes)
            throw Refusals.Invalid("merkle_root", $"A Merkle root has {Bytes32.SizeBytes} bytes, not {request.MerkleRoot.Length}.", "Give the root as it was anchored.");
        var root = new Bytes32(request.MerkleRoot.Span);
        var names = new PartnerNames(view.Rows);
        var answer = new AnchorResponse { Height = TokenStateMapper.MapHeight(view.Cursor) };
        if (view.Rows.Anchor(root) is not { } first) return answer;
        answer.Anchors.Add(Map(first, names));
        answer.Anchors.Add(Further(view, first).OrderBy(anchor => (anchor.Event.Block, anchor.Event.LogIndex)).Select(anchor => Map(anchor, names)));
        return answer;
    }

    private static List<AnchorRecord> Further(IndexView view, AnchorRecord first)
    {
        var found = new List<AnchorRecord>();
        using var rows = view.Iterate(EntityKind.Anchor, []);
        var scanned = 0;
        for (var isValid = rows.SeekToFirst(); isValid && scanned < MaxScanned; isValid = rows.Next(), scanned++)
        {
            var record = AnchorRecord.Read(rows.Value);
            if (record.MerkleRoot == first.MerkleRoot && record.Event != first.Event) found.Add(record);
        }

        return found;
    }

    private static AnchorResponse.Types.Anchor Map(AnchorRecord record, PartnerNames names) => new()
    {
        Partner = names.Of(record.Partner),
        MerkleRoot = ByteString.CopyFrom(record.MerkleRoot.Span),
        Count = record.Count,
        PartnerSeq = record.Seq,
        Block = record.Event.Block,
        Timestamp = record.TimestampSeconds,
    };
}
