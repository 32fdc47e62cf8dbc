using Ledger.Api.V1;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Queries.Tokens;

/// <summary>Finds the block that a moment means.</summary>
internal static class BlockFinder
{
    /// <summary>The block of a request: as named, or the last at or before a time.</summary>
    public static ulong Find(IndexView view, AtRequest request) => request.MomentCase switch
    {
        AtRequest.MomentOneofCase.Block => request.Block <= view.Cursor.Number ? request.Block : throw Refusals.BlockUnknown($"{request.Block}", "block"),
        AtRequest.MomentOneofCase.Timestamp => FindByTime(view, request.Timestamp),
        _ => throw Refusals.Missing("moment"),
    };

    // Times never fall from block to block, so halving finds the last one in some thirty reads.
    private static ulong FindByTime(IndexView view, ulong timestamp)
    {
        var low = view.FirstBlock() ?? throw Refusals.BlockUnknown($"at {timestamp}", "timestamp");
        if (TimeOf(view, low) > timestamp) throw Refusals.BlockUnknown($"at or before the time {timestamp}", "timestamp");
        var high = view.Cursor.Number;
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (TimeOf(view, middle) <= timestamp) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private static ulong TimeOf(IndexView view, ulong number) =>
        view.TimestampSeconds(number) ?? throw new IndexCorruptException($"The index lacks block {number}.");
}
