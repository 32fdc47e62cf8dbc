using System.Security.Cryptography;
using System.Text;
using Ledger.Node.Embedded;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Operations.Backups;

/// <summary>Writes a backup of an open database and what belongs to it. Writers go on meanwhile.</summary>
/// <param name="database">The database.</param>
/// <param name="dataPath">The data folder it is of.</param>
/// <param name="timeProvider">The time in the manifest.</param>
internal sealed class BackupWriter(LedgerDatabase database, string dataPath, TimeProvider timeProvider)
{
    private const string PartialSuffix = ".partial";
    private static readonly string[] Keys = ["identity.key", "relay.key"];

    /// <summary>Writes a backup; it has its name only when it is whole and on the device.</summary>
    /// <param name="folder">An absolute path where nothing is yet.</param>
    /// <param name="withKeys">Whether to put the node's keys in.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <exception cref="BackupException">The path cannot be used.</exception>
    public BackupManifest Write(string folder, bool withKeys, CancellationToken cancellationToken)
    {
        Require(folder);
        var partial = folder + PartialSuffix;
        try
        {
            OwnerOnly.CreateFolder(partial);

            // Before the database: a snapshot of a block is of use only where the block log has that block.
            CopySnapshots(Path.Combine(partial, "chain"));
            database.Rocks.CreateCheckpoint(Path.Combine(partial, "db"));
            if (withKeys) CopyKeys(partial);
            var manifest = Describe(partial, withKeys, cancellationToken);
            foreach (var sub in Directory.EnumerateDirectories(partial)) DurableFile.SyncFolder(sub);
            DurableFile.Write(Path.Combine(partial, BackupManifest.FileName), manifest.Encode());
            Directory.Move(partial, folder);
            DurableFile.SyncFolder(Path.GetDirectoryName(folder)!);
            return manifest;
        }
        finally
        {
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        }
    }

    private static void Require(string folder)
    {
        if (!Path.IsPathFullyQualified(folder) || Path.EndsInDirectorySeparator(folder) || !string.Equals(Path.GetFullPath(folder), folder, StringComparison.Ordinal))
            throw new BackupException($"'{folder}' is no absolute path of a folder. Give one like /backups/2026-01-31.");
        if (Path.Exists(folder) || Path.Exists(folder + PartialSuffix))
            throw new BackupException($"'{folder}' exists, or '{folder}{PartialSuffix}' is left from a backup that was cut off. Name another folder, or remove it.");
        if (!Directory.Exists(Path.GetDirectoryName(folder))) throw new BackupException($"The folder '{Path.GetDirectoryName(folder)}' does not exist. Make it first.");
    }

    private static void CopyDurably(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = OwnerOnly.CreateFile(to);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    private static BackupFile Fingerprint(string root, FileInfo file)
    {
        using var stream = file.OpenRead();
        return new(Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    private void CopySnapshots(string target)
    {
        var source = Path.Combine(dataPath, "chain");
        if (!Directory.Exists(source)) return;
        Directory.CreateDirectory(target);
        foreach (var path in Directory.EnumerateFiles(source, "state-*.snapshot"))
        {
            try
            {
                CopyDurably(path, Path.Combine(target, Path.GetFileName(path)));
            }
            catch (FileNotFoundException)
            {
                // A newer one has taken its place; the chain starts from any of them, or from none.
            }
        }
    }

    private void CopyKeys(string target)
    {
        foreach (var name in Keys)
        {
            var path = Path.Combine(dataPath, name);
            if (File.Exists(path)) CopyDurably(path, Path.Combine(target, name));
        }
    }

    // What the copy itself says, not what the running node has moved on to: opening it is also the first proof that it can be opened.
    private BackupManifest Describe(string partial, bool withKeys, CancellationToken cancellationToken)
    {
        using (var copy = LedgerDatabase.OpenReadOnly(new() { FolderPath = Path.Combine(partial, "db"), CacheSizeBytes = 8 << 20 }))
        {
            var stored = new NetworkStore(copy).Read() ?? throw new BackupException("The node has no network yet. Start it first.");
            var cursor = copy.Rocks.Get(copy.Meta, IndexCursor.Key) is { } row ? IndexCursor.Decode(row) : null;
            DurableFile.Write(Path.Combine(partial, "network.json"), Encoding.UTF8.GetBytes(stored.Descriptor.ToJson()));
            return new()
            {
                CreatedAt = timeProvider.GetUtcNow(),
                ChainId = stored.Descriptor.ChainId,
                IsEmbedded = stored.BlockGasLimit != 0,
                Height = cursor?.Number ?? 0,
                Hash = cursor?.Hash ?? default,
                Digest = cursor?.Digest ?? default,
                HasKeys = withKeys,
                Files = Fingerprints(partial, cancellationToken),
            };
        }
    }

    private static List<BackupFile> Fingerprints(string partial, CancellationToken cancellationToken)
    {
        var files = new List<BackupFile>();
        foreach (var file in new DirectoryInfo(partial).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            files.Add(Fingerprint(partial, file));
        }

        return files;
    }
}
