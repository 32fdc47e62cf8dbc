using System.Diagnostics;
using Ledger.Api.V1;
using Ledger.Node.Hosting;
using Ledger.Node.Tests.Operations;
using Ledger.Node.Tests.Relay;
using Ledger.Tests.Shared.Disks;

namespace Ledger.Node.Tests.Hosting;

/// <summary>The real node whose files may not grow any more: by the kernel's limit, which needs no rights and is met as a quota is, and on a small disk that somebody else fills.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Consortium _consortium = new();

    private string Data => _folder.In("data");

    [Fact]
    public async Task Submit_NothingCanBeWritten_SaysSoReadsGoOnAndNothingIsLost()
    {
        _consortium.WriteFounders(_folder.In("founders.json"));
        var accepted = new List<ulong>();
        SubmitRequest refused;
        await using (var node = await ChildNode.StartReadyAsync(Data, "--founders", _folder.In("founders.json")))
        {
            await StoppedNodeFixture.SubmitAsync(node, [.. _consortium.Admissions(node.Network)]);
            Limit(node, $"{LogSizeBytes()}:unlimited");

            // The log is synced before it grows, so that the first message meets the limit, or what is appended to it.
            var error = await FillAsync(node, accepted);
            error.Code.ShouldBe(ErrorCode.DiskFull, error.Message);
            error.Cure.ShouldContain("room");
            refused = new SubmitRequest { Wait = true, Messages = { _consortium.Register(node.Network, Consortium.GtinOf(accepted.Count)) } };
            (await RelayFixture.RefusedAsync(() => node.Assets.SubmitAsync(refused).ResponseAsync)).Code.ShouldBe(ErrorCode.DiskFull);

            (await node.Query.PartnersAsync(new PartnersRequest())).Partners.Count.ShouldBe(3);
            foreach (var gtin in accepted) (await node.Query.ProductAsync(new ProductRequest { Gtin = $"{gtin:D14}" })).Gtin.ShouldBe($"{gtin:D14}");
            var status = await node.Query.StatusAsync(new StatusRequest());
            status.Ready.ShouldBeFalse();
            File.ReadAllText(Path.Combine(Data, "logs", "node.log")).ShouldNotContain("opens its database anew");
            status.Problems.ShouldContain(problem => problem.StartsWith("disk:", StringComparison.Ordinal), string.Join("; ", status.Problems));
            Limit(node, "unlimited:unlimited");

            // Nobody starts it again: it sees that there is room, and goes on at the same address.
            await node.SaidReadyAsync();
            foreach (var gtin in accepted) (await node.Query.ProductAsync(new ProductRequest { Gtin = $"{gtin:D14}" })).Gtin.ShouldBe($"{gtin:D14}");
            Consortium.AllApplied((await node.Assets.SubmitAsync(refused, deadline: DateTime.UtcNow.AddSeconds(20))).Outcomes);
            (await node.Query.StatusAsync(new StatusRequest())).Problems.ShouldBeEmpty();
        }

        (await OperationRun.RunAsync("index", "verify", "--data", Data, "--deep")).ShouldEnd(0);
    }

    [SmallDiskFact]
    public async Task Run_DiskFilledByOthers_ReadsGoOnAndItComesBackByItself()
    {
        using var disk = SmallDisk.Create(sizeMegabytes: 400);
        _consortium.WriteFounders(_folder.In("founders.json"));
        var data = disk["data"];
        var refused = new SubmitRequest { Wait = true };
        await using (var node = await ChildNode.StartReadyAsync(data, "--founders", _folder.In("founders.json")))
        {
            await StoppedNodeFixture.SubmitAsync(node, [.. _consortium.Admissions(node.Network)]);
            await StoppedNodeFixture.SubmitAsync(node, _consortium.Register(node.Network, Consortium.GtinOf(0)));

            // To the last byte, and at once: what the node looks at before it writes is of no use to what is under way.
            Fill(disk["filler"]);
            (await node.Query.StatusAsync(new StatusRequest())).Problems.ShouldContain(problem => problem.StartsWith("disk:", StringComparison.Ordinal));
            refused.Messages.Add(_consortium.Register(node.Network, Consortium.GtinOf(1)));
            (await RelayFixture.RefusedAsync(() => node.Assets.SubmitAsync(refused).ResponseAsync)).Code.ShouldBe(ErrorCode.DiskFull);
            (await node.Query.ProductAsync(new ProductRequest { Gtin = $"{Consortium.GtinOf(0):D14}" })).Gtin.ShouldBe($"{Consortium.GtinOf(0):D14}");

            File.Delete(disk["filler"]);
            await BackAsync(node);
            Consortium.AllApplied((await node.Assets.SubmitAsync(refused, deadline: DateTime.UtcNow.AddSeconds(20))).Outcomes);
            (await node.Query.StatusAsync(new StatusRequest())).Problems.ShouldBeEmpty();
        }

        (await OperationRun.RunAsync("index", "verify", "--data", data, "--deep")).ShouldEnd(0);
    }

    [SmallDiskFact]
    public async Task Start_OnADiskThatIsFull_SaysSoAndTouchesNothing()
    {
        using var disk = SmallDisk.Create(sizeMegabytes: 100);
        _consortium.WriteFounders(_folder.In("founders.json"));
        Fill(disk["filler"]);

        await using var node = ChildNode.Start(disk["data"], "--founders", _folder.In("founders.json"));

        var (exitCode, errors) = await node.EndedAsync();
        exitCode.ShouldBe(ExitCodes.Unavailable, errors);
        errors.ShouldContain("has less than 64 MiB free: make room, then start the node again");
    }

    public void Dispose()
    {
        _consortium.Dispose();
        _folder.Dispose();
    }

    private static void Fill(string path)
    {
        var block = new byte[1 << 16];
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // That was the last room.
        }
    }

    private static async Task BackAsync(ChildNode node)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!(await node.Query.StatusAsync(new StatusRequest(), cancellationToken: limit.Token)).Ready) await poll.WaitForNextTickAsync(limit.Token);
    }

    private async Task<Error> FillAsync(ChildNode node, List<ulong> accepted)
    {
        const int MoreThanFits = 200;
        while (accepted.Count < MoreThanFits)
        {
            var gtin = Consortium.GtinOf(accepted.Count);
            var request = new SubmitRequest { Wait = true, Messages = { _consortium.Register(node.Network, gtin) } };
            try
            {
                Consortium.AllApplied((await node.Assets.SubmitAsync(request, deadline: DateTime.UtcNow.AddSeconds(10))).Outcomes);
                accepted.Add(gtin);
            }
            catch (Grpc.Core.RpcException exception)
            {
                return Ledger.Api.Errors.RpcErrors.ToLedgerException(exception).Error;
            }
        }

        throw new InvalidOperationException("The limit was never met.");
    }

    private long LogSizeBytes() => Directory.GetFiles(Path.Combine(Data, "db"), "*.log").Max(path => new FileInfo(path).Length);

    private static void Limit(ChildNode node, string sizeBytes)
    {
        using var prlimit = Process.Start("prlimit", ["--pid", $"{node.ProcessId}", $"--fsize={sizeBytes}"]);
        prlimit.WaitForExit();
        prlimit.ExitCode.ShouldBe(0);
    }
}
