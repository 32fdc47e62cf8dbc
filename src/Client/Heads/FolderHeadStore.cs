using System.Text.Json;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Heads;

/// <summary>Keeps heads in a folder, one small JSON file for each node.</summary>
/// <param name="folder">The folder; made when missing.</param>
public sealed class FolderHeadStore(string folder) : IHeadStore
{
    private const int MaximumSizeBytes = 4096;

    /// <inheritdoc/>
    /// <exception cref="LedgerException">The file is there and can't be read: whoever removes it forgets the head.</exception>
    public async Task<SignedHead?> FindAsync(Bytes32 nodeKey, CancellationToken cancellationToken)
    {
        var path = PathOf(nodeKey);
        if (!File.Exists(path)) return null;
        try
        {
            if (new FileInfo(path).Length > MaximumSizeBytes) throw new FormatException("The file is too long.");
            using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(path, cancellationToken));
            var root = json.RootElement;
            return new SignedHead(
                root.Number("chainId"),
                root.Number("number"),
                Bytes32.Parse(root.Text("hash")),
                Bytes32.Parse(root.Text("digest")),
                nodeKey);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or EthereumFormatException)
        {
            throw new LedgerException(
                ErrorCode.ArgumentInvalid,
                $"The file '{path}' doesn't hold a node's last head: {JsonFault.Describe(exception)}.",
                "Restore it; or remove it if you accept that this node's earlier head is forgotten.",
                "heads",
                exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file can't be written; the one before is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor by this user.</exception>
    public async Task KeepAsync(SignedHead head, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            chainId = head.ChainId,
            number = head.Number,
            hash = head.Hash.ToString(),
            digest = head.Digest.ToString(),
        });
        var path = PathOf(head.NodeKey);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            // On the device before it has its name, so that no crash leaves an empty file, which would be refused.
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(json, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception)
        {
            Remove(temporary);
            if (exception is IOException) throw new IOException(NamedAfter(path, temporary, exception), exception.HResult);
            if (exception is UnauthorizedAccessException) throw new UnauthorizedAccessException(NamedAfter(path, temporary, exception), exception);
            throw;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Why it is to be removed says more.
        }
    }

    // Nobody knows the file that was to become this one.
    private static string NamedAfter(string path, string temporary, Exception exception) => exception.Message.Replace(temporary, path, StringComparison.Ordinal);

    private string PathOf(Bytes32 nodeKey) => Path.Combine(folder, $"{nodeKey.ToString()[2..]}.json");
}
