using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>Prints either text for people or one JSON document for scripts.</summary>
internal sealed class CliOutput
{
    /// <summary>The widest line, so that output pasted elsewhere keeps its form.</summary>
    public const int WidthMaximum = 110;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextWriter _output;

    public CliOutput(TextWriter output, TextWriter error, bool isJson, bool isTerminal)
    {
        _output = output;
        IsJson = isJson;
        Text = Console(output, isTerminal);
        Progress = Console(error, isTerminal);
        IsTerminal = isTerminal;
    }

    /// <summary>Whether a JSON document is wanted.</summary>
    public bool IsJson { get; }

    /// <summary>Whether a person is watching.</summary>
    public bool IsTerminal { get; }

    /// <summary>Where text for people goes.</summary>
    public IAnsiConsole Text { get; }

    /// <summary>Where progress and errors go: standard error.</summary>
    public IAnsiConsole Progress { get; }

    /// <summary>Prints an answer in the form asked for.</summary>
    public void Answer(Func<JsonNode> json, Action<IAnsiConsole> text)
    {
        if (IsJson) _output.WriteLine(json().ToJsonString(Indented));
        else text(Text);
    }

    /// <summary>Prints a line for people as it is, so that it can be copied; nothing with JSON.</summary>
    public void Say(string line)
    {
        if (!IsJson) _output.WriteLine(line);
    }

    /// <summary>Does long work under a progress bar, if a person is watching.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="work">The work; what it doesn't report shows as a moving bar.</param>
    public async Task<T> WorkAsync<T>(string what, Func<IProgress<double>, Task<T>> work)
    {
        if (!IsTerminal || IsJson) return await work(new Progress<double>());
        return await Progress.Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(what), maxValue: 1);
            task.IsIndeterminate = true;
            return await work(new Progress<double>(part =>
            {
                task.IsIndeterminate = false;
                task.Value = part;
            }));
        });
    }

    /// <summary>Tells what is not as it should be though the answer is given: as text on standard error, with JSON too.</summary>
    public void Warn(string text) => Progress.Write(new Text($"warning: {text}\n", new Style(Color.Yellow)));

    /// <summary>Prints errors: as JSON on standard output, else as text on standard error.</summary>
    public void Fail(IReadOnlyList<Error> errors)
    {
        if (IsJson)
        {
            _output.WriteLine(new JsonObject { ["error"] = ErrorJson(errors[0]), ["errors"] = new JsonArray([.. errors.Select(ErrorJson)]) }.ToJsonString(Indented));
            return;
        }

        foreach (var error in errors)
        {
            foreach (var (line, style) in ErrorLines(error)) Progress.Write(new Text(line + "\n", style));
        }
    }

    /// <summary>An error as JSON, its code by name.</summary>
    public static JsonObject ErrorJson(Error error)
    {
        var json = ProtoJson.Of(error);
        json["code"] = ErrorCodes.NameOf(error.Code);
        return json;
    }

    /// <summary>An error as lines of text.</summary>
    public static IEnumerable<(string Line, Style Style)> ErrorLines(Error error)
    {
        var place = (error.Line, error.Field) switch
        {
            (0, "") => "",
            (0, var field) => $" ({field})",
            (var line, "") => $" (line {line})",
            var (line, field) => $" (line {line}, {field})",
        };
        yield return ($"error: {ErrorCodes.NameOf(error.Code)}{place}: {error.Message}", new Style(Color.Red));
        if (error.ContractError.Length > 0) yield return ($"  contract: {ContractError(error)}", Style.Plain);
        if (error.Cure.Length > 0) yield return ($"  cure: {error.Cure}", Style.Plain);
    }

    /// <summary>The contract's own error with the values that it named.</summary>
    public static string ContractError(Error error)
    {
        var name = error.ContractError.Split('(')[0];
        return error.Arguments.Count == 0 ? error.ContractError : $"{name}({string.Join(", ", error.Arguments.Select(a => $"{a.Key} {a.Value}"))})";
    }

    private static IAnsiConsole Console(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = isTerminal ? Math.Min(console.Profile.Width, WidthMaximum) : WidthMaximum;
        return console;
    }
}
