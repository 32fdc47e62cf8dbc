namespace Ledger.Bench.History;

/// <summary>Memory of this process and what it wrote, as the kernel counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>The most that was ever resident.</summary>
    public static long PeakSizeBytes => Read("VmHWM:");

    /// <summary>What is resident now.</summary>
    public static long SizeBytes => Read("VmRSS:");

    /// <summary>What of it are pages of files.</summary>
    public static long FileSizeBytes => Read("RssFile:");

    /// <summary>Bytes handed to the system to be written so far, by all threads.</summary>
    public static long WrittenSizeBytes => Field("/proc/self/io", "wchar:");

    /// <summary>Makes the peak count from now on.</summary>
    public static void ResetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Read(string name) => Field("/proc/self/status", name) << 10;

    private static long Field(string path, string name)
    {
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith(name, StringComparison.Ordinal)) return long.Parse(line.AsSpan(name.Length).Trim(" \tkB"));
        }

        throw new PlatformNotSupportedException($"{path} has no {name}");
    }
}
