using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Node.Operations;

/// <summary>What an operation prints: its result on standard output, as text or as one JSON document, and progress on standard error.</summary>
internal sealed class OperationOutput(TextWriter output, TextWriter error, bool isJson, TimeProvider timeProvider)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly long _started = timeProvider.GetTimestamp();
    private long _last;

    /// <summary>Prints the result.</summary>
    /// <param name="text">For people, one or more lines.</param>
    /// <param name="json">For programs.</param>
    public void Result(string text, JsonObject json) => output.WriteLine(isJson ? json.ToJsonString(Indented) : text);

    /// <summary>Prints a step that has begun.</summary>
    public void Step(string line) => error.WriteLine(line);

    /// <summary>Prints how far a step is, every few seconds.</summary>
    /// <param name="what">What is done, such as <c>replayed</c>.</param>
    /// <param name="done">How many are done.</param>
    /// <param name="all">How many there are; null when nobody knows.</param>
    /// <param name="unit">What they are, such as <c>blocks</c>.</param>
    public void Progress(string what, ulong done, ulong? all, string unit)
    {
        if (done != all && timeProvider.GetElapsedTime(_last == 0 ? _started : _last) < ProgressInterval) return;
        _last = timeProvider.GetTimestamp();
        error.WriteLine($"{what} {done:N0}{(all is { } count ? $" of {count:N0}" : "")} {unit}");
    }
}
