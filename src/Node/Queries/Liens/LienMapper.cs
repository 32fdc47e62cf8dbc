using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Liens;

/// <summary>Tells liens as the API does.</summary>
internal static class LienMapper
{
    /// <summary>The most tokens of a lien that are counted.</summary>
    public const int MaxCountedTokens = 100_000;

    /// <summary>Maps a lien.</summary>
    public static Lien Map(IndexView view, LienId id, LienRecord record, PartnerNames names)
    {
        var lien = new Lien
        {
            Id = id.Value,
            State = (Lien.Types.State)record.Word.State,
            Debtor = names.Of(record.Word.Debtor),
            Financier = names.Of(record.Word.Financier),
            Policy = (uint)record.Word.Policy,
            Maturity = record.Word.MaturitySeconds,
            NoticePeriodSeconds = record.Word.NoticeSeconds,
            TermsHash = ByteString.CopyFrom(record.Terms.Span),
            Tokens = record.Word.IsAlive ? CountTokens(view, id) : 0,
            Seq = record.Word.Seq,
            CreatedBlock = record.Created.Block,
            DefaultedRank = record.Word.DefaultedRank,
            NoticeEnds = record.Word.NoticeEndsSeconds,
        };
        lien.Claims.Add(record.Claims.Select(claim => new Lien.Types.Claim
        {
            Rank = claim.Rank,
            Financier = names.Of(claim.Financier),
            Maturity = claim.MaturitySeconds,
            NoticePeriodSeconds = claim.NoticeSeconds,
            TermsHash = ByteString.CopyFrom(claim.Terms.Span),
        }));
        return lien;
    }

    private static uint CountTokens(IndexView view, LienId id)
    {
        using var rows = view.Iterate(EntityKind.LienToken, ProjectionKeys.Lien(id).Span);
        var count = 0u;
        for (var isValid = rows.SeekToFirst(); isValid && count < MaxCountedTokens; isValid = rows.Next()) count++;
        return count;
    }
}
