using Grpc.Core;

namespace Ledger.Rpc.Client;

/// <summary>Asks the credentials of a channel and of a call for the metadata they add.</summary>
internal static class CallCredentialsSource
{
    public static async ValueTask<Metadata?> GetAsync(
        RpcChannel channel,
        IMethod method,
        CallOptions options,
        CancellationToken cancellationToken)
    {
        if (channel.CallCredentials.Count == 0 && options.Credentials is null)
            return null;
        if (!CredentialsReader.IsHttps(channel.Address))
        {
            throw new RpcException(new Status(
                StatusCode.Unauthenticated, "Call credentials are not sent in cleartext: use an https address."));
        }

        var sources = new List<AsyncAuthInterceptor>(channel.CallCredentials);
        if (options.Credentials is not null)
            CredentialsReader.Read(options.Credentials, sources);
        var context = new AuthInterceptorContext(
            $"https://{channel.Address.Authority}/{method.ServiceName}", method.Name, cancellationToken);
        var metadata = new Metadata();
        foreach (AsyncAuthInterceptor source in sources)
            await source(context, metadata);
        return metadata;
    }
}
