using System.Collections.Concurrent;

namespace Ledger.Node.Hosting;

/// <summary>Writes log lines as JSON, one object a line, to a bounded set of files or to standard error.</summary>
[ProviderAlias("Ledger")]
internal sealed class JsonLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentDictionary<string, JsonLogger> _loggers = new(StringComparer.Ordinal);
    private readonly LogBatch _lines;
    private readonly IDisposable _target;
    private readonly TimeProvider _timeProvider;
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    private JsonLog(Action<ReadOnlyMemory<byte>> write, IDisposable target, TimeProvider timeProvider)
    {
        // The disk knows nothing of another clock than the machine's.
        (_lines, _target, _timeProvider) = (new(write, TimeProvider.System), target, timeProvider);
    }

    /// <summary>Opens the log.</summary>
    /// <param name="path">The newest file; null for standard error.</param>
    /// <param name="timeProvider">The lines' times.</param>
    public static JsonLog Open(string? path, TimeProvider timeProvider)
    {
        if (path is not null)
        {
            var files = new LogFiles(path);
            return new(files.Write, files, timeProvider);
        }

        var stream = Console.OpenStandardError();
        return new(lines => stream.Write(lines.Span), stream, timeProvider);
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        _loggers.GetOrAdd(categoryName, name => new JsonLogger(name, _lines, () => _scopes, _timeProvider));

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _target.Dispose();
    }
}
