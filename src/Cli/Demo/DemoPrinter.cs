using System.Text.Json.Nodes;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Client.Acts;
using Ledger.Client.Offers;
using Spectre.Console;

namespace Ledger.Cli.Demo;

/// <summary>Tells the story: for people as it goes, for scripts as one document at the end.</summary>
internal sealed class DemoPrinter(CliOutput output)
{
    private readonly JsonArray _steps = [];
    private JsonArray _entries = [];

    /// <summary>The number of the step being told; 0 before the first.</summary>
    public int Step { get; private set; }

    /// <summary>Begins a step.</summary>
    public void Begin(int number, string title)
    {
        Step = number;
        _entries = [];
        _steps.Add(new JsonObject { ["step"] = number, ["title"] = title, ["entries"] = _entries });
        Line("");
        Styled($"{number}. {title}", new Style(decoration: Decoration.Bold));
    }

    /// <summary>Says something.</summary>
    public void Say(string text)
    {
        _entries.Add(new JsonObject { ["note"] = text });
        Line($"   {text}");
    }

    /// <summary>Tells an act that was applied: what happened, who signed, the block, the gas, how long.</summary>
    public void Done(Offer offer, ActResult result, IReadOnlyDictionary<string, string> names, int units = 0)
    {
        var signers = Signers(offer, names);
        var each = units > 0 ? $" ({result.GasUsed / (ulong)units:N0} a unit)" : "";
        _entries.Add(new JsonObject
        {
            ["applied"] = new JsonArray([.. offer.Items.Select(i => (JsonNode)i.Description)]),
            ["signedBy"] = new JsonArray([.. signers.Select(s => (JsonNode)s)]),
            ["block"] = result.Block,
            ["gas"] = result.GasUsed,
            ["milliseconds"] = Math.Round(result.Elapsed.TotalMilliseconds, 1),
        });
        foreach (var item in offer.Items) Styled($" + {item.Description}", new Style(Color.Green));
        Line($"   signed by {string.Join(", ", signers)}; block {result.Block}; gas {result.GasUsed:N0}{each}; {result.Elapsed.TotalMilliseconds:N0} ms");
    }

    /// <summary>Tells an act that was refused, and why.</summary>
    public void Refused(string what, Offer offer, Error error, TimeSpan elapsed, IReadOnlyDictionary<string, string> names)
    {
        var signers = Signers(offer, names);
        _entries.Add(new JsonObject
        {
            ["refused"] = what,
            ["signedBy"] = new JsonArray([.. signers.Select(s => (JsonNode)s)]),
            ["error"] = CliOutput.ErrorJson(error),
            ["milliseconds"] = Math.Round(elapsed.TotalMilliseconds, 1),
        });
        Styled($" - Refused: {what}", new Style(Color.Yellow));
        Line($"   signed by {string.Join(", ", signers)}; {elapsed.TotalMilliseconds:N0} ms");
        Line($"   {ErrorCodes.NameOf(error.Code)}: {error.Message}");
        if (error.ContractError.Length > 0) Line($"   the contract said: {CliOutput.ContractError(error)}");
    }

    /// <summary>Shows an answer as a table.</summary>
    public void Show(string what, JsonNode json, Table table)
    {
        _entries.Add(new JsonObject { ["answer"] = what, ["value"] = json });
        if (output.IsJson) return;
        output.Text.Write(new Padder(table, new Padding(3, 0, 0, 0)));
    }

    /// <summary>Ends the story; the last line says whether all went as it has to.</summary>
    public void End(bool isOk, string verdict, TimeSpan elapsed)
    {
        if (output.IsJson)
        {
            output.Answer(() => new JsonObject { ["ok"] = isOk, ["verdict"] = verdict, ["seconds"] = Math.Round(elapsed.TotalSeconds, 2), ["steps"] = _steps }, _ => { });
            return;
        }

        Line("");
        Line($"took {elapsed.TotalSeconds:0.0} s");
        Line(verdict);
    }

    private static string[] Signers(Offer offer, IReadOnlyDictionary<string, string> names) =>
        [.. offer.Items.SelectMany(i => i.Signatures.Keys).Distinct().Select(a => names.GetValueOrDefault(a.ToChecksumString(), a.ToChecksumString()))];

    private void Line(string text) => Styled(text, Style.Plain);

    private void Styled(string text, Style style)
    {
        if (output.IsJson) return;
        foreach (var line in TextWrap.Lines(text, CliOutput.WidthMaximum)) output.Text.Write(new Text(line + "\n", style));
    }
}
