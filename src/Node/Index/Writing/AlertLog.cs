using System.Security.Cryptography;
using System.Text;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Writing;

/// <summary>Keeps each finding once, numbered. Thread-safe: seals report beside the writer.</summary>
internal sealed class AlertLog : ISerialDuplicateSink
{
    /// <summary>The code of an alert on serials that two runs have in common.</summary>
    public const string DuplicateSerial = "DUPLICATE_SERIAL";

    private const int FingerprintSizeBytes = 16;

    private readonly LedgerDatabase _database;
    private readonly NewestSnapshot _newest;
    private readonly Lock _sync = new();
    private ulong _next;

    /// <summary>Opens the log and finds its end.</summary>
    /// <param name="database">The database.</param>
    /// <param name="newest">Superseded by what is written without a block, so that it is seen at once.</param>
    public AlertLog(LedgerDatabase database, NewestSnapshot newest)
    {
        (_database, _newest) = (database, newest);
        using var iterator = database.Rocks.CreateIterator(database.Alerts);
        _next = iterator.SeekForPrev(AlertRow.KeyOf(ulong.MaxValue)) ? AlertRow.IdOf(iterator.Key) + 1 : 1;
    }

    /// <summary>The alert on a serial that was commissioned twice.</summary>
    /// <param name="duplicate">The two units.</param>
    /// <param name="block">The block that showed it; 0 when a seal did.</param>
    public static ProjectionAlert Describe(SerialDuplicate duplicate, ulong block)
    {
        TokenId[] tokens = [Token(duplicate.First), Token(duplicate.Second)];
        return new(
            DuplicateSerial,
            $"Run {duplicate.Second.Run} has {duplicate.Count} or more serials that run {duplicate.First.Run} has already; the first pair is {tokens[0]} and {tokens[1]}.",
            block,
            tokens);
    }

    /// <summary>Puts an alert into a batch, unless it is known.</summary>
    public void Put(WriteBatch batch, in ProjectionAlert alert)
    {
        lock (_sync)
        {
            var fingerprint = FingerprintOf(alert);
            if (_database.Rocks.Has(_database.Alerts, fingerprint)) return;
            batch.Put(_database.Alerts, fingerprint, []);
            batch.Put(_database.Alerts, AlertRow.KeyOf(_next++), AlertRow.Encode(alert));
        }
    }

    /// <inheritdoc/>
    public void Record(IReadOnlyList<SerialDuplicate> duplicates)
    {
        using var batch = new WriteBatch();
        foreach (var duplicate in duplicates) Put(batch, Describe(duplicate, block: 0));
        if (batch.Count == 0) return;
        _database.Rocks.Write(batch, WriteOptions.Durable);
        _newest.Supersede();
    }

    private static TokenId Token(UnitReference unit) => TokenId.UnitOf(unit.Run, (uint)unit.Index);

    // A pair of runs is one finding, however often and by whichever way it is found.
    private static byte[] FingerprintOf(in ProjectionAlert alert)
    {
        var text = string.Equals(alert.Code, DuplicateSerial, StringComparison.Ordinal)
            ? $"{alert.Code} {alert.Tokens[0].Run} {alert.Tokens[1].Run}"
            : $"{alert.Code} {alert.Block} {string.Join(' ', alert.Tokens)} {alert.Message}";
        return [AlertRow.FingerprintPrefix, .. SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, FingerprintSizeBytes)];
    }
}
