using Ledger.Api.V1;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Alerts;

/// <summary>Findings outside the digest, oldest first.</summary>
internal static class AlertsQuery
{
    /// <summary>The scope of page tokens.</summary>
    public const string Scope = "alerts";

    /// <summary>One page of a pinned view.</summary>
    public static AlertsResponse Alerts(IndexView view, PageRequest page)
    {
        var answer = new AlertsResponse { Height = TokenStateMapper.MapHeight(view.Cursor) };
        using var rows = view.IterateAlerts();
        answer.NextPageToken = PageWalker.Walk(view, rows, page, (key, value) =>
        {
            var alert = AlertRow.Decode(value);
            var told = new AlertsResponse.Types.Alert { Id = AlertRow.IdOf(key), Code = alert.Code, Message = alert.Message, Block = alert.Block };
            told.Tokens.Add(alert.Tokens.Select(token => token.Value));
            answer.Alerts.Add(told);
            return true;
        });
        return answer;
    }
}
