using System.Buffers.Binary;
using System.Text;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Rows;

/// <summary>Codec of <c>alert</c>: 0 (1) | id (8) → the alert, and 1 (1) | fingerprint (16) → empty, by which each finding is kept once.</summary>
internal static class AlertRow
{
    /// <summary>The most tokens that an alert names.</summary>
    public const int MaxTokens = 64;

    /// <summary>The size of an alert's key.</summary>
    public const int KeySizeBytes = 1 + sizeof(ulong);

    /// <summary>The first byte of fingerprints' keys.</summary>
    public const byte FingerprintPrefix = 1;

    private const int FixedSizeBytes = sizeof(ulong) + 1 + sizeof(ushort) + 1;
    private const int MaxMessageSizeBytes = 4_096;

    /// <summary>The key of an alert.</summary>
    public static byte[] KeyOf(ulong id)
    {
        var key = new byte[KeySizeBytes];
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1), id);
        return key;
    }

    /// <summary>The id in a key.</summary>
    public static ulong IdOf(ReadOnlySpan<byte> key) => key.Length == KeySizeBytes
        ? BinaryPrimitives.ReadUInt64BigEndian(key[1..])
        : throw new IndexCorruptException($"An alert's key has {key.Length} bytes.");

    /// <summary>Writes an alert; what is too long is cut.</summary>
    public static byte[] Encode(in ProjectionAlert alert)
    {
        var code = Encoding.ASCII.GetBytes(alert.Code);
        var message = Encoding.UTF8.GetBytes(alert.Message);
        var messageSize = Math.Min(message.Length, MaxMessageSizeBytes);
        var tokens = Math.Min(alert.Tokens.Count, MaxTokens);
        var row = new byte[FixedSizeBytes + code.Length + messageSize + (tokens * sizeof(ulong))];
        BinaryPrimitives.WriteUInt64BigEndian(row, alert.Block);
        row[8] = checked((byte)code.Length);
        BinaryPrimitives.WriteUInt16BigEndian(row.AsSpan(9), (ushort)messageSize);
        row[11] = (byte)tokens;
        code.CopyTo(row, FixedSizeBytes);
        message.AsSpan(0, messageSize).CopyTo(row.AsSpan(FixedSizeBytes + code.Length));
        for (var i = 0; i < tokens; i++)
            BinaryPrimitives.WriteUInt64BigEndian(row.AsSpan(row.Length - ((tokens - i) * sizeof(ulong))), alert.Tokens[i].Value);
        return row;
    }

    /// <summary>Reads an alert.</summary>
    /// <exception cref="IndexCorruptException">It is not one.</exception>
    public static ProjectionAlert Decode(ReadOnlySpan<byte> row)
    {
        if (row.Length < FixedSizeBytes) throw new IndexCorruptException($"An alert has {row.Length} bytes.");
        var codeSize = row[8];
        var messageSize = BinaryPrimitives.ReadUInt16BigEndian(row[9..]);
        var tokens = new TokenId[row[11]];
        if (row.Length != FixedSizeBytes + codeSize + messageSize + (tokens.Length * sizeof(ulong)))
            throw new IndexCorruptException($"An alert has {row.Length} bytes.");
        var rest = row[FixedSizeBytes..];
        for (var i = 0; i < tokens.Length; i++) tokens[i] = new(BinaryPrimitives.ReadUInt64BigEndian(rest[(codeSize + messageSize + (i * sizeof(ulong)))..]));
        return new(
            Encoding.ASCII.GetString(rest[..codeSize]),
            Encoding.UTF8.GetString(rest.Slice(codeSize, messageSize)),
            BinaryPrimitives.ReadUInt64BigEndian(row),
            tokens);
    }
}
