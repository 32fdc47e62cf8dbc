using Grpc.Core;
using Ledger.Api.V1;
using Ledger.Native.RocksDb;
using Ledger.Node.Embedded;
using Ledger.Node.Hosting;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Ledger.Node.Operations.Backups;
using Ledger.Rpc.Client;

namespace Ledger.Node.Operations.Doctor;

/// <summary>Looks at the index: whether it opens and is in itself what it should be, and what the running node says of itself. A full check is <c>index verify</c>.</summary>
internal static class IndexCheck
{
    private const string Subject = "index";
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Looks.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(ExistingData data, bool isRunning, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(data.DatabasePath)) return [];
        var stored = await LookAsync(data, cancellationToken);
        return isRunning ? [stored, await AskAsync(data, cancellationToken)] : [stored];
    }

    private static async Task<Finding> LookAsync(ExistingData data, CancellationToken cancellationToken)
    {
        try
        {
            using var database = await data.OpenReadOnlyAsync(cancellationToken);
            if (new NetworkStore(database).Read() is not { } stored) return Finding.Ok(Subject, "it has no network yet");
            using var index = LedgerIndex.Open(database, stored.Descriptor, NodeServices.StartOf(stored.Descriptor), new SerialIndexOptions(), NoIndexFaults.Instance);
            if (index.Cursor is not { } cursor) return Finding.Ok(Subject, "it is empty");
            var last = database.Rocks.Get(database.Blocks, BlockRow.KeyOf(cursor.Number)) is { } row ? BlockRow.Decode(row) : null;
            if (last is null || last.Hash != cursor.Hash || last.Digest != cursor.Digest) return Damaged($"it does not have the block {cursor.Number} that its cursor names");
            if (stored.BlockGasLimit != 0 && new BlockLog(database.Rocks, database.BlockLog).ReadHash(cursor.Number) != cursor.Hash)
                return Damaged($"the block log has another block {cursor.Number} than the index");
            return Finding.Ok(Subject, $"block {cursor.Number:N0}, digest {cursor.Digest}");
        }
        catch (DatabaseException exception)
        {
            return Finding.Failure(Subject, exception.Message);
        }
        catch (Exception exception) when (exception is IndexCorruptException or SerialIndexCorruptException or BlockLogException or RocksDbException)
        {
            return Damaged(exception.Message);
        }
    }

    private static Finding Damaged(string what) =>
        Finding.Failure(Subject, $"It is damaged: {what.TrimEnd('.')}. Stop the node and run 'ledger index rebuild', or restore a backup.");

    private static async Task<Finding> AskAsync(ExistingData data, CancellationToken cancellationToken)
    {
        const string subject = "node";
        try
        {
            using var channel = RpcChannel.ForAddress(BackupCommand.AddressOf(data));
            var status = await new Query.QueryClient(channel).StatusAsync(new StatusRequest(), deadline: DateTime.UtcNow + AnswerTimeout, cancellationToken: cancellationToken);
            if (status is { Ready: true, Alarms.Count: > 0 })
                return Finding.Warning(subject, $"ready, with an alarm: {string.Join("; ", status.Alarms)}. Look at the chain's endpoints.");
            return status.Ready
                ? Finding.Ok(subject, $"ready at block {status.Cursor?.Number ?? 0:N0} of {status.Head:N0}")
                : Finding.Failure(subject, $"It is not ready: {string.Join("; ", status.Problems)}. Cure what it names; its log is '{data.In(Path.Combine("logs", "node.log"))}'.");
        }
        catch (RpcException exception)
        {
            return Finding.Failure(subject, $"It holds the folder and does not answer ({exception.StatusCode}): look into '{data.In(Path.Combine("logs", "node.log"))}', or restart it.");
        }
        catch (NodeStartException exception)
        {
            return Finding.Warning(subject, exception.Message);
        }
    }
}
