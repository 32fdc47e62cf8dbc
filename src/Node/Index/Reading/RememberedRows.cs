using System.Buffers.Binary;
using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Reading;

/// <summary>The last few rows of tokens and runs that a view has read. A walk up a token's path asks for each of them several times, and in one view they never change.</summary>
internal sealed class RememberedRows
{
    /// <summary>How many are kept: a path's tokens and its run.</summary>
    public const int Capacity = 8;

    private readonly Entry[] _entries = new Entry[Capacity];
    private int _next;

    /// <summary>Finds a row.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its key.</param>
    /// <param name="value">The row; null when it is known that there is none.</param>
    /// <returns>Whether it is remembered.</returns>
    public bool TryFind(EntityKind kind, ReadOnlySpan<byte> key, out byte[]? value)
    {
        value = null;
        if (!TryNumber(kind, key, out var number)) return false;
        foreach (ref readonly var entry in _entries.AsSpan())
        {
            if (entry.Kind != kind || entry.Number != number) continue;
            value = entry.Value;
            return true;
        }

        return false;
    }

    /// <summary>Remembers a row, or that there is none, in place of the oldest.</summary>
    public void Add(EntityKind kind, ReadOnlySpan<byte> key, bool exists, ReadOnlySpan<byte> value)
    {
        if (!TryNumber(kind, key, out var number)) return;
        _entries[_next] = new(kind, number, exists ? value.ToArray() : null);
        _next = (_next + 1) % Capacity;
    }

    // No kind has the number 0, so an unused entry is found by nobody.
    private static bool TryNumber(EntityKind kind, ReadOnlySpan<byte> key, out ulong number)
    {
        number = (kind, key.Length) switch
        {
            (EntityKind.Token, sizeof(ulong)) => BinaryPrimitives.ReadUInt64BigEndian(key),
            (EntityKind.Run, sizeof(uint)) => BinaryPrimitives.ReadUInt32BigEndian(key),
            _ => 0,
        };
        return kind is EntityKind.Token or EntityKind.Run && number != 0;
    }

    private readonly record struct Entry(EntityKind Kind, ulong Number, byte[]? Value);
}
