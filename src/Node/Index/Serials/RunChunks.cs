using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;
using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Serials;

/// <summary>Cuts a run's serials into chunks.</summary>
internal static class RunChunks
{
    /// <summary>Puts all chunks of a run into a batch.</summary>
    public static void Put(SerialRows rows, WriteBatch batch, RunId run, ulong gtin, SerialList list, uint firstChunk)
    {
        var codec = SmallestCodec(list);
        Span<byte> header = stackalloc byte[RunChunk.HeaderSizeBytes];
        for (var start = 0; start < list.Count; start += RunChunk.Size)
        {
            var place = start / RunChunk.Size;
            var blob = list.Slice(start, Math.Min(RunChunk.Size, list.Count - start)).Encode(codec);
            RunChunk.WriteHeader(header, run, place, gtin);
            rows.PutChunk(batch, firstChunk + (uint)place, [.. header, .. blob]);
        }
    }

    /// <summary>One codec for all chunks, chosen by the first: a run's serials are of one make.</summary>
    private static SerialCodec SmallestCodec(SerialList list)
    {
        var sample = list.Slice(0, Math.Min(list.Count, RunChunk.Size));
        return Enum.GetValues<SerialCodec>().Where(list.CanEncode).MinBy(codec => sample.Encode(codec).Length);
    }
}
