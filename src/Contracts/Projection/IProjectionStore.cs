namespace Ledger.Contracts.Projection;

/// <summary>Rows of the projection while blocks are applied: reads see the writes made before them.</summary>
/// <remarks>A node collects the writes of a block range in one atomic batch; a verifying client and tests keep them in memory.</remarks>
public interface IProjectionStore : IProjectionReader
{
    /// <summary>Sets a row.</summary>
    void Write(EntityKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Sets a row that does not exist: then one that goes again before it was written anywhere need not be written at all.</summary>
    void Add(EntityKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Write(kind, key, value);

    /// <summary>Sets a row that does not exist, and that no event reads or changes again: nobody needs to remember it.</summary>
    void Append(EntityKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Write(kind, key, value);

    /// <summary>Removes a row; does nothing when there is none.</summary>
    void Delete(EntityKind kind, ReadOnlySpan<byte> key);
}
