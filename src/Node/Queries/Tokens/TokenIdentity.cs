using System.Globalization;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Gs1.DigitalLinks;
using Ledger.Gs1.Keys;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Queries.Tokens;

/// <summary>The GS1 identity of tokens.</summary>
internal static class TokenIdentity
{
    private const int SsccBodyDigits = Sscc.DigitCount - 1;

    /// <summary>A token's identity; empty for a free container.</summary>
    public static Identity Of(IndexView view, TokenId token) => token.IsFreeContainer || !view.Rows.TryRun(token.Run, out var run) ? new() : Of(view, token, run);

    /// <summary>The identity of a token of a run.</summary>
    public static Identity Of(IndexView view, TokenId token, RunRecord run) => Of(view, token, run, view.Rows.TryLot(run.Word.Lot, out var lot) ? lot : null);

    /// <summary>The identity of a token of a run, of which the lot was read before.</summary>
    public static Identity Of(IndexView view, TokenId token, RunRecord run, LotRecord? lot)
    {
        var identity = new Identity { Gtin = FormatGtin(run.Gtin), Sscc = SsccOf(run, token) };
        if (lot is not null) (identity.Lot, identity.Expiry) = (lot.Code, FormatExpiry(lot.Word.ExpirySeconds));
        if (token.Level == TokenLevel.Unit) identity.Serial = view.Serial(token) ?? "";
        identity.DigitalLink = LinkOf(identity);
        return identity;
    }

    /// <summary>The SSCC that the run's layout gives a case or pallet; empty when there is none.</summary>
    public static string SsccOf(RunRecord run, TokenId token)
    {
        var first = token.Level switch
        {
            TokenLevel.Case => run.FirstCaseSscc,
            TokenLevel.Pallet => run.FirstPalletSscc,
            _ => 0UL,
        };
        if (first == 0) return "";
        var body = ((first / 10) + token.Index).ToString($"D{SsccBodyDigits}", CultureInfo.InvariantCulture);
        return body.Length == SsccBodyDigits ? body + CheckDigit.Compute(body) : "";
    }

    /// <summary>14 digits.</summary>
    public static string FormatGtin(ulong gtin) => gtin.ToString("D14", CultureInfo.InvariantCulture);

    /// <summary>The last day on which the lot may be supplied, ISO.</summary>
    /// <param name="expirySeconds">The first second at which it is expired.</param>
    public static string FormatExpiry(uint expirySeconds) => expirySeconds == 0 ? "" : LastDay(expirySeconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The last day on which the lot may be supplied.</summary>
    /// <param name="expirySeconds">The first second at which it is expired; not 0, which is none.</param>
    public static DateOnly LastDay(uint expirySeconds) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(expirySeconds - 1L).UtcDateTime);

    private static string LinkOf(Identity identity)
    {
        if (identity.Serial.Length > 0 && Sgtin.TryCreate(identity.Gtin, identity.Serial, out var unit, out _)) return DigitalLink.Format(unit);
        return identity.Sscc.Length > 0 && Sscc.TryParse(identity.Sscc, out var sscc, out _) ? DigitalLink.Format(sscc) : "";
    }
}
