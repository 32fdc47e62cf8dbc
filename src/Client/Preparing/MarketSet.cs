using System.Numerics;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Queries;

namespace Ledger.Client.Preparing;

/// <summary>The contracts' sets of markets: a bit for each number, which the council gives a name, its ISO 3166-1 numeric code.</summary>
internal static class MarketSet
{
    /// <summary>The greatest number.</summary>
    public const byte MaximumNumber = byte.MaxValue;

    /// <summary>The greatest ISO 3166-1 numeric code.</summary>
    public const ushort MaximumCode = 999;

    /// <summary>The set of some markets by code, and of some by number.</summary>
    /// <exception cref="LedgerException">No market has one of the codes.</exception>
    public static async Task<BigInteger> OfAsync(LedgerQueries queries, IReadOnlyList<ushort> codes, IReadOnlyList<byte> numbers, CancellationToken cancellationToken)
    {
        var set = numbers.Aggregate(BigInteger.Zero, With);
        if (codes.Count == 0) return set;
        var named = (await queries.MarketsAsync(cancellationToken)).Markets;
        foreach (var code in codes)
        {
            // Several numbers may have one code: goods for the market are for each of them.
            var found = named.Where(m => m.Code == code && code != 0).ToArray();
            if (found.Length == 0)
            {
                var known = named.Count == 0 ? "the council has named none yet" : $"it knows {string.Join(", ", named.Select(m => m.Name).Distinct(StringComparer.Ordinal))}";
                throw new LedgerException(
                    ErrorCode.ArgumentInvalid, $"The ledger knows no market {code:D3}; {known}.", $"Give an ISO 3166-1 numeric code that it knows, or let the council name it: 'market name {code:D3}'.", "market");
            }

            set = found.Aggregate(set, (all, market) => With(all, (byte)market.Number));
        }

        return set;
    }

    private static BigInteger With(BigInteger set, byte number) => set | (BigInteger.One << number);
}
