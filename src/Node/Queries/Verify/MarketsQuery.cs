using System.Globalization;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Verify;

/// <summary>Markets are numbers in a bit set on chain; the council names each by its ISO 3166-1 code.</summary>
internal static class MarketsQuery
{
    private const int BitsPerByte = 8;

    /// <summary>All that have a name.</summary>
    public static MarketsResponse All(IndexView view)
    {
        var answer = new MarketsResponse { Height = TokenStateMapper.MapHeight(view.Cursor) };
        for (var number = 0; number <= byte.MaxValue; number++)
        {
            if (view.Rows.Market((byte)number) is { } name) answer.Markets.Add(new MarketsResponse.Types.Market { Number = (uint)number, Name = name, Code = CodeOf(view, (byte)number) ?? 0 });
        }

        return answer;
    }

    /// <summary>The ISO 3166-1 numeric codes of a set; a market without such a name is left out.</summary>
    public static IEnumerable<uint> Codes(IndexView view, Bytes32 markets)
    {
        for (var number = 0; number <= byte.MaxValue; number++)
        {
            if (Has(markets, number) && CodeOf(view, (byte)number) is { } code) yield return code;
        }
    }

    /// <summary>Whether a set allows a market; the empty set allows all.</summary>
    public static bool Allow(IndexView view, Bytes32 markets, uint code) => markets == Bytes32.Zero || Codes(view, markets).Contains(code);

    private static bool Has(Bytes32 markets, int number) => (markets.Span[Bytes32.SizeBytes - 1 - (number / BitsPerByte)] & (1 << (number % BitsPerByte))) != 0;

    private static uint? CodeOf(IndexView view, byte number) =>
        uint.TryParse(view.Rows.Market(number), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
}
