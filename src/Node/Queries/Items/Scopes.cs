using Ledger.Contracts.Ids;
using Ledger.Gs1.Keys;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Queries.Items;

/// <summary>Finds the product and lot that a request is restricted to.</summary>
internal static class Scopes
{
    /// <summary>Product and lot; null where the request does not say.</summary>
    public static (ProductId? Product, LotId? Lot) Find(IndexView view, string gtin, string lot)
    {
        if (gtin.Length == 0) return lot.Length == 0 ? (null, null) : throw Refusals.Missing("gtin");
        var number = ReadGtin(gtin);
        if (!view.Rows.TryFindProduct(number, out var product)) throw Refusals.GtinNotRegistered(number, "gtin");
        if (lot.Length == 0) return (product, null);
        return view.Rows.TryFindLot(number, lot, out var found) ? (product, found) : throw Refusals.LotUnknown(number, lot, "lot");
    }

    /// <summary>A lot that must be there.</summary>
    public static LotId FindLot(IndexView view, string gtin, string lot)
    {
        if (gtin.Length == 0) throw Refusals.Missing("gtin");
        if (lot.Length == 0) throw Refusals.Missing("lot");
        return Find(view, gtin, lot).Lot!.Value;
    }

    /// <summary>A GTIN of 8, 12, 13 or 14 digits as a number.</summary>
    public static ulong ReadGtin(string gtin)
    {
        if (gtin.Length == 0) throw Refusals.Missing("gtin");
        return Gtin.TryParse(gtin, out var key, out var error)
            ? (ulong)key.Value
            : throw Refusals.Gs1(error, "gtin");
    }
}
