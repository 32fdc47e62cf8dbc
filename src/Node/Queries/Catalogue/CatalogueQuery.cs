using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Projection;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Items;
using Ledger.Node.Queries.Recalls;
using Ledger.Node.Queries.Tokens;
using Ledger.Node.Queries.Verify;

namespace Ledger.Node.Queries.Catalogue;

/// <summary>Products and lots.</summary>
internal static class CatalogueQuery
{
    /// <summary>The most runs of a lot that are listed.</summary>
    public const int MaxListedRuns = 10_000;

    /// <summary>One product.</summary>
    public static ProductResponse Product(IndexView view, ProductRequest request)
    {
        var gtin = Scopes.ReadGtin(request.Gtin);
        if (!view.Rows.TryFindProduct(gtin, out var id) || !view.Rows.TryProduct(id, out var product)) throw Refusals.GtinNotRegistered(gtin, "gtin");
        return new()
        {
            Id = id.Value,
            Gtin = TokenIdentity.FormatGtin(gtin),
            Issuer = new PartnerNames(view.Rows).Of(product.Issuer),
            Seq = product.Word.Seq,
            Height = TokenStateMapper.MapHeight(view.Cursor),
        };
    }

    /// <summary>One lot with its runs and recalls in force.</summary>
    public static LotResponse Lot(IndexView view, LotRequest request)
    {
        var id = Scopes.FindLot(view, request.Gtin, request.Lot);
        if (!view.Rows.TryLot(id, out var lot)) throw Refusals.LotUnknown(Scopes.ReadGtin(request.Gtin), request.Lot, "lot");
        var names = new PartnerNames(view.Rows);
        var units = view.Rows.LotUnits(id);
        var answer = new LotResponse
        {
            Id = id.Value,
            Gtin = TokenIdentity.FormatGtin(lot.Gtin),
            Lot = lot.Code,
            Expiry = TokenIdentity.FormatExpiry(lot.Word.ExpirySeconds),
            Issuer = names.Of(lot.Word.Issuer),
            CommissionedUnits = units.Commissioned,
            DispensedUnits = units.Dispensed,
            Seq = lot.Word.Seq,
            Height = TokenStateMapper.MapHeight(view.Cursor),
        };
        if (lot.Markets != Bytes32.Zero) answer.Markets.Add(MarketsQuery.Codes(view, lot.Markets));
        foreach (var (hold, record) in RecallMapper.InForceOn(view, view.Rows, id, lot)) answer.Recalls.Add(RecallMapper.Map(hold, record, names));
        using var runs = view.Iterate(EntityKind.LotRun, ProjectionKeys.Lot(id).Span);
        for (var isValid = runs.SeekToFirst(); isValid && answer.Runs.Count < MaxListedRuns; isValid = runs.Next())
            AddRun(view, BinaryPrimitives.ReadUInt32BigEndian(runs.Key[sizeof(uint)..]), answer);
        return answer;
    }

    private static void AddRun(IndexView view, uint id, LotResponse answer)
    {
        if (!view.Rows.TryRun(new(id), out var run)) return;
        answer.Runs.Add(new LotResponse.Types.Run
        {
            Id = id,
            Units = run.Word.Count,
            UnitsPerCase = run.Word.UnitsPerCase,
            CasesPerPallet = run.Word.CasesPerPallet,
            Block = run.Commissioned.Block,
            BlobHash = ByteString.CopyFrom(run.SerialsHash.Span),
        });
    }
}
