using System.CommandLine;

namespace Ledger.Cli.Verbs;

/// <summary>Markets, as people name them: by ISO 3166-1 numeric code. The ledger's own numbers are for markets without one.</summary>
internal static class MarketOptions
{
    public static Option<ushort[]> Intended { get; } = Codes("An intended market, ISO 3166-1 numeric; may be repeated. None: no restriction.");

    public static Option<byte[]> IntendedNumber { get; } = Numbers("An intended market by its number on the ledger, 0 to 255, if it has no code.");

    public static Option<ushort[]> Received { get; } = Codes("A market that the partner may receive for, ISO 3166-1 numeric; may be repeated.");

    public static Option<byte[]> ReceivedNumber { get; } = Numbers("Such a market by its number on the ledger, 0 to 255, if it has no code.");

    private static Option<ushort[]> Codes(string description) => new("--market") { HelpName = "CODE", Description = description, DefaultValueFactory = _ => [] };

    private static Option<byte[]> Numbers(string description) => new("--market-number") { HelpName = "N", Description = description, DefaultValueFactory = _ => [] };
}
