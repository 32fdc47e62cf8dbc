using Ledger.Contracts.Projection;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Relay;

/// <summary>The rows of the index as they are at each read: enough for checks that the contracts repeat.</summary>
internal sealed class LatestRows(LedgerDatabase database) : IProjectionReader
{
    /// <inheritdoc/>
    public bool TryRead(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var row = RowReader.Get(database, kind, key);
        value = row;
        return row is not null;
    }
}
