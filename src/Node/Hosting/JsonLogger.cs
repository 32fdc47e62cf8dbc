using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Node.Hosting;

/// <summary>Writes the lines of one category.</summary>
internal sealed class JsonLogger(string category, Action<ReadOnlyMemory<byte>> write, Func<IExternalScopeProvider> scopes, TimeProvider timeProvider) : ILogger
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => scopes().Push(state);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            json.WriteString("time", timeProvider.GetUtcNow().UtcDateTime);
            json.WriteString("level", logLevel.ToString());
            json.WriteString("category", category);
            scopes().ForEachScope(WriteScope, json);
            json.WriteString("message", formatter(state, exception));
            if (exception is not null) json.WriteString("exception", exception.ToString());
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        write(stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }

    // Only our own scopes: the framework's repeat connection and path on every line.
    private static void WriteScope(object? scope, Utf8JsonWriter json)
    {
        if (scope is not KeyValuePair<string, object>[] pairs) return;
        foreach (var (name, value) in pairs) json.WriteString(name, value.ToString());
    }
}
