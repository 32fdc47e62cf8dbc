using System.Globalization;
using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Operations.Backups;

/// <summary>What a backup holds: written last, so that a backup without one is none.</summary>
internal sealed record BackupManifest
{
    /// <summary>Its file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The layout of backups that this node writes.</summary>
    public const int CurrentFormat = 1;

    private const int MaxSizeBytes = 64 << 20;
    private const int MaxFiles = 200_000;
    private const int Sha256Digits = 64;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The network's chain.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>Whether the chain is in the backup, too.</summary>
    public required bool IsEmbedded { get; init; }

    /// <summary>The newest block of the index; 0 when it has none.</summary>
    public required ulong Height { get; init; }

    /// <summary>That block's hash.</summary>
    public required Bytes32 Hash { get; init; }

    /// <summary>The index digest after it.</summary>
    public required Bytes32 Digest { get; init; }

    /// <summary>Whether the node's keys are in it.</summary>
    public required bool HasKeys { get; init; }

    /// <summary>All files but this one, by path.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>Writes the file's content.</summary>
    public byte[] Encode()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("format", CurrentFormat);
            json.WriteString("createdAt", CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteNumber("chainId", ChainId);
            json.WriteString("chain", IsEmbedded ? "embedded" : "rpc");
            json.WriteNumber("height", Height);
            json.WriteString("hash", $"{Hash}");
            json.WriteString("digest", $"{Digest}");
            json.WriteBoolean("keys", HasKeys);
            json.WriteStartArray("files");
            foreach (var file in Files)
            {
                json.WriteStartObject();
                json.WriteString("path", file.Path);
                json.WriteNumber("size", file.SizeBytes);
                json.WriteString("sha256", file.Sha256);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="BackupException">It is missing or no manifest.</exception>
    public static BackupManifest Read(string folder)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        try
        {
            if (new FileInfo(path).Length > MaxSizeBytes) throw new BackupException($"'{path}' is no manifest: it has more than {MaxSizeBytes} bytes.");
            return Decode(File.ReadAllBytes(path));
        }
        catch (FileNotFoundException exception)
        {
            throw new BackupException($"'{folder}' is no backup, or one that was not finished: it has no {FileName}.", exception);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new BackupException($"There is no backup '{folder}'.", exception);
        }
    }

    /// <summary>Reads a file's content.</summary>
    /// <exception cref="BackupException">It is no manifest.</exception>
    public static BackupManifest Decode(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            var format = root.Number("format");
            if (format != CurrentFormat) throw new BackupException($"The backup has format {format}, and this node knows {CurrentFormat}. Run the node that wrote it.");
            var files = root.List("files");
            if (files.GetArrayLength() > MaxFiles) throw new BackupException($"The manifest lists more than {MaxFiles} files.");
            return new()
            {
                CreatedAt = root.Member("createdAt").GetDateTimeOffset(),
                ChainId = root.Number("chainId"),
                IsEmbedded = string.Equals(root.Text("chain"), "embedded", StringComparison.Ordinal),
                Height = root.Number("height"),
                Hash = HashOf(root, "hash"),
                Digest = HashOf(root, "digest"),
                HasKeys = root.Member("keys").GetBoolean(),
                Files = [.. files.EnumerateArray().Select(FileOf)],
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new BackupException($"The manifest cannot be read: {JsonFault.Describe(exception)}.", exception);
        }
    }

    private static Bytes32 HashOf(JsonElement root, string name)
    {
        var bytes = new byte[Bytes32.SizeBytes];
        return Hex.TryFromHex(root.Text(name), bytes) ? new(bytes) : throw new FormatException($"'{name}' is no hash");
    }

    // A path must not lead out of the folder that is restored into.
    private static BackupFile FileOf(JsonElement element)
    {
        var path = element.Text("path");
        var parts = path.Split('/');
        if (parts.Any(part => part is "" or "." or "..") || path.Contains('\\', StringComparison.Ordinal) || path.Contains('\0', StringComparison.Ordinal))
            throw new FormatException($"'{path}' is no path in a backup.");
        var size = element.Member("size").GetInt64();
        var sha256 = element.Text("sha256");
        return size >= 0 && sha256.Length == Sha256Digits && sha256.All(char.IsAsciiHexDigitLower)
            ? new(path, size, sha256)
            : throw new FormatException($"the size or SHA-256 of '{path}' is none.");
    }
}
