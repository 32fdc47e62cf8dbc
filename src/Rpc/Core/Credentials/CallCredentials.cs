namespace Grpc.Core;

/// <summary>Credentials sent with each call.</summary>
public abstract class CallCredentials
{
    /// <summary>Several credentials, applied in their order.</summary>
    public static CallCredentials Compose(params CallCredentials[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return new Composite([.. credentials]);
    }

    /// <summary>Credentials made by a function for each call.</summary>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return new FromFunction(interceptor);
    }

    /// <summary>Tells a runtime what these credentials are.</summary>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);

    private sealed class Composite(IReadOnlyList<CallCredentials> credentials) : CallCredentials
    {
        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetCompositeCredentials(state, credentials);
    }

    private sealed class FromFunction(AsyncAuthInterceptor interceptor) : CallCredentials
    {
        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetAsyncAuthInterceptorCredentials(state, interceptor);
    }
}
