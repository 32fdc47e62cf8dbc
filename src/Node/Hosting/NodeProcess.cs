using System.Runtime.InteropServices;
using Ledger.Node.Hosting.Faults;

namespace Ledger.Node.Hosting;

/// <summary>Runs a node as a process: options in, lines out, signals, exit code.</summary>
internal static class NodeProcess
{
    // SIGXFSZ on Linux and macOS.
    private const int FileSizeSignal = 25;

    /// <summary>Runs until stopped.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            var sources = NodeOptionSources.Read(arguments, Environment.GetEnvironmentVariable);
            if (sources.Flag("help"))
            {
                await Console.Out.WriteLineAsync(NodeOptionsReader.Help);
                return ExitCodes.Stopped;
            }

            var options = NodeOptionsReader.Read(sources);
            await RunAsync(options, FaultSwitch.Overrides(options.FailAt, Environment.GetEnvironmentVariable));
            return ExitCodes.Stopped;
        }
        catch (Exception exception)
        {
            var fault = StartFaults.Explain(exception)
                ?? NodeStartException.Internal($"Something went wrong that should not have: {exception.GetType().Name}: {exception.Message} Look into the log, and report it.");
            await Console.Error.WriteLineAsync($"error: {fault.Message.ReplaceLineEndings(" ")}");
            return fault.ExitCode;
        }
    }

    private static async Task RunAsync(NodeOptions options, NodeOverrides overrides)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        // A limit on the size of files is a full disk, which the write that meets it reports; the signal's own way is to end the process.
        using var limit = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create((PosixSignal)FileSizeSignal, static context => context.Cancel = true);
        if (options.StopsWithStdin) WatchStdin(stop);
        while (await ServeAsync(options, overrides, stop.Task) is { } addresses)
        {
            // Whoever uses the node finds it where it was.
            options = options with { GrpcPort = new Uri(addresses.Grpc).Port, HttpPort = new Uri(addresses.Http).Port };
            await SayAsync(overrides.Output, "reopening");
        }

        await SayAsync(overrides.Output, "stopped");

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    /// <returns>Null when it was told to stop; where it listened when it has to be put together anew, because the disk was full and has room again.</returns>
    private static async Task<NodeAddresses?> ServeAsync(NodeOptions options, NodeOverrides overrides, Task stop)
    {
        NodeStartException? failure = null;
        NodeAddresses? reopenAt = null;
        await using (var host = await NodeHost.BuildAsync(options, overrides))
        {
            await host.StartAsync(CancellationToken.None);
            await SayAsync(overrides.Output, $"listening grpc={host.Addresses!.Grpc} http={host.Addresses.Http}");
            var first = await Task.WhenAny(stop, host.Ready, host.Failed, host.RoomRegained);
            if (first == host.Ready)
            {
                await SayAsync(overrides.Output, $"ready block={host.Services.Index.Cursor?.Number ?? 0}");
                first = await Task.WhenAny(stop, host.Failed, host.RoomRegained);
            }

            if (first == host.Failed) failure = await host.Failed;
            if (first == host.RoomRegained) reopenAt = host.Addresses;
        }

        return failure is null ? reopenAt : throw failure;
    }

    private static async Task SayAsync(TextWriter output, string line)
    {
        try
        {
            await output.WriteLineAsync(line);
            await output.FlushAsync();
        }
        catch (IOException)
        {
            // Whoever started the node no longer listens; the node does not depend on it.
        }
    }

    private static void WatchStdin(TaskCompletionSource stop)
    {
        var thread = new Thread(() =>
        {
            using var input = Console.OpenStandardInput();

            // On the stack: an array would stay pinned while the read waits, and garbage collections would have to work around it for as long as the node runs.
            Span<byte> buffer = stackalloc byte[256];
            try
            {
                while (input.Read(buffer) > 0)
                {
                    // Only the end matters.
                }
            }
            catch (IOException)
            {
                // As good as the end.
            }

            stop.TrySetResult();
        })
        {
            IsBackground = true,
            Name = "standard input",
        };
        thread.Start();
    }
}
