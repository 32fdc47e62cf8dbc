namespace Ledger.Bench.History;

/// <summary>Memory of this process, as the kernel counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>The most that was ever resident.</summary>
    public static long PeakSizeBytes => Read("VmHWM:");

    /// <summary>What is resident now.</summary>
    public static long SizeBytes => Read("VmRSS:");

    /// <summary>Makes the peak count from now on.</summary>
    public static void ResetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Read(string name)
    {
        foreach (var line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith(name, StringComparison.Ordinal)) return long.Parse(line.AsSpan(name.Length).Trim(" \tkB")) << 10;
        }

        throw new PlatformNotSupportedException($"/proc/self/status has no {name}");
    }
}
