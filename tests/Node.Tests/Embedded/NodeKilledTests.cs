using System.Diagnostics;
using Ledger.Node.Embedded;
using TestAnvil = Ledger.Tests.Shared.Anvil.AnvilProcess;

namespace Ledger.Node.Tests.Embedded;

/// <summary>The node's process is really killed, and what it leaves behind is found and ended.</summary>
public sealed class NodeKilledTests : ChainTest
{
    private const int KilledExitCode = 128 + 9;

    [Theory]
    [InlineData(nameof(FaultPoint.EntrySynced), 2)]
    [InlineData(nameof(FaultPoint.EntrySubmitted), 3)]
    [InlineData(nameof(FaultPoint.BlockMined), 4)]
    [InlineData(nameof(FaultPoint.HashSynced), 3)]
    [InlineData(nameof(FaultPoint.SnapshotRenamed), 2)]
    public async Task StartAsync_AfterNodeWasKilled_HasItsBlocksAndNoOrphan(string pointName, int occurrence)
    {
        var report = await CrashHost.RunAsync(Fixture.FolderPath, Enum.Parse<FaultPoint>(pointName), occurrence);
        report.ExitCode.ShouldBe(KilledExitCode, report.Errors);
        report.Hashes.ShouldNotBeEmpty();
        await RequireGoneAsync(report.AnvilProcessId.ShouldNotBeNull());

        await Fixture.StartAsync(followFrom: (ulong)report.Hashes.Count + 1, options: CrashHost.Options(Fixture));

        (await Fixture.ReadHashesAsync()).Take(report.Hashes.Count).ShouldBe(report.Hashes);
        await Fixture.SendAndWaitAsync([.. CrashHost.Work()]);
        var all = await Fixture.ReadHashesAsync();
        all.Count.ShouldBe(CrashHost.Transactions);
        await Fixture.StopAsync();
        foreach (var path in Directory.GetFiles(Fixture.ChainFolderPath, "*.snapshot")) File.Delete(path);
        await Fixture.StartAsync(options: CrashHost.Options(Fixture));
        (await Fixture.ReadHashesAsync()).ShouldBe(all);
    }

    [Fact]
    public async Task StartAsync_WithOrphanOfAKilledNode_EndsIt()
    {
        await using var orphan = await TestAnvil.StartAsync();
        Directory.CreateDirectory(Fixture.ChainFolderPath);
        new OrphanGuard(Fixture.ChainFolderPath).Remember(orphan.ProcessId);

        await Fixture.StartAsync();

        ProcessIdentity.Of(orphan.ProcessId).ShouldBeNull();
    }

    [Fact]
    public async Task StartAsync_WhenRecordedIdHasPassedToAnotherProcess_LeavesItAlone()
    {
        await using var stranger = await TestAnvil.StartAsync();
        var identity = ProcessIdentity.Of(stranger.ProcessId).ShouldNotBeNull();
        Directory.CreateDirectory(Fixture.ChainFolderPath);
        var guard = new OrphanGuard(Fixture.ChainFolderPath);

        foreach (var other in new[] { identity with { StartTicks = identity.StartTicks - 1 }, identity with { BootId = "another" } })
        {
            await File.WriteAllTextAsync(guard.RecordPath, other.ToString(), Fixture.Cancellation);
            (await guard.EndOrphanAsync(Fixture.Cancellation)).ShouldBeNull();
        }

        identity.IsRunning().ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0 1 boot")]
    [InlineData("1 1 boot")]
    [InlineData("-7 1 boot")]
    [InlineData("12 x boot")]
    [InlineData("12 1")]
    public async Task EndOrphan_WithRecordThatIsNone_ForgetsIt(string text)
    {
        Directory.CreateDirectory(Fixture.ChainFolderPath);
        var guard = new OrphanGuard(Fixture.ChainFolderPath);
        await File.WriteAllTextAsync(guard.RecordPath, text, Fixture.Cancellation);

        (await guard.EndOrphanAsync(Fixture.Cancellation)).ShouldBeNull();

        File.Exists(guard.RecordPath).ShouldBeFalse();
    }

    [Fact]
    public async Task DisposeAsync_OfTheChain_LeavesNoProcessAndNoRecord()
    {
        var chain = await Fixture.StartAsync();
        var processId = chain.ProcessId.ShouldNotBeNull();
        await Fixture.StopAsync();
        ProcessIdentity.Of(processId).ShouldBeNull();
        File.Exists(new OrphanGuard(Fixture.ChainFolderPath).RecordPath).ShouldBeFalse();
    }

    private async Task RequireGoneAsync(int processId)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (IsAnvil(processId)) await poll.WaitForNextTickAsync(Fixture.Cancellation);
    }

    private static bool IsAnvil(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return ProcessIdentity.Of(processId) is not null && process.ProcessName.StartsWith("anvil", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
