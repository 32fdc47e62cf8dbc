using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Queries.Trace;

/// <summary>One event of a trace, before it is decoded.</summary>
/// <param name="Subject">Whose event it is.</param>
/// <param name="Seq">The subject's seq after it.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Via">`own`, or what it came through.</param>
/// <param name="ViaToken">The ancestor it came through; none for the token itself, its lot and its product.</param>
internal readonly record struct TraceItem(Subject Subject, uint Seq, EventRef Place, string Via, TokenId ViaToken)
{
    /// <summary>The place in the order of the chain.</summary>
    public EventPosition Position => new(Place.Block, Place.LogIndex);
}
