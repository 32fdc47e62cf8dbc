using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Node.Embedded;

/// <summary>Writes files so that a crash leaves the old content or the new, never a mixture.</summary>
internal static partial class DurableFile
{
    private const string TemporarySuffix = ".new";

    /// <summary>Writes a file under a temporary name, syncs it, renames it and syncs the folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its content.</param>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        WriteTemporary(path, content);
        Publish(path);
    }

    /// <summary>The first half of <see cref="Write"/>: after it, the temporary file is on the device.</summary>
    public static void WriteTemporary(string path, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(path + TemporarySuffix, FileMode.Create, FileAccess.Write, FileShare.None);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The second half of <see cref="Write"/>: after it, the file has its name.</summary>
    public static void Publish(string path)
    {
        File.Move(path + TemporarySuffix, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Removes what interrupted writes left in a folder.</summary>
    public static void RemoveLeftovers(string folderPath)
    {
        foreach (var leftover in Directory.EnumerateFiles(folderPath, "*" + TemporarySuffix)) File.Delete(leftover);
    }

    /// <summary>Makes renames and removals in a folder durable.</summary>
    public static void SyncFolder(string folderPath)
    {
        // .NET opens no folders, so the three calls are made directly.
        var descriptor = Open(folderPath, OpenReadOnly);
        if (descriptor < 0) throw new IOException($"The folder '{folderPath}' could not be opened: error {Marshal.GetLastPInvokeError()}.");
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Fsync(handle) != 0)
            throw new IOException($"The folder '{folderPath}' could not be synced: error {Marshal.GetLastPInvokeError()}.");
    }

    private const int OpenReadOnly = 0;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(SafeFileHandle file);
}
