using System.Diagnostics;
using Ledger.Api.V1;
using Ledger.Node.Tests.Operations;
using Ledger.Node.Tests.Relay;

namespace Ledger.Node.Tests.Hosting;

/// <summary>The real node whose files may not grow any more, as with a full disk or a quota: by the kernel's limit, which needs no rights.</summary>
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

    public void Dispose()
    {
        _consortium.Dispose();
        _folder.Dispose();
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
