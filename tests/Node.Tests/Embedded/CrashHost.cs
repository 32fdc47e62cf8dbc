using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Ledger.Node.Embedded;

namespace Ledger.Node.Tests.Embedded;

/// <summary>A node's chain in a process of its own, which kills itself at a point, as a power cut would.</summary>
/// <remarks>It prints <c>anvil PID</c>, and <c>block NUMBER HASH</c> for every block as soon as it is visible.</remarks>
internal static class CrashHost
{
    public const int Transactions = 12;

    private const string Verb = "crash-host";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Everything the host sends, in order; the same bytes each time.</summary>
    public static IReadOnlyList<byte[]> Work()
    {
        using var first = new TestAccount(1);
        using var second = new TestAccount(2);
        var work = new List<byte[]> { first.Deploy() };
        for (ulong index = 1; index < Transactions; index++) work.Add((index % 2 == 0 ? first : second).Store(index, index));
        return work;
    }

    public static EmbeddedChainOptions Options(ChainFixture fixture) =>
        fixture.DefaultOptions with { SnapshotTransactions = 3, MaxTransactionsPerBlock = 2 };

    /// <summary>Runs the host on a folder until it has killed itself.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<CrashReport> RunAsync(string folderPath, FaultPoint point, int occurrence)
    {
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(
                dotnet, ["exec", typeof(CrashHost).Assembly.Location, Verb, folderPath, $"{point}", occurrence.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        };
        using var limit = new CancellationTokenSource(Limit);
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return CrashReport.Parse(process.ExitCode, await output, await errors);
    }

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [Verb, var folderPath, var point, var occurrence]) return 2;
        await using var fixture = new ChainFixture(folderPath);
        var faults = new FaultScript(Enum.Parse<FaultPoint>(point), int.Parse(occurrence, CultureInfo.InvariantCulture), KillMyself);
        var chain = await fixture.StartAsync(options: Options(fixture), faults: faults);
        await Console.Out.WriteLineAsync($"anvil {chain.ProcessId}");
        var shown = 0UL;
        foreach (var transaction in Work())
        {
            await fixture.SendAndWaitAsync(transaction);
            foreach (var hash in await fixture.ReadHashesAsync(shown + 1)) await Console.Out.WriteLineAsync($"block {++shown} {hash}");
        }

        return 3;
    }

    private static void KillMyself()
    {
        Console.Out.Flush();
        using var process = Process.GetCurrentProcess();
        process.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
