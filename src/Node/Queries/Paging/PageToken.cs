using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Ledger.Api.Errors;

namespace Ledger.Node.Queries.Paging;

/// <summary>Where the next page begins, and the height that it is of.</summary>
/// <param name="Height">The block whose state the pages show.</param>
/// <param name="Position">Where to go on, as the query wrote it.</param>
internal sealed record PageToken(ulong Height, byte[] Position)
{
    /// <summary>The longest position.</summary>
    public const int MaxPositionSizeBytes = 64;

    private const byte Version = 1;
    private const int ChecksumSizeBytes = 8;
    private const int FixedSizeBytes = 1 + sizeof(ulong);
    private const int MaxTextLength = 128;

    /// <summary>Writes the token for a request.</summary>
    /// <param name="scope">The query with its filters: a token is good for the same ones only.</param>
    public string Encode(string scope)
    {
        var bytes = new byte[FixedSizeBytes + Position.Length + ChecksumSizeBytes];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), Height);
        Position.CopyTo(bytes, FixedSizeBytes);
        Checksum(bytes.AsSpan(0, bytes.Length - ChecksumSizeBytes), scope).CopyTo(bytes.AsSpan(bytes.Length - ChecksumSizeBytes));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a token; null when the text is empty.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scope">The query with its filters.</param>
    /// <exception cref="LedgerException">It is no token of this request.</exception>
    public static PageToken? Decode(string text, string scope)
    {
        if (text.Length == 0) return null;
        if (text.Length > MaxTextLength || !Base64Url.IsValid(text)) throw Refusals.PageToken("it is not one that this node gave");
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < FixedSizeBytes + ChecksumSizeBytes || bytes.Length > FixedSizeBytes + MaxPositionSizeBytes + ChecksumSizeBytes || bytes[0] != Version)
            throw Refusals.PageToken("it is not one that this node gave");
        var body = bytes.AsSpan(0, bytes.Length - ChecksumSizeBytes);
        if (!Checksum(body, scope).SequenceEqual(bytes.AsSpan(body.Length))) throw Refusals.PageToken("it is damaged, or of another request");
        return new(BinaryPrimitives.ReadUInt64BigEndian(body[1..]), body[FixedSizeBytes..].ToArray());
    }

    private static byte[] Checksum(ReadOnlySpan<byte> body, string scope) =>
        SHA256.HashData([.. body, .. Encoding.UTF8.GetBytes(scope)]).AsSpan(0, ChecksumSizeBytes).ToArray();
}
