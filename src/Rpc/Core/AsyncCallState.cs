namespace Grpc.Core;

/// <summary>What the four call types share: the functions that the invoker gave them, with or without a state object.</summary>
internal readonly struct AsyncCallState
{
    private readonly object _responseHeaders;
    private readonly object _getStatus;
    private readonly object _getTrailers;
    private readonly object _dispose;
    private readonly object? _state;
    private readonly bool _hasState;

    internal AsyncCallState(
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        _responseHeaders = responseHeadersAsync;
        _getStatus = getStatusFunc;
        _getTrailers = getTrailersFunc;
        _dispose = disposeAction;
        _state = state;
        _hasState = true;
    }

    internal AsyncCallState(
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        _responseHeaders = responseHeadersAsync;
        _getStatus = getStatusFunc;
        _getTrailers = getTrailersFunc;
        _dispose = disposeAction;
        _state = null;
        _hasState = false;
    }

    internal Task<Metadata> ResponseHeadersAsync() => _hasState
        ? ((Func<object, Task<Metadata>>)_responseHeaders)(_state!)
        : (Task<Metadata>)_responseHeaders;

    internal Status GetStatus() => _hasState ? ((Func<object, Status>)_getStatus)(_state!) : ((Func<Status>)_getStatus)();

    internal Metadata GetTrailers() =>
        _hasState ? ((Func<object, Metadata>)_getTrailers)(_state!) : ((Func<Metadata>)_getTrailers)();

    internal void Dispose()
    {
        if (_hasState)
            ((Action<object>)_dispose)(_state!);
        else
            ((Action)_dispose)();
    }
}
