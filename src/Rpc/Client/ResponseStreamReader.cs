using Grpc.Core;

namespace Ledger.Rpc.Client;

/// <summary>The responses of a streaming call.</summary>
internal sealed class ResponseStreamReader<TRequest, TResponse>(ClientCall<TRequest, TResponse> call) : IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private TResponse? _current;
    private int _isReading;

    public TResponse Current => _current ?? throw new InvalidOperationException("There is no current response: call MoveNext first.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _isReading, 1, 0) != 0)
            throw new InvalidOperationException("Another response is still being read.");
        try
        {
            _current = await call.ReadAsync(cancellationToken);
            return _current is not null;
        }
        finally
        {
            Volatile.Write(ref _isReading, 0);
        }
    }
}
