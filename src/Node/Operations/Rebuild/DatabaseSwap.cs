using System.Runtime.InteropServices;
using Ledger.Node.Embedded;

namespace Ledger.Node.Operations.Rebuild;

/// <summary>Puts a new database in the place of the old one. A crash at any point leaves one of the two in place, or is mended by the next start.</summary>
/// <remarks>
/// The two folders change names in one system call where the file system can do that. Where it cannot there is a moment without a database,
/// and the old one beside it, which <see cref="Recover"/> puts back.
/// </remarks>
internal static partial class DatabaseSwap
{
    private const int CurrentFolder = -100;
    private const uint ExchangeNames = 2;

    /// <summary>Where the old database is kept until the new one has proved good.</summary>
    public static string OldPathOf(string databasePath) => databasePath + ".old";

    /// <summary>Whether a swap was interrupted between its two halves.</summary>
    public static bool IsInterrupted(string databasePath) => !Directory.Exists(databasePath) && Directory.Exists(OldPathOf(databasePath));

    /// <summary>Puts the old database back after an interrupted swap; does nothing otherwise.</summary>
    public static void Recover(string databasePath)
    {
        if (!IsInterrupted(databasePath)) return;
        Directory.Move(OldPathOf(databasePath), databasePath);
        DurableFile.SyncFolder(Path.GetDirectoryName(databasePath)!);
    }

    /// <summary>Swaps.</summary>
    /// <param name="newPath">The new database, closed and on the device; on the file system of the old one.</param>
    /// <param name="databasePath">The database's place.</param>
    /// <param name="canExchange">Whether to try the one system call; a test says no.</param>
    /// <param name="faults">Lets a test act between the steps; null otherwise.</param>
    public static void Run(string newPath, string databasePath, bool canExchange = true, Action<RebuildStep>? faults = null)
    {
        var old = OldPathOf(databasePath);
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
        faults?.Invoke(RebuildStep.BeforeSwap);
        if (canExchange && Exchange(CurrentFolder, newPath, CurrentFolder, databasePath, ExchangeNames) == 0)
        {
            faults?.Invoke(RebuildStep.HalfSwapped);
            Directory.Move(newPath, old);
        }
        else
        {
            Directory.Move(databasePath, old);
            faults?.Invoke(RebuildStep.HalfSwapped);
            Directory.Move(newPath, databasePath);
        }

        DurableFile.SyncFolder(Path.GetDirectoryName(databasePath)!);
        DurableFile.SyncFolder(Path.GetDirectoryName(newPath)!);
        faults?.Invoke(RebuildStep.Swapped);
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Exchange(int leftFolder, string left, int rightFolder, string right, uint flags);
}
