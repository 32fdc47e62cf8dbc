using Ledger.Contracts.Ids;

namespace Ledger.Node.Queries.Trace;

/// <summary>The words for what an event came through.</summary>
internal static class TraceVia
{
    /// <summary>The token itself.</summary>
    public const string Own = "own";

    /// <summary>Its lot.</summary>
    public const string Lot = "lot";

    /// <summary>Its product.</summary>
    public const string Product = "product";

    /// <summary>An ancestor of a level.</summary>
    public static string Of(TokenLevel level) => level switch
    {
        TokenLevel.Case => "case",
        TokenLevel.Pallet => "pallet",
        TokenLevel.Run => "run",
        _ => "container",
    };
}
