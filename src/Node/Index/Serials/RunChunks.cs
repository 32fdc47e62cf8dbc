using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;

namespace Ledger.Node.Index.Serials;

/// <summary>Cuts a run's serials into chunks.</summary>
internal static class RunChunks
{
    private static readonly SerialCodec[] Codecs = Enum.GetValues<SerialCodec>();

    /// <summary>Makes the rows of all chunks of a run.</summary>
    /// <returns>The rows on end, and where each ends.</returns>
    public static (byte[] Rows, int[] Ends) Encode(RunId run, ulong gtin, SerialList list)
    {
        var codec = SmallestCodec(list);
        var ends = new int[(list.Count + RunChunk.Size - 1) / RunChunk.Size];
        var blobs = new byte[ends.Length][];
        var size = 0;
        for (var place = 0; place < ends.Length; place++)
        {
            var start = place * RunChunk.Size;
            blobs[place] = list.Slice(start, Math.Min(RunChunk.Size, list.Count - start)).Encode(codec);
            ends[place] = size += RunChunk.HeaderSizeBytes + blobs[place].Length;
        }

        var rows = new byte[size];
        var rest = rows.AsSpan();
        for (var place = 0; place < blobs.Length; place++)
        {
            RunChunk.WriteHeader(rest, run, place, gtin);
            blobs[place].CopyTo(rest[RunChunk.HeaderSizeBytes..]);
            rest = rest[(RunChunk.HeaderSizeBytes + blobs[place].Length)..];
        }

        return (rows, ends);
    }

    /// <summary>One codec for all chunks, chosen by the first: a run's serials are of one make.</summary>
    private static SerialCodec SmallestCodec(SerialList list)
    {
        var sample = list.Slice(0, Math.Min(list.Count, RunChunk.Size));
        return Codecs.Where(list.CanEncode).MinBy(codec => sample.Encode(codec).Length);
    }
}
