using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Node.Hosting;
using Ledger.Node.Tests.Hosting;
using Ledger.Rpc.Client;

namespace Ledger.Node.Tests.Relay;

/// <summary>A whole node in this process with three partners, shared by the tests of a class.</summary>
public sealed class RelayFixture : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();
    private NodeHost? _host;
    private RpcChannel? _channel;

    internal Consortium Consortium { get; } = new();

    internal IReadOnlyList<MessageOutcome> Admitted { get; private set; } = [];

    internal NodeHost Host => _host!;

    internal NetworkDescriptor Network => Host.Services.Network.Descriptor;

    internal Assets.AssetsClient Assets => new(_channel!);

    internal Query.QueryClient Query => new(_channel!);

    internal Events.EventsClient Events => new(_channel!);

    public async Task InitializeAsync()
    {
        Consortium.WriteFounders(_folder.In("founders.json"));
        var options = new NodeOptions { DataFolderPath = _folder.In("data"), GrpcPort = 0, HttpPort = 0, FoundersPath = _folder.In("founders.json") };
        _host = await NodeHost.BuildAsync(options, new NodeOverrides());
        await _host.StartAsync(CancellationToken.None);
        await _host.Ready.WaitAsync(TimeSpan.FromSeconds(60));
        _channel = RpcChannel.ForAddress(_host.Addresses!.Grpc);
        Admitted = (await SubmitAsync([.. Consortium.Admissions(Network)])).Outcomes;
        Consortium.AllApplied(Admitted);
        Consortium.AllApplied((await SubmitAsync(Consortium.Register(Network, Consortium.Gtin))).Outcomes);
    }

    internal async Task<SubmitResponse> SubmitAsync(params SignedMessage[] messages)
    {
        var request = new SubmitRequest { Wait = true };
        request.Messages.Add(messages);
        return await Assets.SubmitAsync(request, deadline: DateTime.UtcNow.AddSeconds(20));
    }

    internal async Task<MessageOutcome> SubmitOneAsync(SignedMessage message) => (await SubmitAsync(message)).Outcomes.Single();

    internal static async Task<Error> RefusedAsync(Func<Task> call)
    {
        var exception = await Should.ThrowAsync<Grpc.Core.RpcException>(call);
        return RpcErrors.ToLedgerException(exception).Error;
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
    }

    public void Dispose()
    {
        Consortium.Dispose();
        _folder.Dispose();
    }
}
