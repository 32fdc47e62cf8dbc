using Grpc.Health.V1;

namespace Ledger.Rpc.Health;

/// <summary>
/// What the health service says of each service. The empty name is the whole server and starts as SERVING. Safe for use by
/// many threads.
/// </summary>
public sealed class HealthRegistry
{
    /// <summary>Bound on the number of names.</summary>
    public const int ServicesMax = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, HealthCheckResponse.Types.ServingStatus> _statuses = new(StringComparer.Ordinal)
    {
        [""] = HealthCheckResponse.Types.ServingStatus.Serving,
    };

    // One signal for all names: watchers of names nobody set cost nothing here.
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Sets the status of a service and tells those who watch it.</summary>
    /// <exception cref="InvalidOperationException">There are <see cref="ServicesMax"/> names already.</exception>
    public void SetStatus(string service, HealthCheckResponse.Types.ServingStatus status)
    {
        ArgumentNullException.ThrowIfNull(service);
        TaskCompletionSource signal;
        lock (_gate)
        {
            if (_statuses.Count >= ServicesMax && !_statuses.ContainsKey(service))
                throw new InvalidOperationException($"More than {ServicesMax} services.");
            _statuses[service] = status;
            signal = _changed;
            _changed = NewSignal();
        }

        signal.SetResult();
    }

    /// <summary>The status of a service, or null when none was set.</summary>
    public HealthCheckResponse.Types.ServingStatus? GetStatus(string service)
    {
        lock (_gate)
            return _statuses.TryGetValue(service, out HealthCheckResponse.Types.ServingStatus status) ? status : null;
    }

    internal IReadOnlyDictionary<string, HealthCheckResponse.Types.ServingStatus> GetAll()
    {
        lock (_gate)
            return new Dictionary<string, HealthCheckResponse.Types.ServingStatus>(_statuses, StringComparer.Ordinal);
    }

    /// <summary>The status and a task that ends at the next change of any service.</summary>
    internal (HealthCheckResponse.Types.ServingStatus? Status, Task Changed) Observe(string service)
    {
        lock (_gate)
        {
            return (
                _statuses.TryGetValue(service, out HealthCheckResponse.Types.ServingStatus status) ? status : null,
                _changed.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
