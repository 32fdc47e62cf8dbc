using Ledger.Contracts.Projection;

namespace Ledger.Bench.Lookup;

/// <summary>Counts the rows that are read through it.</summary>
internal sealed class CountingReader(IProjectionReader reader) : IProjectionReader
{
    /// <summary>Reads so far.</summary>
    public int Reads { get; private set; }

    /// <inheritdoc/>
    public bool TryRead(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        Reads++;
        return reader.TryRead(kind, key, out value);
    }
}
