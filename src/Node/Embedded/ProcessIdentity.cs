using System.Globalization;

namespace Ledger.Node.Embedded;

/// <summary>A process told apart from every other that had or will have its id: Linux reuses ids, but not with the same start time in the
/// same boot.</summary>
/// <param name="ProcessId">The process id.</param>
/// <param name="StartTicks">Field 22 of <c>/proc/[pid]/stat</c>: the start time in clock ticks since boot (proc(5)).</param>
/// <param name="BootId">The machine's boot id.</param>
internal sealed record ProcessIdentity(int ProcessId, ulong StartTicks, string BootId)
{
    private const int StartTicksField = 22;

    /// <summary>The identity of a process that runs now; null when there is none with this id.</summary>
    public static ProcessIdentity? Of(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            // The second field is the command in parentheses and may itself hold spaces and parentheses; the third follows the last one.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var state = fields[0];
            var startTicks = ulong.Parse(fields[StartTicksField - 3], CultureInfo.InvariantCulture);
            return state is "Z" or "X" ? null : new ProcessIdentity(processId, startTicks, File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether this very process still runs.</summary>
    public bool IsRunning() => Of(ProcessId) == this;

    /// <summary>One line of text for <see cref="TryParse"/>.</summary>
    public override string ToString() => $"{ProcessId} {StartTicks} {BootId}";

    /// <summary>Reads one line of text.</summary>
    public static bool TryParse(string text, out ProcessIdentity? identity)
    {
        var parts = text.Trim().Split(' ');
        identity = parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var processId) && processId > 1
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var startTicks)
                ? new ProcessIdentity(processId, startTicks, parts[2])
                : null;
        return identity is not null;
    }
}
