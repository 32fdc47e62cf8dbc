using System.CommandLine;
using Ledger.Cli.Output;

namespace Ledger.Cli.Verbs;

/// <summary>The markets that goods may be meant for.</summary>
internal static class MarketVerbs
{
    private static readonly Argument<ushort> Code = new("code") { Description = "The ISO 3166-1 numeric code, 1 to 999." };

    private static readonly Option<byte?> Number = new("--number") { HelpName = "N", Description = "Its number on the ledger, 0 to 255 (default: the first that has no name)." };

    public static Command Create() => new("market", "Show the markets that the ledger knows, and name others by acts of the council.")
    {
        QueryVerb.Make(
            "list",
            "List the markets by code and number.",
            "ledger market list",
            [],
            (q, _, stop) => q.MarketsAsync(stop),
            answer =>
            {
                var table = Tables.Of("market", "number on the ledger");
                foreach (var market in answer.Markets) table.Row(market.Name, $"{market.Number}");
                return table;
            }),
        ActVerb.Make(
            "name",
            "Let the ledger know a market by its ISO 3166-1 numeric code. Members of the council sign.",
            "ledger market name 756 --as manufacturer --with distributor",
            [Code, Number],
            (r, stop) => r.Client.PrepareCouncil.NameMarketAsync(r.Required(Code), r.Value(Number), stop)),
    };
}
