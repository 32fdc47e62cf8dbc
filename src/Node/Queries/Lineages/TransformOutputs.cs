using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Queries.Lineages;

/// <summary>The runs that transforms made.</summary>
internal static class TransformOutputs
{
    /// <summary>The most runs made of one lot that are looked at.</summary>
    public const int MaxRuns = 10_000;

    /// <summary>The runs that were made of a lot, directly or over generations.</summary>
    public static IReadOnlyList<RunId> Of(IndexView view, LotId source)
    {
        var runs = new List<RunId>();
        using var rows = view.Iterate(EntityKind.RunBySource, ProjectionKeys.Lot(source).Span);
        for (var isValid = rows.SeekToFirst(); isValid && runs.Count < MaxRuns; isValid = rows.Next())
            runs.Add(new(BinaryPrimitives.ReadUInt32BigEndian(rows.Key[sizeof(uint)..])));
        return runs;
    }

    /// <summary>Whether units of a range of a run went into another run directly: one seek.</summary>
    public static bool Consumed(IndexView view, RunId output, RunId run, uint first, uint last)
    {
        using var rows = view.Iterate(EntityKind.RunInput, ProjectionKeys.Run(output).Span);
        return rows.Seek(ProjectionKeys.RunInput(output, TokenId.UnitOf(run, first)).Span)
            && BinaryPrimitives.ReadUInt64BigEndian(rows.Key[sizeof(uint)..]) <= TokenId.UnitOf(run, last).Value;
    }
}
