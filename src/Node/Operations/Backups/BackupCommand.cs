using System.Text.Json;
using System.Text.Json.Nodes;
using Grpc.Core;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Storage;
using Ledger.Node.Keys;
using Ledger.Rpc.Client;
using ApiOperations = Ledger.Api.V1.Operations;

namespace Ledger.Node.Operations.Backups;

/// <summary><c>backup</c>: asks the running node for a backup, or writes that of a stopped one.</summary>
internal static class BackupCommand
{
    private const int NodeFileMaxSizeBytes = 64 * 1024;

    /// <summary>Backs up.</summary>
    public static async Task<int> RunAsync(OperationArguments arguments, OperationOutput output, CancellationToken cancellationToken)
    {
        var data = ExistingData.Find(arguments.DataPath);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(arguments.Required("out", "a folder that does not exist yet")));
        var withKeys = arguments.Flag("with-keys");
        var (height, hash, digest, files, size) = data.IsRunning
            ? await AskAsync(data, target, withKeys, cancellationToken)
            : Write(data, target, withKeys, cancellationToken);
        output.Result(
            $"backed up: block {height:N0}, {files:N0} files, {size:N0} bytes in '{target}'{(withKeys ? "; the node's keys are in it: guard it" : "")}",
            new JsonObject { ["folder"] = target, ["height"] = height, ["hash"] = $"{hash}", ["digest"] = $"{digest}", ["files"] = files, ["sizeBytes"] = size, ["keys"] = withKeys });
        return OperationExitCodes.Done;
    }

    private static (ulong Height, Bytes32 Hash, Bytes32 Digest, int Files, long SizeBytes) Write(ExistingData data, string target, bool withKeys, CancellationToken cancellationToken)
    {
        using var folder = data.Take("a backup without it");
        using var database = LedgerDatabase.Open(new() { FolderPath = data.DatabasePath });
        try
        {
            var manifest = new BackupWriter(database, data.Path, TimeProvider.System).Write(target, withKeys, cancellationToken);
            return (manifest.Height, manifest.Hash, manifest.Digest, manifest.Files.Count, manifest.Files.Sum(file => file.SizeBytes));
        }
        catch (BackupException exception)
        {
            throw NodeStartException.Usage(exception.Message, exception);
        }
    }

    private static async Task<(ulong Height, Bytes32 Hash, Bytes32 Digest, int Files, long SizeBytes)> AskAsync(
        ExistingData data, string target, bool withKeys, CancellationToken cancellationToken)
    {
        var token = data.In("operator.token");
        if (!File.Exists(token)) throw NotServed(data);
        using var channel = RpcChannel.ForAddress(AddressOf(data));
        var metadata = new Metadata { { OperationsService.TokenKey, OperationsService.Bearer(SecretFile.ReadOrCreate(token, _ => throw NotServed(data))) } };
        try
        {
            var response = await new ApiOperations.OperationsClient(channel).BackupAsync(
                new BackupRequest { Folder = target, WithKeys = withKeys }, metadata, cancellationToken: cancellationToken);
            return (response.Height.Number, new(response.Height.Hash.Span), new(response.Height.Digest.Span), (int)response.Files, (long)response.SizeBytes);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unimplemented)
        {
            throw NotServed(data);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.InvalidArgument)
        {
            throw NodeStartException.Usage(exception.Status.Detail, exception);
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw NodeStartException.Unavailable($"The node did not write the backup: {exception.Status.Detail} Look into its log, or stop it and run this again.", exception);
        }
    }

    /// <summary>Where the running node listens.</summary>
    /// <exception cref="NodeStartException">It does not say.</exception>
    public static Uri AddressOf(ExistingData data)
    {
        var path = data.In("node.json");
        try
        {
            if (new FileInfo(path).Length <= NodeFileMaxSizeBytes)
            {
                using var json = JsonDocument.Parse(File.ReadAllBytes(path));
                return new Uri(json.RootElement.GetProperty("grpc").GetString()!);
            }
        }
        catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException or InvalidOperationException or UriFormatException or ArgumentException)
        {
            // The one message below says all there is to say.
        }

        throw NodeStartException.Unavailable($"The node on '{data.Path}' is still starting, or '{path}' is damaged. Run this again when it listens.");
    }

    private static NodeStartException NotServed(ExistingData data) => NodeStartException.Unavailable(
        $"The node on '{data.Path}' serves no backups, because it does not listen on a loopback address. Stop it and run this again, or start it with --bind 127.0.0.1 behind a proxy.");
}
