using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Items;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Serials;

/// <summary>Which serials exist already.</summary>
internal static class KnownSerialsQuery
{
    /// <summary>The most serials of one request: as many as a run may have.</summary>
    public const int MaxSerials = 65_535;

    /// <summary>The known ones, in the order of the request.</summary>
    public static KnownSerialsResponse Known(IndexView view, KnownSerialsRequest request)
    {
        var gtin = Scopes.ReadGtin(request.Gtin);
        if (request.Serials.Count > MaxSerials)
            throw new LedgerException(ErrorCode.MessageTooLarge, $"{request.Serials.Count} serials were given.", $"Ask for at most {MaxSerials} at once.", "serials");
        var answer = new KnownSerialsResponse { Height = TokenStateMapper.MapHeight(view.Cursor) };
        foreach (var serial in request.Serials)
        {
            if (ItemResolver.FindUnit(view, gtin, serial, out var unit) > 0)
                answer.Known.Add(new KnownSerialsResponse.Types.Known { Serial = serial, Token = unit.Value });
        }

        return answer;
    }
}
