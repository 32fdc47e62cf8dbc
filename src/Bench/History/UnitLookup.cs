using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;

namespace Ledger.Bench.History;

/// <summary>Serial to token to owner, as a query does it.</summary>
internal static class UnitLookup
{
    /// <summary>Finds a unit and says what it is.</summary>
    /// <exception cref="InvalidOperationException">The serial is unknown or not unique.</exception>
    public static (TokenId Unit, TokenStatus Status, PartnerId Owner, PartnerId Custodian) Find(IndexView view, ulong gtin, ReadOnlySpan<byte> serial)
    {
        if (view.FindUnits(gtin, serial, out var unit) != 1) throw new InvalidOperationException("A serial of the history is not found, or not once.");
        if (view.Tree.Status(unit) is TokenStatus.Dispensed) return (unit, TokenStatus.Dispensed, default, default);
        var root = view.Rows.Token(view.Tree.Root(unit));
        return (unit, root.Status, root.Owner, root.Custodian);
    }

    /// <summary>Holds the index against what the model expects.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Check(LedgerIndex index, IReadOnlyList<ExpectedUnit> expected)
    {
        using var views = new IndexViews(index, TimeProvider.System);
        using var view = views.Open() ?? throw new InvalidOperationException("The index is empty.");
        Span<byte> buffer = stackalloc byte[32];
        foreach (var unit in expected)
        {
            var serial = SerialOf(unit.Run, unit.Unit.Index, buffer);
            var found = Find(view, unit.Run.Product.Gtin, serial);
            if (found != (unit.Unit, unit.Status, unit.Owner, unit.Custodian))
                throw new InvalidOperationException($"The index says {found} of {unit.Unit}, the model {unit.Status} with {unit.Owner} and {unit.Custodian}.");
        }
    }

    /// <summary>A unit's serial, made again.</summary>
    public static Span<byte> SerialOf(GeneratedRun run, uint index, Span<byte> buffer)
    {
        var serial = buffer[..run.Product.Shape.Width];
        run.Product.Shape.Write(run.FirstUnit + index, serial);
        return serial;
    }
}
