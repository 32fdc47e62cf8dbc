using System.Collections.Concurrent;
using System.Diagnostics;

namespace Ledger.Tests.Shared.Anvil;

/// <summary>Starts child processes on one thread that never ends.</summary>
/// <remarks>
/// The kernel's parent-death signal fires when the <em>thread</em> that started the child ends, so a child started on a pool thread
/// would be killed as soon as the pool shrinks.
/// </remarks>
internal static class ChildLauncher
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> Queue = StartThread();

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Add((start, started));
        return started.Task;
    }

    private static BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> StartThread()
    {
        var queue = new BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)>();
        var thread = new Thread(() =>
        {
            foreach (var (start, started) in queue.GetConsumingEnumerable())
            {
                try
                {
                    started.SetResult(Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} could not be started."));
                }
                catch (Exception exception)
                {
                    started.SetException(exception);
                }
            }
        })
        {
            IsBackground = true,
            Name = "child launcher",
        };
        thread.Start();
        return queue;
    }
}
