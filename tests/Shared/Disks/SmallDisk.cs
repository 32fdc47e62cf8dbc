using System.Diagnostics;

namespace Ledger.Tests.Shared.Disks;

/// <summary>A file system in memory that fills up soon. Needs the right to mount, which containers running as root often have.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _root;

    private SmallDisk(string root) => _root = root;

    internal static bool IsPossible { get; } = Probe();

    internal string this[string name] => Path.Combine(_root, name);

    public void Dispose()
    {
        Run("umount", _root);
        Directory.Delete(_root);
    }

    internal static SmallDisk Create(int sizeMegabytes)
    {
        var root = Directory.CreateTempSubdirectory("ledger-small-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={sizeMegabytes}m", "tmpfs", root)) return new SmallDisk(root);
        Directory.Delete(root);
        throw new InvalidOperationException("No right to mount.");
    }

    private static bool Probe()
    {
        try
        {
            Create(sizeMegabytes: 1).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
