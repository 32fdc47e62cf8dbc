using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Native.RocksDb;
using Ledger.Node.Embedded;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Operations.Backups;

/// <summary><c>restore</c>: makes a data folder from a backup. The database gets its name last, so that no node starts on half of it.</summary>
internal static class RestoreCommand
{
    /// <summary>The folder in which a backup is put together before it gets its place.</summary>
    public const string StagingName = "restore";

    private const byte PendingPrefix = (byte)'T';
    private static readonly string[] KeyNames = ["identity.key", "relay.key"];

    /// <summary>Restores.</summary>
    public static async Task<int> RunAsync(OperationArguments arguments, OperationOutput output, CancellationToken cancellationToken)
    {
        var from = Path.GetFullPath(arguments.Required("from", "a backup"));
        var path = arguments.DataPath;
        try
        {
            var manifest = BackupManifest.Read(from);
            RequireListed(from, manifest);
            if (Directory.Exists(Path.Combine(path, "db"))) throw NodeStartException.Unavailable($"The folder '{path}' has a database already. Name a folder without one.");
            using var folder = DataFolder.Take(path);
            var forgotten = await RestoreAsync(from, manifest, folder, output, cancellationToken);
            Report(output, manifest, path, forgotten);
            return OperationExitCodes.Done;
        }
        catch (BackupException exception)
        {
            throw new NodeStartException(OperationExitCodes.Differs, $"{exception.Message} Use another backup.", exception);
        }
    }

    private static async Task<int> RestoreAsync(string from, BackupManifest manifest, DataFolder folder, OperationOutput output, CancellationToken cancellationToken)
    {
        var keys = manifest.Files.Where(file => KeyNames.Contains(file.Path, StringComparer.Ordinal)).ToList();
        if (keys.Find(key => File.Exists(Path.Combine(folder.Path, key.Path))) is { } taken)
            throw NodeStartException.Unavailable($"The folder '{folder.Path}' has {taken.Path} already, and so has the backup. Name a folder without keys.");
        ExistingData.RequireRoom(folder.Path, manifest.Files.Sum(file => file.SizeBytes));
        var staging = Path.Combine(folder.Path, StagingName);
        if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        try
        {
            await CopyAsync(from, staging, manifest, output, cancellationToken);
            var forgotten = Prepare(Path.Combine(staging, "db"), manifest, keepsPending: keys.Exists(key => string.Equals(key.Path, "relay.key", StringComparison.Ordinal)));
            Place(staging, folder);
            return forgotten;
        }
        finally
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        }
    }

    // A file that nobody vouches for must not become part of a database.
    private static void RequireListed(string from, BackupManifest manifest)
    {
        var listed = manifest.Files.Select(file => file.Path).Append(BackupManifest.FileName).ToHashSet(StringComparer.Ordinal);
        var stranger = Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(from, file).Replace(Path.DirectorySeparatorChar, '/'))
            .FirstOrDefault(file => !listed.Contains(file));
        if (stranger is not null) throw new BackupException($"'{stranger}' in the backup is not in its manifest.");
    }

    private static async Task CopyAsync(string from, string staging, BackupManifest manifest, OperationOutput output, CancellationToken cancellationToken)
    {
        ulong done = 0;
        var all = (ulong)manifest.Files.Sum(file => file.SizeBytes);
        foreach (var file in manifest.Files)
        {
            await CopyAsync(Path.Combine(from, file.Path), Path.Combine(staging, file.Path), file, cancellationToken);
            done += (ulong)file.SizeBytes;
            output.Progress("restored", done, all, "bytes");
        }
    }

    private static async Task CopyAsync(string from, string to, BackupFile file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (!File.Exists(from)) throw new BackupException($"'{file.Path}' is missing from the backup.");
        await using (var source = File.OpenRead(from))
        await using (var target = OwnerOnly.CreateFile(to))
        {
            await source.CopyToAsync(target, cancellationToken);
            target.Flush(flushToDisk: true);
        }

        // The copy is what will be used, so the copy is what is checked.
        await using var copy = File.OpenRead(to);
        if (copy.Length != file.SizeBytes || !string.Equals(Convert.ToHexStringLower(await SHA256.HashDataAsync(copy, cancellationToken)), file.Sha256, StringComparison.Ordinal))
            throw new BackupException($"'{file.Path}' in the backup is not what its manifest says.");
    }

    // Without the relay's key its transactions on their way belong to an account that this node does not have.
    private static int Prepare(string databasePath, BackupManifest manifest, bool keepsPending)
    {
        using var database = LedgerDatabase.Open(new() { FolderPath = databasePath });
        var cursor = database.Rocks.Get(database.Meta, IndexCursor.Key) is { } row ? IndexCursor.Decode(row) : null;
        if ((cursor?.Number ?? 0) != manifest.Height || (cursor?.Hash ?? default) != manifest.Hash || (cursor?.Digest ?? default) != manifest.Digest)
            throw new BackupException("The database in the backup has another height than its manifest says.");
        if (keepsPending) return 0;
        using var batch = new WriteBatch();
        using (var journal = database.Rocks.CreateIterator(database.Relay))
        {
            for (var isValid = journal.Seek([PendingPrefix]); isValid && journal.Key[0] == PendingPrefix; isValid = journal.Next()) batch.Delete(database.Relay, journal.Key);
        }

        database.Rocks.Write(batch, WriteOptions.Durable);
        return batch.Count;
    }

    private static void Place(string staging, DataFolder folder)
    {
        foreach (var name in KeyNames.Append("network.json"))
        {
            var file = Path.Combine(staging, name);
            if (File.Exists(file)) File.Move(file, Path.Combine(folder.Path, name), overwrite: true);
        }

        var chain = Path.Combine(staging, "chain");
        if (Directory.Exists(chain))
        {
            if (Directory.Exists(folder.ChainPath)) Directory.Delete(folder.ChainPath, recursive: true);
            Directory.Move(chain, folder.ChainPath);
            DurableFile.SyncFolder(folder.ChainPath);
        }

        DurableFile.SyncFolder(Path.Combine(staging, "db"));
        DurableFile.SyncFolder(folder.Path);
        Directory.Move(Path.Combine(staging, "db"), folder.DatabasePath);
        DurableFile.SyncFolder(folder.Path);
    }

    private static void Report(OperationOutput output, BackupManifest manifest, string path, int forgotten)
    {
        var lines = new List<string> { $"restored: block {manifest.Height:N0} as of {manifest.CreatedAt:yyyy-MM-dd HH:mm:ss}Z in '{path}'" };
        if (manifest.IsEmbedded)
            lines.Add($"note: the chain is that of the backup. Blocks that the old node made after {manifest.Height:N0} are not in it: what happens now forks from them, and clients that saw them refuse this node.");
        if (!manifest.HasKeys) lines.Add("note: the backup has no keys; the node makes new ones at its start, and is another node to those who know it by its key.");
        if (forgotten > 0) lines.Add($"note: {forgotten:N0} transactions were on their way and are forgotten; submit their messages again.");
        output.Result(
            string.Join(Environment.NewLine, lines),
            new JsonObject
            {
                ["folder"] = path,
                ["height"] = manifest.Height,
                ["hash"] = $"{manifest.Hash}",
                ["digest"] = $"{manifest.Digest}",
                ["keys"] = manifest.HasKeys,
                ["forksChain"] = manifest.IsEmbedded,
                ["forgottenTransactions"] = forgotten,
            });
    }
}
