using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Anchors;

/// <summary>When a Merkle root of off-chain events was anchored, and by whom. A root that nobody anchored has no anchors, which is an answer.</summary>
internal static class AnchorQuery
{
    private const int KeySizeBytes = Bytes32.SizeBytes + sizeof(ulong) + sizeof(uint);

    /// <summary>One page of the anchors of a root, the first one first; later pages are of the first one's height, also after a restart.</summary>
    public static AnchorResponse Of(IndexView view, AnchorRequest request)
    {
        if (request.MerkleRoot.Length != Bytes32.SizeBytes)
            throw Refusals.Invalid("merkle_root", $"A Merkle root has {Bytes32.SizeBytes} bytes, not {request.MerkleRoot.Length}.", "Give the root as it was anchored.");
        var root = new Bytes32(request.MerkleRoot.Span);
        var page = PageRequest.Read(request.Page, $"anchor {root}");
        var cursor = Heights.Of(view, page.Token);
        var names = new PartnerNames(view.Rows);
        var answer = new AnchorResponse { Height = TokenStateMapper.MapHeight(cursor) };
        using var rows = view.Iterate(EntityKind.AnchorByRoot, ProjectionKeys.AnchorsOf(root).Span);
        byte[] last = [];
        for (var isValid = Begin(rows, page.Token); isValid && BlockOf(rows.Key) <= cursor.Number; isValid = rows.Next())
        {
            if (answer.Anchors.Count == page.Size)
            {
                answer.NextPageToken = page.Next(cursor.Number, last);
                return answer;
            }

            last = rows.Key.ToArray();
            answer.Anchors.Add(Map(Find(view, rows.Value), names));
        }

        return answer;
    }

    private static bool Begin(Native.RocksDb.RocksIterator rows, PageToken? token)
    {
        if (token is null) return rows.SeekToFirst();
        if (token.Position.Length != KeySizeBytes) throw Refusals.PageToken("it is not one that this node gave");
        return rows.Seek(token.Position) && (!rows.Key.SequenceEqual(token.Position) || rows.Next());
    }

    private static ulong BlockOf(ReadOnlySpan<byte> key) => key.Length == KeySizeBytes
        ? BinaryPrimitives.ReadUInt64BigEndian(key[Bytes32.SizeBytes..])
        : throw new IndexCorruptException($"The key of an anchor has {key.Length} bytes.");

    private static AnchorRecord Find(IndexView view, ReadOnlySpan<byte> row)
    {
        var (partner, seq) = (new PartnerId(BinaryPrimitives.ReadUInt32BigEndian(row)), BinaryPrimitives.ReadUInt32BigEndian(row[sizeof(uint)..]));
        return view.Rows.Anchor(partner, seq) ?? throw new IndexCorruptException($"The index lacks the batch that partner {partner} anchored with the seq {seq}.");
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
