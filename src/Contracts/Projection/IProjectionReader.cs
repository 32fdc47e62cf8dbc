namespace Ledger.Contracts.Projection;

/// <summary>Rows of the projection, as of one height.</summary>
public interface IProjectionReader
{
    /// <summary>Reads one row.</summary>
    /// <param name="kind">The row's kind.</param>
    /// <param name="key">The row's key, as <see cref="EntityKind"/> describes it.</param>
    /// <param name="value">The row's value; valid until the next call on this reader.</param>
    /// <returns>False when there is no such row.</returns>
    bool TryRead(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value);
}
