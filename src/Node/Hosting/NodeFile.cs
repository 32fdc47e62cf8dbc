using System.Text.Json;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Embedded;

namespace Ledger.Node.Hosting;

/// <summary>Tells other programs of this user where the running node listens.</summary>
internal static class NodeFile
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes the file by atomic rename.</summary>
    public static void Write(string path, NodeAddresses addresses, ulong chainId, ReadOnlySpan<byte> nodeKey, DateTimeOffset startedAt)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("pid", Environment.ProcessId);
            json.WriteString("grpc", addresses.Grpc);
            json.WriteString("http", addresses.Http);
            json.WriteNumber("chainId", chainId);
            json.WriteString("nodeKey", Hex.ToHex(nodeKey));
            json.WriteString("startedAt", startedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        DurableFile.Write(path, stream.ToArray());
    }
}
