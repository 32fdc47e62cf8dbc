using Ledger.Bench.Serials;
using Ledger.Contracts.Ids;

namespace Ledger.Bench.History;

/// <summary>A product of the generated history.</summary>
/// <param name="Gtin">Its number.</param>
/// <param name="Product">Its id.</param>
/// <param name="Issuer">Who makes it.</param>
/// <param name="Markets">Where its lots may be sold, a bit a market; 0 anywhere.</param>
/// <param name="Shape">How its serials look.</param>
internal sealed record ProductSpec(ulong Gtin, ProductId Product, PartnerId Issuer, ulong Markets, SerialShape Shape)
{
    /// <summary>The number of the next unit, from which its serial is made.</summary>
    public long NextUnit { get; set; }
}
