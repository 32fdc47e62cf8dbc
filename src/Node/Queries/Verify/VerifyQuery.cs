using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Gs1.ElementStrings;
using Ledger.Gs1.Keys;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Holds;
using Ledger.Node.Queries.Items;
using Ledger.Node.Queries.Tokens;
using TokenStatus = Ledger.Contracts.Words.TokenStatus;

namespace Ledger.Node.Queries.Verify;

/// <summary>Judges a scanned code: authentic or not, and what speaks against supplying it now.</summary>
internal sealed class VerifyQuery(TimeProvider timeProvider)
{
    private static readonly Dictionary<HoldKind, (VerdictReason Reason, string Words)> HoldReasons = new()
    {
        [HoldKind.Recall] = (VerdictReason.Recalled, "recalled"),
        [HoldKind.Quarantine] = (VerdictReason.Quarantined, "under quarantine"),
        [HoldKind.Dispute] = (VerdictReason.Disputed, "in dispute"),
    };

    private static readonly Dictionary<TokenStatus, (VerdictReason Reason, string Words)> StatusReasons = new()
    {
        [TokenStatus.InTransit] = (VerdictReason.InTransit, "in transit; its receipt is not signed yet"),
        [TokenStatus.Dispensed] = (VerdictReason.Dispensed, "already dispensed"),
        [TokenStatus.Destroyed] = (VerdictReason.Destroyed, "destroyed"),
        [TokenStatus.Exported] = (VerdictReason.Exported, "exported"),
        [TokenStatus.Consumed] = (VerdictReason.Consumed, "used up in another product"),
        [TokenStatus.Lost] = (VerdictReason.Lost, "reported lost"),
        [TokenStatus.Stolen] = (VerdictReason.Stolen, "reported stolen"),
    };

    /// <summary>Judges a code. A code that cannot be read is a verdict, not an error.</summary>
    public VerifyResponse Verify(IndexView view, VerifyRequest request)
    {
        var answer = new VerifyResponse { Height = TokenStateMapper.MapHeight(view.Cursor) };
        var code = request.Code.Trim();
        if (code.Length == 0) throw Refusals.Missing("code");
        if (!TryRead(code, out var item, out var error))
        {
            var isDigit = string.Equals(error.Code, Gs1ErrorCode.CheckDigit, StringComparison.Ordinal);
            Conclude(answer, Verdict.Unreadable, isDigit ? VerdictReason.CheckDigitWrong : VerdictReason.CodeUnreadable, $"{error.Message} {error.Cure}");
            return answer;
        }

        if (!TryFind(view, item, answer, out var token, out var copies)) return answer;
        if (!new TokenResolver(view.Rows).TryResolve(token, out var resolved))
        {
            if (item.Gtin is { } gtin) answer.Identity = AsScanned(gtin, item);
            Conclude(answer, Verdict.NotAuthentic, VerdictReason.SerialUnknown, "The ledger has no such token.");
            return answer;
        }

        LotRecord? lot = null;
        answer.Token = token.Value;
        if (!token.IsFreeContainer && view.Rows.TryRun(token.Run, out var run))
        {
            if (view.Rows.TryLot(run.Word.Lot, out var found)) lot = found;
            answer.Identity = TokenIdentity.Of(view, token, run, lot);
        }
        else
        {
            answer.Identity = new();
        }

        Judge(view, request, item, resolved, lot, copies, answer);
        return answer;
    }

    // A GTIN alone is read as one here, since a scanner gives it; elsewhere digits are a token id.
    private static bool TryRead(string code, out Item item, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Gs1Error? error)
    {
        if (code.Length > ItemResolver.MaxLength)
        {
            (item, error) = (default, new(Gs1ErrorCode.Length, "code", -1, "The code is too long.", $"Give at most {ItemResolver.MaxLength} characters."));
            return false;
        }

        if (code.Length is not (8 or 12 or 13 or 14) || code.AsSpan().ContainsAnyExceptInRange('0', '9')) return ItemParser.TryParse(code, out item, out error);
        var isRead = Gtin.TryParse(code, out var gtin, out error);
        item = isRead ? new() { Gtin = (ulong)gtin.Value } : default;
        return isRead;
    }

    private static bool TryFind(IndexView view, Item item, VerifyResponse answer, out TokenId token, out int copies)
    {
        (token, copies) = (item.Token ?? default, 1);
        if (item.Token is not null) return true;
        if (item.Sscc is { } sscc)
        {
            if (ItemResolver.FindSscc(view, sscc) is { } container)
            {
                token = container;
                return true;
            }

            return Conclude(answer, Verdict.NotAuthentic, VerdictReason.SerialUnknown, "No logistic unit has this SSCC.");
        }

        if (item.Gtin is not { } gtin) return Conclude(answer, Verdict.Unreadable, VerdictReason.CodeUnreadable, "The code names neither a product nor a logistic unit. Scan the 2D code on the pack.");
        var isRegistered = view.Rows.TryFindProduct(gtin, out _);
        if (isRegistered && item.Serial is { } known && (copies = ItemResolver.FindUnit(view, gtin, known, out token)) > 0) return true;
        answer.Identity = AsScanned(gtin, item);
        if (!isRegistered) return Conclude(answer, Verdict.NotAuthentic, VerdictReason.GtinNotRegistered, $"No product is registered with the GTIN {gtin:D14}.");
        if (item.Serial is not { } serial) return Conclude(answer, Verdict.Unreadable, VerdictReason.SerialMissing, "The code has no serial (AI 21). Scan the 2D code on the pack.");
        return Conclude(answer, Verdict.NotAuthentic, VerdictReason.SerialUnknown, $"No unit of {gtin:D14} has the serial '{serial}'.");
    }

