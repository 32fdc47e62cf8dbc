using Ledger.Contracts.Deployment;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Relay;
using Ledger.Tests.Shared.Acts;

namespace Ledger.Node.Tests.Testing;

/// <summary>Lets random acts be done on the embedded chain; what they are chosen by is the index that follows it.</summary>
internal sealed class WorldActs(LedgerWorld world) : IActLedger
{
    private const ulong ViewGas = 90_000_000;

    public NetworkDescriptor Network => world.Network;

    public LedgerView View => new(new LatestRows(world.Database));

    public ulong NowSeconds => (ulong)world.Time.GetUtcNow().ToUnixTimeSeconds();

    public IEnumerable<(byte[] Key, byte[] Value)> Rows(EntityKind kind, byte[]? prefix = null)
    {
        using var view = world.Views.Open()!;
        using var rows = view.Iterate(kind, prefix ?? []);
        var found = new List<(byte[], byte[])>();
        for (var isValid = rows.SeekToFirst(); isValid; isValid = rows.Next()) found.Add((rows.Key.ToArray(), rows.Value.ToArray()));
        return found;
    }

    public Task<PartnerId> AdmitAsync(string name, PartnerRoles roles) => world.AdmitAsync(name, roles);

    public Task<string?> SubmitAsync(object body) => world.TryApplyAsync(body);

    public Task<string?> SendAsync(Address to, byte[] data) => world.TrySendAsync(to, data);

    public Task PassAsync(ulong seconds)
    {
        world.Time.Shift(TimeSpan.FromSeconds(seconds));
        return Task.CompletedTask;
    }

    public async Task<byte[]> CallAsync(LedgerContract contract, byte[] data)
    {
        var answer = await world.Chain.CallAsync(new() { To = Network.AddressOf(contract), Data = data, Gas = ViewGas }, world.Cancellation);
        answer.HasFailed.ShouldBeFalse(answer.Failure);
        return answer.Data.ToArray();
    }
}
