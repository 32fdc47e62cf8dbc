using System.Text.RegularExpressions;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Abi;

namespace Ledger.Contracts.Tests.Peers;

/// <summary>The peer of the benchmarks reads the contracts' events by name, in a language that nobody compiles here.</summary>
public sealed partial class PonderApplicationTests
{
    [Theory]
    [InlineData("history")]
    [InlineData("transfers")]
    public void EveryField_ThatAnApplicationReads_IsOneOfItsEvent(string application)
    {
        var source = File.ReadAllText(Path.Combine(Folder(), application, "src", "index.ts"));
        var handlers = source.Split("ponder.on(").Skip(1).ToList();
        var read = 0;

        foreach (var handler in handlers)
        {
            var named = Handled().Match(handler);
            named.Success.ShouldBeTrue(handler);
            var events = EventsOf(named.Groups["contract"].Value, named.Groups["event"].Value);
            events.ShouldNotBeEmpty(handler);
            var known = events.SelectMany(declared => declared.Fields.Components.Select(field => field.Name)).ToHashSet(StringComparer.Ordinal);
            foreach (var field in Taken().Matches(handler).SelectMany(taken => taken.Groups["fields"].Value.Split(',')).Select(field => field.Split(':')[0].Trim()))
            {
                known.Contains(field).ShouldBeTrue($"{named.Value} has no field {field}");
                read++;
            }

            handler.ShouldNotContain("event.args.", customMessage: "Fields are taken apart by name, so that this test sees them.");
        }

        read.ShouldBeGreaterThanOrEqualTo(handlers.Count);
    }

    // One handler may stand for several events: then each field is one of some event of the contract.
    private static List<AbiEvent> EventsOf(string contract, string name) =>
        [.. ContractArtifact.Of(Enum.Parse<LedgerContract>(contract)).Abi.Events.Where(declared => name.StartsWith('$') || string.Equals(declared.Name, name, StringComparison.Ordinal))];

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Ledger.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "bench", "ponder");
    }

    [GeneratedRegex("""^["`](?<contract>\w+):(?<event>[^"`]+)["`]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Handled();

    [GeneratedRegex(@"\{(?<fields>[^{}]*)\} = event\.args", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Taken();
}
