using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Which block's state a method reads: a number, a hash (EIP-1898), or a named tag.</summary>
public readonly struct BlockTag
{
    private readonly string? _tag;
    private readonly Bytes32? _hash;

    private BlockTag(string? tag, Bytes32? hash)
    {
        _tag = tag;
        _hash = hash;
    }

    /// <summary>The newest block; also the default value.</summary>
    public static BlockTag Latest => default;

    /// <summary>The newest block with the pool's transactions on top.</summary>
    public static BlockTag Pending => new("pending", null);

    /// <summary>The newest final block.</summary>
    public static BlockTag Finalized => new("finalized", null);

    /// <summary>The first block.</summary>
    public static BlockTag Earliest => new("earliest", null);

    /// <summary>The block with a number.</summary>
    /// <param name="number">From 0.</param>
    public static BlockTag Number(ulong number) => new($"0x{number:x}", null);

    /// <summary>The block with a hash.</summary>
    /// <param name="hash">The block's hash.</param>
    public static BlockTag Hash(in Bytes32 hash) => new(null, hash);

    internal bool IsHash => _hash is not null;

    /// <inheritdoc/>
    public override string ToString() => _hash?.ToString() ?? _tag ?? "latest";

    internal void WriteTo(Utf8JsonWriter writer)
    {
        if (_hash is not { } hash)
        {
            writer.WriteStringValue(_tag ?? "latest");
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("blockHash"u8, hash.ToString());
        writer.WriteEndObject();
    }
}
