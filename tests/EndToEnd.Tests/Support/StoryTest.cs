using System.Text.Json;
using Ledger.Contracts.Ids;

namespace Ledger.EndToEnd.Tests.Support;

/// <summary>Tells a story in the verbs that partners type, and asks for its end with the verbs that show it.</summary>
public abstract class StoryTest(UpFixture up)
{
    /// <summary>The product of most stories.</summary>
    protected const string Gtin = "09506000134352";

    /// <summary>Who owns what has ended.</summary>
    protected const string Nobody = "nobody";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private protected UpFixture Up { get; } = up;

    /// <summary>Runs a line that has to be done.</summary>
    private protected async Task<CliRun> RunAsync(string line)
    {
        var run = await Up.CallAsync(line);
        run.ExitCode.ShouldBe(0, $"ledger {line}\n{run.Output}\n{run.Error}");
        return run;
    }

    /// <summary>An act that has to be applied.</summary>
    /// <returns>The ids that it made, by name.</returns>
    private protected async Task<IReadOnlyDictionary<string, uint>> DoAsync(string line)
    {
        var created = new Dictionary<string, uint>(StringComparer.Ordinal);
        foreach (var outcome in (await RunAsync($"{line} --json")).Json.GetProperty("outcomes").EnumerateArray())
        {
            foreach (var id in outcome.GetProperty("created").EnumerateObject())
            {
                if (uint.TryParse(id.Value.GetString(), out var number)) created[id.Name] = number;
            }
        }

        return created;
    }

    /// <summary>A question's answer.</summary>
    private protected async Task<JsonElement> AskAsync(string line) => (await RunAsync($"{line} --json")).Json;

    /// <summary>An act that has to be refused, with its code, a message and a cure.</summary>
    private protected async Task RefusedAsync(string line, string code)
    {
        var run = await Up.CallAsync($"{line} --json");
        run.ExitCode.ShouldNotBe(0, $"ledger {line}\n{run.Output}");
        var error = ErrorOf(run);
        error.GetProperty("code").GetString().ShouldBe(code, $"ledger {line}\n{run.Output}");
        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        error.GetProperty("cure").GetString().ShouldNotBeNullOrEmpty(run.Output);
    }

    /// <summary>An act whose time comes soon: tried until it is done, and refused until then with no other reason.</summary>
    private protected async Task WhenDueAsync(string line, string refusal)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var run = await Up.CallAsync($"{line} --json");
            if (run.ExitCode == 0) return;
            ErrorOf(run).GetProperty("code").GetString().ShouldBe(refusal, $"ledger {line}\n{run.Output}");
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(Patience, $"ledger {line}\n{run.Output}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>A new lot of the manufacturer.</summary>
    private protected async Task<Goods> CommissionAsync(string lot, int units = 40, string gtin = Gtin) => new(new RunId(
        (await DoAsync($"commission --gtin {gtin} --lot {lot} --expiry 2030-12-31 --random {units} --units-per-case 10 --cases-per-pallet 2 --as manufacturer"))["run"]));

    /// <summary>A shipment of title and custody.</summary>
    private protected async Task<uint> ShipAsync(string items, string to, string by = "manufacturer", string more = "") =>
        (await DoAsync($"ship {items} --to {to} --as {by} {more}"))["shipment"];

    /// <summary>Says who owns and has a token and how it is. Nobody owns what has ended.</summary>
    private protected async Task ShouldBeAsync(string item, string owner, string custodian, string status = "ACTIVE")
    {
        var token = await AskAsync($"token {item}");
        $"{Name(token, "owner")} {Name(token, "custodian")} {token.GetProperty("status").GetString()}".ShouldBe($"{owner} {custodian} {status}", $"token {item}");
    }

    /// <summary>Says that a token's trace has these events in this order, whatever else is between them, proven against the receipts and without a gap.</summary>
    private protected async Task TraceShouldShowAsync(string item, params string[] types)
    {
        var trace = await AskAsync($"trace {item} --prove");
        trace.GetProperty("proof").GetProperty("gapless").GetBoolean().ShouldBeTrue($"trace {item}");
        string[] shown = [.. trace.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString()!)];
        var at = 0;
        foreach (var type in shown)
        {
            if (at < types.Length && string.Equals(type, types[at], StringComparison.Ordinal)) at++;
        }

        at.ShouldBe(types.Length, $"trace {item}: {string.Join(", ", shown)}");
    }

    /// <summary>A shipment as it stands now.</summary>
    private protected Task<JsonElement> ShipmentAsync(uint shipment) => AskAsync($"shipment {shipment}");

    private protected static string Name(JsonElement of, string property) =>
        of.GetProperty(property) is { ValueKind: JsonValueKind.Object } partner ? partner.GetProperty("name").GetString()! : Nobody;

    private static JsonElement ErrorOf(CliRun run)
    {
        if (run.Json.TryGetProperty("error", out var error)) return error;
        return run.Json.GetProperty("outcomes").EnumerateArray().Select(o => o.GetProperty("error"))
            .Last(e => e.ValueKind == JsonValueKind.Object && !e.GetProperty("code").ValueEquals("HELD_BACK"));
    }
}
