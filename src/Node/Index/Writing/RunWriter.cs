using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Serials;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Serials;

namespace Ledger.Node.Index.Writing;

/// <summary>Puts the serial lists of commissioned runs into the serial index, and reports those that are wrong.</summary>
/// <remarks>
/// The contracts can't read a list, so a wrong one reaches the chain and must not stop the index: its run stays without serials,
/// its units verify as unknown, and an alert says why.
/// </remarks>
internal sealed class RunWriter(SerialIndex serials)
{
    /// <summary>The code of an alert on a run whose serial list the calldata does not show.</summary>
    public const string SerialsMissing = "SERIALS_MISSING";

    /// <summary>The code of an alert on a run whose serial list cannot be read or has not the run's size.</summary>
    public const string SerialsMalformed = "SERIALS_MALFORMED";

    /// <summary>Adds the runs of one block.</summary>
    /// <param name="batch">The batch they go into.</param>
    /// <param name="block">The block, its events applied.</param>
    /// <param name="reader">Rows that show the block's events.</param>
    /// <param name="sink">Takes alerts.</param>
    /// <param name="checksBuckets">Looks for duplicates among all units, not only recent ones.</param>
    public void Add(WriteBatch batch, VerifiedBlock block, IProjectionReader reader, IProjectionSink sink, bool checksBuckets)
    {
        foreach (var run in block.Runs)
        {
            var prepared = run.Prepared;
            if (Refuse(run, reader, ref prepared) is { } refusal)
            {
                sink.Alert(new(refusal.Code, refusal.Message, block.Number, [TokenId.RootOf(run.Run)]));
                continue;
            }

            foreach (var duplicate in serials.AddRun(batch, prepared!, checksBuckets))
                sink.Alert(AlertLog.Describe(duplicate, block.Number));
        }
    }

    private (string Code, string Message)? Refuse(CommissionedRun run, IProjectionReader reader, ref PreparedRun? prepared)
    {
        if (run.Blob is null)
            return (SerialsMissing, $"Run {run.Run}: the transaction's calldata shows no serial list with the hash {run.SerialsHash}; its units cannot be verified by serial.");
        try
        {
            prepared ??= serials.Prepare(run.Run, run.Gtin, run.Blob);
            var count = CountOf(run.Run, reader);
            return prepared.Count == count
                ? null
                : (SerialsMalformed, $"Run {run.Run} has {count} units and a list of {prepared.Count} serials; its units cannot be verified by serial.");
        }
        catch (SerialListException exception)
        {
            return (SerialsMalformed, $"Run {run.Run}: the serial list cannot be read, so its units cannot be verified by serial. {exception.Message}");
        }
    }

    private static uint CountOf(RunId run, IProjectionReader reader)
    {
        var key = ProjectionKeys.Run(run);
        return reader.TryRead(EntityKind.Run, key.Span, out var row)
            ? RunRecord.Read(row).Word.Count
            : throw new IndexCorruptException($"Run {run} was commissioned but has no row.");
    }
}
