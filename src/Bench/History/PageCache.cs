using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Bench.History;

/// <summary>Forgets files from the machine's page cache, these and no others: what a start finds after the machine itself was started.</summary>
internal static partial class PageCache
{
    private const int DontNeed = 4;
    private const int BufferSizeBytes = 1 << 20;

    /// <summary>Writes back and drops all files of a folder.</summary>
    public static void Drop(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(file);
            if (Advise(file, 0, 0, DontNeed) != 0) throw new IOException($"'{path}' could not be dropped from the page cache.");
        }
    }

    /// <summary>Reads all files of a folder once, so that the machine has of them in memory what it has room for: what a node finds that has run for a while.</summary>
    public static void Fill(string folder)
    {
        var buffer = new byte[BufferSizeBytes];
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            for (long offset = 0; RandomAccess.Read(file, buffer, offset) is > 0 and var read; offset += read)
            {
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
