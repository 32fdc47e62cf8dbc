using Grpc.Core;
using Ledger.Rpc.Wire;

namespace Ledger.Rpc.Client;

/// <summary>The requests of a streaming call.</summary>
internal sealed class RequestStreamWriter<TRequest, TResponse>(ClientCall<TRequest, TResponse> call) : IClientStreamWriter<TRequest>
    where TRequest : class
    where TResponse : class
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isWriting;

    public WriteOptions? WriteOptions { get; set; } = call.WriteOptions;

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        if (_completed.Task.IsCompleted)
            throw Ended();
        if (Interlocked.CompareExchange(ref _isWriting, 1, 0) != 0)
            throw new InvalidOperationException("Another message is still being written.");
        try
        {
            // Part of a message can't be taken back: a cancelled write cancels the call.
            using CancellationTokenRegistration registration = cancellationToken.CanBeCanceled
                ? cancellationToken.UnsafeRegister(static state => ((ClientCall)state!).Dispose(), call)
                : default;
            WriteFlags flags = WriteOptions?.Flags ?? default;
            Stream stream = await _stream.Task.WaitAsync(call.Token);
            bool gzip = call.CompressRequests && !flags.HasFlag(WriteFlags.NoCompress);
            using var writer = new FrameWriter(call.Channel.Options.MaxSendMessageSizeBytes);
            await stream.WriteAsync(
                writer.ToFrame(message, call.Method.RequestMarshaller.ContextualSerializer, gzip), call.Token);
            if (!flags.HasFlag(WriteFlags.BufferHint))
                await stream.FlushAsync(call.Token);
        }
        catch (Exception e) when (call.IsEnded || e is OperationCanceledException or IOException or ObjectDisposedException
            or HttpRequestException)
        {
            throw call.IsEnded ? Ended() : call.End(e);
        }
        finally
        {
            Volatile.Write(ref _isWriting, 0);
        }
    }

    public Task CompleteAsync()
    {
        _completed.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>Gives the writer the transport's stream; ends when no request follows.</summary>
    public async Task LendAsync(Stream stream, CancellationToken cancellationToken)
    {
        _stream.TrySetResult(stream);
        await _completed.Task.WaitAsync(cancellationToken);
    }

    private Exception Ended()
    {
        if (!call.IsEnded)
            return new InvalidOperationException("The requests were completed already.");
        Status status = call.GetStatus();
        return status.StatusCode == StatusCode.OK
            ? new InvalidOperationException("The call has ended.")
            : call.ToException(status);
    }
}
