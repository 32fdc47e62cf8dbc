using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Queries.Verify;

/// <summary>What is known of the end of a token, to be said after its status. Names no partner: anybody may ask for a verdict.</summary>
internal static class EndingWords
{
    /// <summary>Words to append; empty when the status says it all.</summary>
    public static string Of(IndexView view, ResolvedToken resolved) => view.Rows.Ending(resolved.Token) switch
    {
        { Status: TokenStatus.Exported } ending => $" to country {ending.ExportedTo:D3}",
        { Status: TokenStatus.Consumed } ending => $" (run {ending.ConsumedBy})",
        _ => "",
    };
}
