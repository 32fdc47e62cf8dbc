using System.Globalization;

namespace Ledger.Bench.Api;

/// <summary>Where a process of this user listens, as Linux tells it.</summary>
internal static class ListeningPort
{
    private const string Listening = "0A";
    private const int AddressColumn = 1;
    private const int StateColumn = 3;
    private const int InodeColumn = 9;

    /// <summary>The port on which a process listens for IPv4.</summary>
    /// <exception cref="InvalidOperationException">It listens on none.</exception>
    public static int Of(int processId)
    {
        var sockets = Directory.EnumerateFiles($"/proc/{processId}/fd").Select(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name)
            .Where(name => name is not null).ToHashSet(StringComparer.Ordinal);
        foreach (var line in File.ReadLines("/proc/net/tcp").Skip(1))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!string.Equals(columns[StateColumn], Listening, StringComparison.Ordinal) || !sockets.Contains($"socket:[{columns[InodeColumn]}]")) continue;
            return int.Parse(columns[AddressColumn].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        throw new InvalidOperationException($"Process {processId} listens on no port.");
    }
}