    private static Identity AsScanned(ulong gtin, Item item) => new() { Gtin = TokenIdentity.FormatGtin(gtin), Serial = item.Serial ?? "" };

    private void Judge(IndexView view, VerifyRequest request, Item item, ResolvedToken resolved, LotRecord? lot, int copies, VerifyResponse answer)
    {
        var run = resolved.Token.IsFreeContainer ? default : view.Rows.RunWord(resolved.Token.Run);
        if (lot is not null && !MatchesPrint(item, lot, answer))
        {
            answer.Verdict = Verdict.NotAuthentic;
            return;
        }

        if (copies > 1) Add(answer, VerdictReason.SerialDuplicate, "The serial was commissioned more than once; one of the packs is not what it claims.");
        var status = resolved.Status == TokenStatus.Active && resolved.Path.Count > 0 ? view.Rows.Token(resolved.Root).Status : resolved.Status;
        if (StatusReasons.TryGetValue(status, out var reason)) Add(answer, reason.Reason, $"It is {reason.Words}{EndingWords.Of(view, resolved)}.");
        foreach (var hold in resolved.Holds) AddHold(view, hold, run, answer);
        if (lot is not null && timeProvider.GetUtcNow().ToUnixTimeSeconds() >= lot.Word.ExpirySeconds && lot.Word.ExpirySeconds != 0)
            Add(answer, VerdictReason.Expired, $"It expired after {TokenIdentity.FormatExpiry(lot.Word.ExpirySeconds)}.");
        if (lot is not null && request.Market != 0 && !MarketsQuery.Allow(view, lot.Markets, request.Market))
            Add(answer, VerdictReason.MarketNotIntended, $"The lot is not intended for the market {request.Market:D3}.");
        answer.Verdict = answer.Reasons.Count == 0 ? Verdict.Ok : Verdict.Blocked;
        if (answer.Reasons.Count == 0) Add(answer, VerdictReason.Authentic, "Authentic, and nothing speaks against supplying it.");
    }

    // Lot and expiry are on the pack in plain sight, so a copy that got them wrong is no genuine pack.
    private bool MatchesPrint(Item item, LotRecord lot, VerifyResponse answer)
    {
        var before = answer.Reasons.Count;
        if (item.Lot is { } code && !string.Equals(code, lot.Code, StringComparison.Ordinal))
            Add(answer, VerdictReason.LotMismatch, $"The code says lot '{code}', the unit was commissioned in lot '{lot.Code}'.");
        if (item.Expiry is { } expiry && lot.Word.ExpirySeconds != 0
            && Gs1Date.TryParse(expiry, DateOnly.FromDateTime(timeProvider.GetUtcNow().UtcDateTime), out var date)
            && date != TokenIdentity.LastDay(lot.Word.ExpirySeconds))
        {
            Add(answer, VerdictReason.ExpiryMismatch, $"The code says expiry {date:yyyy-MM-dd}, the lot expires after {TokenIdentity.FormatExpiry(lot.Word.ExpirySeconds)}.");
        }

        return answer.Reasons.Count == before;
    }

    // A hold of another lot or product than its own binds it through what it was made of.
    private static void AddHold(IndexView view, HoldInForce hold, RunWord run, VerifyResponse answer)
    {
        if (!view.Rows.TryHold(hold.Hold, out var record) || !HoldReasons.TryGetValue(record.Word.Kind, out var reason)) return;
        var isOfSource = run.Sources > 0
            && ((hold.Through == HoldScope.Lot && hold.Target != run.Lot.Value) || (hold.Through == HoldScope.Product && hold.Target != run.Product.Value));
        var subject = isOfSource ? "What it was made of" : "It";
        var text = HoldText.ReasonOf(view, hold.Hold, record);
        Add(answer, reason.Reason, text.Length == 0 ? $"{subject} is {reason.Words}." : $"{subject} is {reason.Words}: {text}");
    }

    private static bool Conclude(VerifyResponse answer, Verdict verdict, VerdictReason reason, string message)
    {
        answer.Verdict = verdict;
        Add(answer, reason, message);
        return false;
    }

    private static void Add(VerifyResponse answer, VerdictReason reason, string message) =>
        answer.Reasons.Add(new VerifyResponse.Types.Reason { Code = reason, Message = message });
}
