using System.Buffers.Binary;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Items;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Recalls;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Lineages;

/// <summary>What a run was made of, and what was made of it.</summary>
internal static class LineageQuery
{
    /// <summary>The most runs that are listed as outputs.</summary>
    public const int MaxOutputs = 1_000;

    /// <summary>One page of a pinned view; pages go through the units that were consumed.</summary>
    public static LineageResponse Of(IndexView view, LineageRequest request, PageRequest page)
    {
        var token = ItemResolver.Resolve(view, request.Item);
        var answer = new LineageResponse
        {
            Token = token.Value,
            Identity = TokenIdentity.Of(view, token),
            Height = TokenStateMapper.MapHeight(view.Cursor),
            ConsumedByRun = view.Rows.Ending(token)?.ConsumedBy.Value ?? 0,
        };
        if (token.IsFreeContainer) return answer;
        foreach (var source in view.Rows.SourcesOf(token.Run)) answer.Sources.Add(Map(view, source));
        AddOutputs(view, token.Run, answer);
        answer.NextPageToken = PageWalker.Walk(view, EntityKind.RunInput, ProjectionKeys.Run(token.Run).Span, page, (key, _) =>
        {
            answer.Consumed.Add(BinaryPrimitives.ReadUInt64BigEndian(key[sizeof(uint)..]));
            return true;
        });
        return answer;
    }

    private static LineageResponse.Types.SourceLot Map(IndexView view, LotId source)
    {
        var told = new LineageResponse.Types.SourceLot { LotId = source.Value };
        if (!view.Rows.TryLot(source, out var lot)) return told;
        told.Gtin = TokenIdentity.FormatGtin(lot.Gtin);
        told.Lot = lot.Code;
        told.Recalled = RecallMapper.InForceOn(view, view.Rows, source, lot).Count > 0;
        return told;
    }

    private static void AddOutputs(IndexView view, RunId run, LineageResponse answer)
    {
        var outputs = TransformOutputs.Of(view, view.Rows.RunWord(run).Lot);
        var last = view.Rows.RunWord(run).Count - 1;
        foreach (var output in outputs)
        {
            if (answer.Outputs.Count == MaxOutputs) return;
            if (TransformOutputs.Consumed(view, output, run, 0, last)) answer.Outputs.Add(output.Value);
        }
    }
}
