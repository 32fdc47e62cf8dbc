using Grpc.Core;
using Ledger.Rpc.Wire;

namespace Ledger.Rpc.Server;

/// <summary>The requests of a streaming call as its handler reads them.</summary>
internal sealed class RequestStreamReader<T>(GrpcCallContext call, Marshaller<T> marshaller) : IAsyncStreamReader<T>
    where T : class
{
    private readonly MessageReader<T> _reader = call.CreateReader(marshaller);
    private T? _current;
    private bool _isAtEnd;

    public T Current => _current ?? throw new InvalidOperationException("There is no current request: call MoveNext first.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (_isAtEnd)
            return false;
        if (!cancellationToken.CanBeCanceled || cancellationToken == call.CancellationToken)
        {
            _current = await _reader.ReadAsync(call.CancellationToken);
        }
        else
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.CancellationToken);
            _current = await _reader.ReadAsync(linked.Token);
        }

        _isAtEnd = _current is null;
        return !_isAtEnd;
    }
}
