using Grpc.Core;

namespace Ledger.Rpc.Wire;

/// <summary>Metadata to HTTP headers and back.</summary>
internal static class MetadataCodec
{
    /// <summary>Whether a received header belongs to the protocol and not to the metadata.</summary>
    public static bool IsReserved(string name) =>
        name.Length == 0
        || name[0] == ':'
        || (name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase) && IsReservedGrpc(name))
        || name.Equals("content-type", StringComparison.OrdinalIgnoreCase)
        || name.Equals("te", StringComparison.OrdinalIgnoreCase)
        || name.Equals("host", StringComparison.OrdinalIgnoreCase)
        || name.Equals("content-length", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether user metadata with this key may be sent: the protocol's own headers are the runtime's to send.</summary>
    public static bool IsSendable(Metadata.Entry entry) => !IsReserved(entry.Key);

    /// <summary>The text of an entry on the wire: base64 without padding for bytes.</summary>
    public static string Encode(Metadata.Entry entry) =>
        entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes).TrimEnd('=') : entry.Value;

    /// <summary>Adds a received header. Binary values may be several, separated by commas, with or without padding.</summary>
    /// <exception cref="RpcException">INTERNAL: the header can't be decoded.</exception>
    public static void AddReceived(Metadata metadata, string name, string value)
    {
        if (!name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
        {
            metadata.Add(Checked(name, value));
            return;
        }

        foreach (Range range in value.AsSpan().Split(','))
            metadata.Add(Checked(name, DecodeBase64(name, value.AsSpan()[range].Trim())));
    }

    private static bool IsReservedGrpc(string name) =>
        name.Equals(GrpcProtocol.TimeoutHeader, StringComparison.OrdinalIgnoreCase)
        || name.Equals(GrpcProtocol.EncodingHeader, StringComparison.OrdinalIgnoreCase)
        || name.Equals(GrpcProtocol.AcceptEncodingHeader, StringComparison.OrdinalIgnoreCase)
        || name.Equals(GrpcProtocol.StatusHeader, StringComparison.OrdinalIgnoreCase)
        || name.Equals(GrpcProtocol.MessageHeader, StringComparison.OrdinalIgnoreCase)
        || name.Equals(GrpcProtocol.EncodingRequestHeader, StringComparison.OrdinalIgnoreCase);

    private static Metadata.Entry Checked<T>(string name, T value)
    {
        try
        {
            return value is byte[] bytes ? new Metadata.Entry(name, bytes) : new Metadata.Entry(name, (string)(object)value!);
        }
        catch (ArgumentException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, "A metadata key is not valid.", e));
        }
    }

    private static byte[] DecodeBase64(string name, ReadOnlySpan<char> text)
    {
        text = text.TrimEnd('=');
        Span<char> padded = text.Length <= 252 ? stackalloc char[256] : new char[text.Length + 3];
        text.CopyTo(padded);
        int length = text.Length;
        while (length % 4 != 0)
            padded[length++] = '=';
        byte[] bytes = new byte[length / 4 * 3];
        if (!Convert.TryFromBase64Chars(padded[..length], bytes, out int written))
            throw new RpcException(new Status(StatusCode.Internal, $"The metadata '{name}' is not base64."));
        return written == bytes.Length ? bytes : bytes[..written];
    }
}
