using System.CommandLine.Parsing;
using Ledger.Cli;

namespace Ledger.EndToEnd.Tests.Support;

/// <summary>A node with the development consortium, for the tests of one class.</summary>
public class UpFixture : IAsyncLifetime
{
    private RunningUp? _up;

    public TemporaryHome Home { get; } = new();

    public async Task InitializeAsync()
    {
        await PrepareAsync();
        _up = await RunningUp.StartAsync(Home);
        (await RunAsync("product register 09506000134352 --name Examplamin --as manufacturer")).ShouldBeDone();
    }

    public async Task DisposeAsync()
    {
        if (_up is not null) await _up.DisposeAsync();
        Home.Dispose();
    }

    /// <summary>Changes the home before the node starts.</summary>
    private protected virtual Task PrepareAsync() => Task.CompletedTask;

    internal Task<CliRun> RunAsync(string line) => Home.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Runs a command line inside this process: all of the program but its start, which long stories would wait for most of the time.</summary>
    /// <param name="line">The line; what stands between double quotes is one word.</param>
    internal async Task<CliRun> CallAsync(string line)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync([.. CommandLineParser.SplitCommandLine(line), "--home", Home.Folder], output, error);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Commissions random serials of a new lot on cases of 10 and pallets of 20.</summary>
    /// <returns>The run's id.</returns>
    internal async Task<uint> CommissionAsync(string lot, int units)
    {
        var run = await RunAsync($"commission --gtin 09506000134352 --lot {lot} --expiry 2030-12-31 --random {units} --units-per-case 10 --cases-per-pallet 2 --as manufacturer --json");
        foreach (var outcome in run.ShouldBeDone().Json.GetProperty("outcomes").EnumerateArray())
        {
            if (outcome.GetProperty("created").TryGetProperty("run", out var id)) return uint.Parse(id.GetString()!);
        }

        throw new InvalidOperationException($"No run was created: {run.Output}");
    }
}
