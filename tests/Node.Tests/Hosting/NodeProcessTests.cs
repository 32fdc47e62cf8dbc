using System.Net;
using System.Net.Sockets;
using Ledger.Api.V1;
using Ledger.Node.Embedded;
using Ledger.Node.Hosting;

namespace Ledger.Node.Tests.Hosting;

public sealed class NodeProcessTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Consortium _consortium = new();

    private string Data => _folder.In("data");

    private string[] Founders
    {
        get
        {
            _consortium.WriteFounders(_folder.In("founders.json"));
            return ["--founders", _folder.In("founders.json")];
        }
    }

    [Fact]
    public async Task Run_FirstStartThenSigtermThenAgain_DeploysOnceAndLeavesNothingBehind()
    {
        int anvil;
        string network;
        await using (var node = await ChildNode.StartReadyAsync(Data, Founders))
        {
            var status = await node.Query.StatusAsync(new StatusRequest());
            status.Ready.ShouldBeTrue(string.Join("; ", status.Problems));
            status.Contracts.Count.ShouldBe(Enum.GetValues<Ledger.Contracts.Deployment.LedgerContract>().Length);
            anvil = node.AnvilProcessId();
            network = await File.ReadAllTextAsync(Path.Combine(Data, "network.json"));
            node.Terminate();
            (await node.EndedAsync()).ExitCode.ShouldBe(ExitCodes.Stopped);
        }

        IsRunning(anvil).ShouldBeFalse();
        File.Exists(Path.Combine(Data, "node.json")).ShouldBeFalse();

        await using var again = ChildNode.Start(Data);
        await again.ListeningAsync();
        await again.SaidReadyAsync();
        (await File.ReadAllTextAsync(Path.Combine(Data, "network.json"))).ShouldBe(network);
        again.Network.GenesisHash.ShouldNotBe(default);
    }

    [Fact]
    public async Task Run_KilledDuringDeployment_CompletesTheSameDeployment()
    {
        await using (var node = ChildNode.Start(Data, Founders))
        {
            await node.ListeningAsync();
            node.Kill();
            await node.EndedAsync();
        }

        await using var again = await ChildNode.StartReadyAsync(Data);
        (await again.Query.StatusAsync(new StatusRequest())).Ready.ShouldBeTrue();
    }

    [Fact]
    public async Task Run_FolderInUse_SaysSo()
    {
        await using var first = ChildNode.Start(Data, Founders);
        await first.ListeningAsync();
        await using var second = ChildNode.Start(Data);
        var (code, errors) = await second.EndedAsync();
        code.ShouldBe(ExitCodes.Unavailable);
        errors.ShouldBe($"error: The data folder '{Data}' is in use by another node. Stop that node, or name another folder.\n");
    }

    [Fact]
    public async Task Run_PortInUse_NamesThePort()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var node = ChildNode.Start(Data, [.. Founders, "--grpc-port", $"{port}"]);
        var (code, errors) = await node.EndedAsync();
        code.ShouldBe(ExitCodes.Unavailable);
        errors.ShouldStartWith($"error: Port {port} is in use by another program.");
    }

    [Fact]
    public async Task Run_NoAnvil_SaysHowToGetIt()
    {
        await using var node = ChildNode.Start(Data, [.. Founders, "--anvil", _folder.In("none")]);
        var (code, errors) = await node.EndedAsync();
        code.ShouldBe(ExitCodes.Unavailable);
        errors.ShouldContain("anvil was not found");
    }

    [Fact]
    public async Task Run_NewFolderWithoutFounders_AsksForThem()
    {
        await using var node = ChildNode.Start(Data);
        var (code, errors) = await node.EndedAsync();
        code.ShouldBe(ExitCodes.Usage);
        errors.ShouldContain("--founders FILE");
    }

    [Fact]
    public async Task Run_OtherChainId_IsRefused()
    {
        await using (var node = await ChildNode.StartReadyAsync(Data, Founders))
        {
            node.Terminate();
            await node.EndedAsync();
        }

        await using var again = ChildNode.Start(Data, "--chain-id", "5");
        var (code, errors) = await again.EndedAsync();
        code.ShouldBe(ExitCodes.Usage);
        errors.ShouldContain("--chain-id 20260, not 5");
    }

    [Fact]
    public async Task Run_NodeKilled_NextStartEndsTheOrphanedChain()
    {
        int orphan;
        await using (var node = await ChildNode.StartReadyAsync(Data, Founders))
        {
            orphan = node.AnvilProcessId();
            node.Kill();
            await node.EndedAsync();
        }

        await using var again = await ChildNode.StartReadyAsync(Data);
        IsRunning(orphan).ShouldBeFalse();
        again.AnvilProcessId().ShouldNotBe(orphan);
    }

    public void Dispose()
    {
        _consortium.Dispose();
        _folder.Dispose();
    }

    private static bool IsRunning(int processId) => ProcessIdentity.Of(processId) is { } identity && identity.IsRunning();
}
