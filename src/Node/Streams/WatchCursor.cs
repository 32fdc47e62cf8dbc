using System.Globalization;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Streams;

/// <summary>A place in the stream of events, as readers keep it: <c>1-BLOCK-LOG</c>.</summary>
internal static class WatchCursor
{
    private const string Version = "1";

    /// <summary>Writes the cursor after an event.</summary>
    public static string Write(EventPosition position) => string.Create(CultureInfo.InvariantCulture, $"{Version}-{position.Block}-{position.LogIndex}");

    /// <summary>Reads a cursor.</summary>
    /// <exception cref="LedgerException">It is none.</exception>
    public static EventPosition Read(string cursor) =>
        cursor.Split('-', 4) is [Version, var block, var log]
        && ulong.TryParse(block, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && uint.TryParse(log, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && number < ulong.MaxValue
            ? new(number, index)
            : throw new LedgerException(
                ErrorCode.PageTokenInvalid, "The cursor is none of this service.", "Give a cursor as it came with an event, or none and a block to start from.", "cursor");
}
