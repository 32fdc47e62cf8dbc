using System.Text.Json.Nodes;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Serials;
using Ledger.Native.RocksDb;
using Ledger.Node.Chain;
using Ledger.Node.Follower;
using Ledger.Node.Hosting;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Operations.Rebuild;

/// <summary><c>index rebuild</c>: makes the index of a stopped node anew and puts it in place of the old one.</summary>
internal static class RebuildCommand
{
    /// <summary>The folder in which the new database is made.</summary>
    public const string StagingName = "rebuild";

    // What the parts of a node want to say while they replay a chain, and nobody reads unless something is wrong.
    private const string LogName = "rebuild.log";

    /// <summary>Rebuilds, and says what was found.</summary>
    public static Task<int> RunAsync(OperationArguments arguments, OperationOutput output, CancellationToken cancellationToken) =>
        RunAsync(arguments, output, faults: null, cancellationToken);

    /// <summary>Rebuilds, and says what was found.</summary>
    /// <param name="arguments">The options.</param>
    /// <param name="output">Takes progress and result.</param>
    /// <param name="faults">Lets a test act between the steps; null otherwise.</param>
    /// <param name="cancellationToken">Stops before the swap; nothing is changed then.</param>
    public static async Task<int> RunAsync(OperationArguments arguments, OperationOutput output, Action<RebuildStep>? faults, CancellationToken cancellationToken)
    {
        var fromChain = (arguments.Single("from") ?? "receipts") switch
        {
            "receipts" => false,
            "chain" => true,
            var other => throw NodeStartException.Usage($"--from cannot be '{other}'. Give receipts or chain."),
        };
        var data = ExistingData.Find(arguments.DataPath);
        using var folder = data.Take("rebuilding");
        var staging = data.In(StagingName);
        if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        LedgerDatabase.AddMissingFamilies(new() { FolderPath = data.DatabasePath });
        ExistingData.RequireRoom(data.Path, ExistingData.SizeBytesOf(data.DatabasePath));
        try
        {
            var outcome = await BuildAsync(data, staging, fromChain, arguments, output, faults, cancellationToken);
            DatabaseSwap.Run(Path.Combine(staging, "db"), data.DatabasePath, faults: faults);
            RequireInPlace(data, outcome);
            var old = DatabaseSwap.OldPathOf(data.DatabasePath);
            Report(output, outcome);
            Directory.Delete(old, recursive: true);
            faults?.Invoke(RebuildStep.Done);
            return OperationExitCodes.Done;
        }
        finally
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        }
    }

    private static async Task<RebuildOutcome> BuildAsync(
        ExistingData data, string staging, bool fromChain, OperationArguments arguments, OperationOutput output, Action<RebuildStep>? faults, CancellationToken cancellationToken)
    {
        using var source = await data.OpenReadOnlyAsync(cancellationToken);
        var stored = new NetworkStore(source).Read() ?? throw NodeStartException.Unavailable($"The node of '{data.Path}' has no network yet. Start it first.");
        RebuildOutcome outcome;
        try
        {
            using (var target = LedgerDatabase.Open(new() { FolderPath = Path.Combine(staging, "db") }))
            {
                output.Step($"copied {FamilyCopy.Run(source, target, cancellationToken):N0} rows that are no index");
                faults?.Invoke(RebuildStep.Copied);
                outcome = fromChain ? new(0, default, null) : await ReceiptReplay.RunAsync(source, target, stored, output, cancellationToken);
            }

            if (fromChain) outcome = await FollowAsync(data, staging, stored, arguments, source, output, cancellationToken);
        }
        catch (Exception exception) when (!fromChain && IsDamage(exception))
        {
            throw NodeStartException.Internal(
                $"The receipts in the index are damaged: {exception.Message} Nothing was changed: run 'ledger index rebuild --from chain', or restore a backup.", exception);
        }

        faults?.Invoke(RebuildStep.Built);
        return outcome;
    }

    private static bool IsDamage(Exception exception) =>
        exception is IndexCorruptException or SerialIndexCorruptException or SerialListException or ProjectionException or RocksDbException { Kind: RocksDbErrorKind.Corruption };

    private static async Task<RebuildOutcome> FollowAsync(
        ExistingData data, string staging, StoredNetwork stored, OperationArguments arguments, LedgerDatabase source, OperationOutput output, CancellationToken cancellationToken)
    {
        var isEmbedded = stored.BlockGasLimit != 0;
        var descriptor = Path.Combine(staging, "descriptor.json");
        await File.WriteAllTextAsync(descriptor, stored.Descriptor.ToJson(), cancellationToken);
        var endpoints = arguments.All("rpc");
        if (!isEmbedded && endpoints.Count == 0) throw NodeStartException.Usage("The node follows another chain, so an endpoint is needed. Name one: --rpc URL.");
        var options = new NodeOptions
        {
            DataFolderPath = staging,
            Chain = isEmbedded ? ChainKind.Embedded : ChainKind.Rpc,
            AnvilPath = arguments.Single("anvil"),
            Endpoints = isEmbedded ? [] : [.. endpoints.Select(Endpoint)],
            Finality = arguments.Single("finality-depth") is { } depth ? NodeOptionsReader.Depth(depth) : Finality.Immediate,
            Seals = arguments.Single("seals") is { } seals ? NodeOptionsReader.Word<SealMode>(seals) : SealMode.Auto,
            NetworkPath = isEmbedded ? null : descriptor,
        };
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(JsonLog.Open(Path.Combine(data.Path, "logs", LogName), TimeProvider.System)));
        return await new ChainReplay(options, loggers, output).RunAsync(source, cancellationToken);
    }

    private static Uri Endpoint(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri
        : throw NodeStartException.Usage($"--rpc cannot be '{text}'. Give a URL of an EVM client.");

    // The last look before the old database goes.
    private static void RequireInPlace(ExistingData data, RebuildOutcome outcome)
    {
        using var placed = LedgerDatabase.OpenReadOnly(new() { FolderPath = data.DatabasePath });
        var cursor = placed.Rocks.Get(placed.Meta, IndexCursor.Key) is { } row ? IndexCursor.Decode(row) : null;
        if ((cursor?.Number ?? 0) != outcome.Height || (cursor?.Digest ?? default) != outcome.Digest)
            throw NodeStartException.Internal($"The new database shows another height than was written; the old one is in '{DatabaseSwap.OldPathOf(data.DatabasePath)}'. Report it.");
    }

    private static void Report(OperationOutput output, RebuildOutcome outcome)
    {
        var difference = outcome.FirstDifference is { } block
            ? $"the old index was another one from block {block} on, as one of an older schema is, and is replaced"
            : "the old index had the same digests";
        output.Result(
            $"rebuilt: {outcome.Height:N0} blocks, digest {outcome.Digest}; {difference}",
            new JsonObject { ["height"] = outcome.Height, ["digest"] = $"{outcome.Digest}", ["firstDifference"] = outcome.FirstDifference });
    }
}
