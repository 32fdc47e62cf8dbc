using System.Globalization;
using System.Text.Unicode;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Ledger.Node.Health;

namespace Ledger.Node.Hosting;

/// <summary>Writes one line for each call, and counts it.</summary>
internal sealed class AccessLog(CallCounters counters, TimeProvider timeProvider, ILogger<AccessLog> logger) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var started = timeProvider.GetTimestamp();
        Task<TResponse> answer;
        try
        {
            answer = continuation(request, context);
        }
        catch (Exception exception)
        {
            Write(context, StatusOf(exception), started);
            throw;
        }

        // Most answers are there at once, and then take no state machine and no task of their own.
        if (!answer.IsCompletedSuccessfully) return AwaitAsync(answer, context, started);
        Write(context, context.Status.StatusCode, started);
        return answer;
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var started = timeProvider.GetTimestamp();
        try
        {
            await continuation(request, responseStream, context);
            Write(context, context.Status.StatusCode, started);
        }
        catch (Exception exception)
        {
            Write(context, StatusOf(exception), started);
            throw;
        }
    }

    private async Task<TResponse> AwaitAsync<TResponse>(Task<TResponse> answer, ServerCallContext context, long started)
    {
        try
        {
            var response = await answer;
            Write(context, context.Status.StatusCode, started);
            return response;
        }
        catch (Exception exception)
        {
            Write(context, StatusOf(exception), started);
            throw;
        }
    }

    private static StatusCode StatusOf(Exception exception) => exception switch
    {
        RpcException rpc => rpc.StatusCode,
        OperationCanceledException => StatusCode.Cancelled,
        _ => StatusCode.Unknown,
    };

    private void Write(ServerCallContext context, StatusCode status, long started)
    {
        var duration = timeProvider.GetElapsedTime(started);
        counters.Add(context.Method, status, duration);
        if (logger.IsEnabled(LogLevel.Information))
            logger.Log(LogLevel.Information, default, new Line(context.Method, status, duration.TotalMilliseconds, context.Peer), null, static (line, _) => line.ToString());
    }

    // Every call writes one, so it is written without a list of boxed values, a format to be parsed or, where the log takes UTF-8, a string.
    private readonly record struct Line(string Method, StatusCode Status, double DurationMilliseconds, string Peer) : IUtf8SpanFormattable
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Method} {Status} {DurationMilliseconds:F1} ms {Peer}");

        public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
            Utf8.TryWrite(utf8Destination, CultureInfo.InvariantCulture, $"{Method} {Status} {DurationMilliseconds:F1} ms {Peer}", out bytesWritten);
    }
}
