using System.Buffers.Binary;
using System.Reflection;
using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Projection;
using Ledger.Node.Chain;
using Ledger.Node.Follower;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries;
using Ledger.Node.Relay;

namespace Ledger.Node.Health;

/// <summary>How the node is: what <c>Query.Status</c> and the health pages answer. Thread-safe.</summary>
internal sealed class NodeStatus(NodeServices services, MessageRelay relay, AlarmWatch alarms) : INodeStatus
{
    /// <summary>Blocks that the index may lack while the node still counts as ready.</summary>
    public const ulong MaxReadyLag = 8;

    private static readonly string Version =
        typeof(NodeStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    private readonly ulong _startedSeconds = (ulong)services.Overrides.TimeProvider.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Why the node is not ready; empty when it is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        var chain = services.Chain.Health;
        if (chain.State is not ChainState.Ready) problems.Add($"chain: {chain.State}: {chain.Reason}");
        var follower = services.Follower.Health;
        if (follower.State is not (FollowerState.AtHead or FollowerState.CatchingUp)) problems.Add($"index: {follower.State}: {follower.Reason}");
        if (services.Follower.Lag > MaxReadyLag) problems.Add($"index: {services.Follower.Lag} blocks behind");
        if (!services.Network.IsDeployed) problems.Add("network: the contracts are not deployed yet");
        if (!services.Database.Room.HasRoom) problems.Add($"disk: {services.Database.Room.Complaint}");
        if (services.Gate.Fault is { } fault && follower.State is not FollowerState.Halted) problems.Add($"index: {fault}");
        if (relay.Problem is { } stuck) problems.Add($"relay: {stuck}");
        return problems;
    }

    /// <summary>What an operator has to look at though the node is ready; empty when there is nothing.</summary>
    public IReadOnlyList<string> Alarms() => alarms.Current;

    /// <inheritdoc/>
    public StatusResponse Describe()
    {
        var network = services.Network.Descriptor;
        var problems = Problems();
        var response = new StatusResponse
        {
            Version = Version,
            ChainId = network.ChainId,
            ChainKind = services.Options.Chain is ChainKind.Embedded ? "embedded" : "rpc",
            Head = services.Chain.Head,
            Ready = problems.Count == 0,
            StartedTimestamp = _startedSeconds,
            Units = services.Gate.Read(ReadUnits),
        };
        response.Problems.Add(problems);
        response.Alarms.Add(Alarms());
        AddNetwork(response);
        AddCursor(response);
        return response;
    }

    /// <inheritdoc/>
    public Attestation? Attest(IndexCursor block) =>
        services.Identity.Attest(services.Network.Descriptor.ChainId, block.Number, block.Hash, block.Digest);

    private ulong ReadUnits()
    {
        var key = ProjectionKeys.Counter(ProjectionCounters.Units);
        var row = services.Database.Rocks.Get(services.Database.FamilyOf(EntityKind.Counter), key.Span);
        return row is { Length: sizeof(ulong) } ? BinaryPrimitives.ReadUInt64BigEndian(row) : 0;
    }

    private void AddNetwork(StatusResponse response)
    {
        if (!services.Network.IsDeployed) return;
        var network = services.Network.Descriptor;
        response.GenesisHash = ByteString.CopyFrom(network.GenesisHash.Span);
        foreach (var (contract, address) in network.Contracts) response.Contracts.Add($"{contract}", ByteString.CopyFrom(address.Span));
    }

    private void AddCursor(StatusResponse response)
    {
        if (services.Index.Cursor is not { } cursor) return;
        response.Cursor = new Height
        {
            Number = cursor.Number,
            Hash = ByteString.CopyFrom(cursor.Hash.Span),
            Timestamp = cursor.TimestampSeconds,
            Digest = ByteString.CopyFrom(cursor.Digest.Span),
        };
        response.Head = Math.Max(response.Head, cursor.Number);
        response.Attestation = Attest(cursor);
    }
}
