using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Holds;
using ApiStatus = Ledger.Api.V1.TokenStatus;
using Subject = Ledger.Api.V1.Subject;
using TokenStatus = Ledger.Contracts.Words.TokenStatus;

namespace Ledger.Node.Queries.Tokens;

/// <summary>Tells a token's state as the API does.</summary>
internal static class TokenStateMapper
{
    private static MappedHeight? Newest;

    /// <summary>The state of a token that exists.</summary>
    /// <param name="view">The index: identities, names and counts.</param>
    /// <param name="rows">The rows to resolve on: the view's own, or those of a block of the past.</param>
    /// <param name="resolved">The token.</param>
    /// <param name="names">Names partners.</param>
    public static TokenState Map(IndexView view, LedgerView rows, ResolvedToken resolved, PartnerNames names)
    {
        var token = resolved.Token;
        var run = token.IsFreeContainer ? default : rows.RunWord(token.Run);
        var told = !token.IsFreeContainer && view.Rows.TryRun(token.Run, out var record) ? record : null;
        var state = new TokenState
        {
            Token = token.Value,
            Level = (Level)token.Level,
            Identity = told is null ? new() : TokenIdentity.Of(view, token, told),
            Status = MapStatus(StatusOf(rows, resolved)),
            Owner = names.Of(resolved.Owner),
            Custodian = names.Of(resolved.Custodian),
            Parent = resolved.Path.Count == 0 ? 0 : resolved.Path[0].Value,
            Root = resolved.Root.Value,
            Seq = resolved.Word.Seq,
            Binds = resolved.Word.Binds,
            Lien = resolved.Lien.Value,
            Run = token.IsFreeContainer ? 0 : token.RunField,
            LotId = run.Lot.Value,
            ProductId = run.Product.Value,
            Units = UnitsInside(rows, resolved),
            Slot = ByteString.CopyFrom(resolved.Word.Word.ToBytes32().Span),
        };
        foreach (var ancestor in resolved.Path) state.Path.Add(MapPath(view, rows, ancestor, ancestor.Run == token.Run ? told : null));
        foreach (var hold in resolved.Holds) state.Restrictions.Add(MapRestriction(view, rows, hold));
        return state;
    }

    /// <summary>The height of an answer. The answers of one height share the message: nobody may change it.</summary>
    public static Height MapHeight(IndexCursor cursor)
    {
        if (Volatile.Read(ref Newest) is { } known && ReferenceEquals(known.Cursor, cursor)) return known.Height;
        var height = new Height
        {
            Number = cursor.Number,
            Hash = ByteString.CopyFrom(cursor.Hash.Span),
            Timestamp = cursor.TimestampSeconds,
            Digest = ByteString.CopyFrom(cursor.Digest.Span),
        };
        Volatile.Write(ref Newest, new(cursor, height));
        return height;
    }

    /// <summary>A status; the API's numbers are one above the contract's.</summary>
    public static ApiStatus MapStatus(TokenStatus status) => (ApiStatus)((int)status + 1);

    // What is inside a token in transit travels with it.
    private static TokenStatus StatusOf(LedgerView rows, ResolvedToken resolved) =>
        resolved.Status == TokenStatus.Active && resolved.Path.Count > 0 ? rows.Token(resolved.Root).Status : resolved.Status;

    private static uint UnitsInside(LedgerView rows, ResolvedToken resolved)
    {
        if (resolved.Token.Level == TokenLevel.Unit) return 1;
        Span<LotUnitCount> lots = stackalloc LotUnitCount[TokenTree.MaximumLots];
        var count = new TokenTree(rows).UnitsInside(resolved.Token, lots);
        ulong units = 0;
        foreach (var lot in lots[..count]) units += lot.Units;
        return (uint)units;
    }

    // An ancestor is of the token's run, which has been read, or a container, or of another run.
    private static TokenState.Types.PathEntry MapPath(IndexView view, LedgerView rows, TokenId ancestor, RunRecord? run) => new()
    {
        Token = ancestor.Value,
        Level = (Level)ancestor.Level,
        Seq = rows.Token(ancestor).Seq,
        Sscc = !ancestor.IsFreeContainer && (run is not null || view.Rows.TryRun(ancestor.Run, out run)) ? TokenIdentity.SsccOf(run, ancestor) : "",
    };

    private static Restriction MapRestriction(IndexView view, LedgerView rows, HoldInForce hold)
    {
        rows.TryHold(hold.Hold, out var record);
        return new()
        {
            Kind = HoldMapper.MapKind(record?.Word.Kind ?? HoldKind.None),
            Id = hold.Hold.Value,
            On = MapTarget(hold.Through, hold.Target),
            RecallClass = record?.Word.Kind == HoldKind.Recall ? record.Word.Class : 0u,
            Reason = record is null ? "" : HoldText.ReasonOf(view, hold.Hold, record),
        };
    }

    /// <summary>What a hold hangs on; a range of units hangs on its run.</summary>
    public static Subject MapTarget(HoldScope scope, ulong target) => scope switch
    {
        HoldScope.Product => new() { Kind = SubjectKind.Product, Id = target },
        HoldScope.Lot => new() { Kind = SubjectKind.Lot, Id = target },
        HoldScope.Range => new() { Kind = SubjectKind.Token, Id = TokenId.RootOf(new((uint)target)).Value },
        _ => new() { Kind = SubjectKind.Token, Id = target },
    };

    private sealed record MappedHeight(IndexCursor Cursor, Height Height);
}
