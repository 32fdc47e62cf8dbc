using Ledger.Node.Index.Storage;
using Ledger.Node.Operations.Backups;
using Ledger.Node.Operations.Rebuild;
using Ledger.Node.Operations.Verify;

namespace Ledger.Node.Operations.Doctor;

/// <summary>Looks at the data folder: who has it, who can read it, what is left over, how much room there is.</summary>
internal static class FolderCheck
{
    private const long LowRoomSizeBytes = 1L << 30;
    private const long NoRoomSizeBytes = 192L << 20;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly string[] Secrets = ["identity.key", "relay.key", "operator.token"];

    /// <summary>Looks.</summary>
    public static IEnumerable<Finding> Run(ExistingData data, bool isRunning)
    {
        if (!Directory.Exists(data.Path))
        {
            yield return Finding.Ok("data folder", $"'{data.Path}' is not there; the first start makes it");
            yield return Room(NearestExisting(data.Path));
            yield break;
        }

        yield return State(data, isRunning);
        yield return Permissions(data);
        yield return Room(data.Path);
        foreach (var leftover in Leftovers(data, isRunning)) yield return leftover;
    }

    private static Finding State(ExistingData data, bool isRunning)
    {
        const string subject = "data folder";
        if (isRunning) return Finding.Ok(subject, $"a node runs on '{data.Path}'");
        if (DatabaseSwap.IsInterrupted(data.DatabasePath)) return Finding.Warning(subject, "A rebuild was cut off while it put its database in place; the next start of the node mends it.");
        if (File.Exists(data.In("node.json"))) return Finding.Warning(subject, "The node did not stop cleanly; its next start replays what is left and mends the rest.");
        return Directory.Exists(data.DatabasePath)
            ? Finding.Ok(subject, $"'{data.Path}' is that of a stopped node")
            : Finding.Ok(subject, $"'{data.Path}' is new; the first start needs --founders FILE");
    }

    private static Finding Permissions(ExistingData data)
    {
        const string subject = "permissions";
        try
        {
            var open = Secrets.Select(data.In).FirstOrDefault(IsOpenToOthers);
            if (open is not null) return Finding.Failure(subject, $"Others can read '{open}': run 'chmod 600' on it.");
            var probe = data.In($"doctor-{Environment.ProcessId}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose))
            {
                // That it can be made is all there is to know.
            }

            return IsOpenToOthers(data.Path)
                ? Finding.Warning(subject, $"Others can look into '{data.Path}': run 'chmod 700' on it, as the next start of the node does.")
                : Finding.Ok(subject, "this user alone can read and write it");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Finding.Failure(subject, $"This user cannot write it: {exception.Message} Run as the node's user, or give this one the right to.");
        }
    }

    private static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && Path.Exists(path) && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;

    private static Finding Room(string path)
    {
        var free = new DiskRoom(path, 0).FreeSizeBytes;
        var text = $"{free >> 20:N0} MiB free";
        return free switch
        {
            < NoRoomSizeBytes => Finding.Failure("disk", $"{text}: the node writes nothing with so little. Make room."),
            < LowRoomSizeBytes => Finding.Warning("disk", $"{text}: make room before it is gone."),
            _ => Finding.Ok("disk", text),
        };
    }

    private static IEnumerable<Finding> Leftovers(ExistingData data, bool isRunning)
    {
        var paths = VerifyCommand.Leftovers(data).ToList();
        var old = DatabaseSwap.OldPathOf(data.DatabasePath);
        if (Directory.Exists(old) && Directory.Exists(data.DatabasePath)) paths.Add(old);

        // A running node's folder is locked against these, so they are of an operation that was cut off. Of a stopped one they may be at work.
        if (isRunning) paths.AddRange(new[] { RebuildCommand.StagingName, RestoreCommand.StagingName }.Select(data.In).Where(Directory.Exists));
        return paths.Select(path => Finding.Warning("left over", $"'{path}' is of an operation that was cut off: remove it ('rm -r'), nothing needs it."));
    }

    private static string NearestExisting(string path)
    {
        var folder = path;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { Length: > 0 } above) folder = above;
        return folder;
    }
}
