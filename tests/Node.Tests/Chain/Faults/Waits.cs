using System.Diagnostics;
using Ledger.Node.Follower;
using Ledger.Node.Hosting;

namespace Ledger.Node.Tests.Chain.Faults;

/// <summary>Waits for what a whole node comes to, and says how it is if it does not.</summary>
internal static class Waits
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Until its index has a block.</summary>
    public static Task ReachedAsync(this NodeHost host, ulong number) => host.UntilAsync(() => host.Services.Index.Cursor?.Number >= number);

    /// <summary>Until its follower is so.</summary>
    public static Task SeenAsync(this NodeHost host, Func<FollowerHealth, bool> isSeen) => host.UntilAsync(() => isSeen(host.Services.Follower.Health));

    /// <summary>Until something is so.</summary>
    public static async Task UntilAsync(this NodeHost host, Func<bool> isSo)
    {
        var started = Stopwatch.GetTimestamp();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!isSo())
        {
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(
                Limit, $"cursor {host.Services.Index.Cursor?.Number}, head {host.Services.Chain.Head}, {host.Services.Follower.Health}, {host.Services.Chain.Health}");
            await poll.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
