using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Node.Hosting;

/// <summary>Writes the lines of one category.</summary>
internal sealed class JsonLogger(string category, LogBatch lines, Func<IExternalScopeProvider> scopes, TimeProvider timeProvider) : ILogger
{
    private const int MaxKeptSizeBytes = 16 << 10;
    private const int UsualMessageSizeBytes = 256;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Every call writes a line, so the memory for it is kept.
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? Kept;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => scopes().Push(state);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // Taken while in use: what is formatted might log too.
        var (buffer, json) = Kept ?? Create();
        Kept = null;
        json.WriteStartObject();
        json.WriteString("time", timeProvider.GetUtcNow().UtcDateTime);
        json.WriteString("level", logLevel.ToString());
        json.WriteString("category", category);
        scopes().ForEachScope(WriteScope, json);
        WriteMessage(json, state, exception, formatter);
        if (exception is not null) json.WriteString("exception", exception.ToString());
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        lines.Add(buffer.WrittenSpan, logLevel >= LogLevel.Warning);
        if (buffer.Capacity > MaxKeptSizeBytes) return;
        buffer.ResetWrittenCount();
        json.Reset();
        Kept = (buffer, json);
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Create()
    {
        var buffer = new ArrayBufferWriter<byte>();
        return (buffer, new(buffer, Readable));
    }

    private static void WriteMessage<TState>(Utf8JsonWriter json, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Span<byte> utf8 = stackalloc byte[UsualMessageSizeBytes];
        if (state is IUtf8SpanFormattable message && message.TryFormat(utf8, out var length, [], null)) json.WriteString("message", utf8[..length]);
        else json.WriteString("message", formatter(state, exception));
    }

    // Only our own scopes: the framework's repeat connection and path on every line.
    private static void WriteScope(object? scope, Utf8JsonWriter json)
    {
        if (scope is not KeyValuePair<string, object>[] pairs) return;
        foreach (var (name, value) in pairs) json.WriteString(name, value.ToString());
    }
}
