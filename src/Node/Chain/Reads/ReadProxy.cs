using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Chain.Reads;

/// <summary>A JSON-RPC server for reading the chain: an allow-list of methods, nothing beyond the visible head.</summary>
/// <param name="target">The chain.</param>
internal sealed class ReadProxy(IReadTarget target) : IDisposable
{
    /// <summary>Largest request body, in bytes.</summary>
    public const int MaxBodySizeBytes = 256 * 1024;

    /// <summary>Most requests in a batch.</summary>
    public const int MaxBatchCalls = 64;

    /// <summary>Most requests, or batches, under way at once. Reading must not starve the builder.</summary>
    public const int MaxConcurrent = 8;

    private const int MaxDepth = 32;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };

    private readonly SemaphoreSlim _slots = new(MaxConcurrent, MaxConcurrent);

    /// <summary>Answers a body.</summary>
    /// <param name="body">A JSON-RPC 2.0 request or batch in UTF-8.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer; null when there were only notifications.</returns>
    public async Task<JsonNode?> AnswerAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!_slots.Wait(0, CancellationToken.None))
            return Error(null, ReadRefusedException.LimitExceeded, $"{MaxConcurrent} requests are under way already: send it again later.");
        try
        {
            return Parse(body) switch
            {
                JsonArray { Count: 0 } => Error(null, ReadRefusedException.InvalidRequest, "The batch is empty."),
                JsonArray { Count: > MaxBatchCalls } => Error(null, ReadRefusedException.LimitExceeded, $"A batch holds at most {MaxBatchCalls} requests."),
                JsonArray batch => await AnswerBatchAsync(batch, cancellationToken),
                var single => await AnswerOneAsync(single, cancellationToken),
            };
        }
        catch (ReadRefusedException exception)
        {
            return Error(null, exception.Code, exception.Message);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private static JsonNode? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var node = JsonNode.Parse(body.Span, documentOptions: Strict);
            Touch(node);
            return node;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new ReadRefusedException(ReadRefusedException.ParseError, $"The body can't be read: {JsonFault.Describe(exception)}.");
        }
    }

    // Objects are read lazily and complain about doubled names only then; now is the time.
    private static void Touch(JsonNode? node)
    {
        if (node is JsonObject members)
            foreach (var (_, value) in members) Touch(value);
        if (node is JsonArray items)
            foreach (var item in items) Touch(item);
    }

    private async Task<JsonNode?> AnswerBatchAsync(JsonArray batch, CancellationToken cancellationToken)
    {
        var answers = new JsonArray();
        foreach (var request in batch)
            if (await AnswerOneAsync(request, cancellationToken) is { } answer) answers.Add(answer);
        return answers.Count == 0 ? null : answers;
    }

    private async Task<JsonNode?> AnswerOneAsync(JsonNode? node, CancellationToken cancellationToken)
    {
        if (node is not JsonObject request || request["method"] is not JsonValue name || !name.TryGetValue<string>(out var method))
            return Error(null, ReadRefusedException.InvalidRequest, "A request is an object with a method.");
        var id = request["id"]?.DeepClone();
        try
        {
            var result = await ExecuteAsync(method, request["params"], cancellationToken);
            return request.ContainsKey("id") ? new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = result } : null;
        }
        catch (ReadRefusedException exception)
        {
            return Error(id, exception.Code, exception.Message);
        }
        catch (JsonRpcErrorException exception)
        {
            var data = exception.HasRevertData ? JsonValue.Create(Hex.ToHex(exception.RevertData.Span)) : null;
            return Error(id, exception.Code, exception.NodeMessage, data);
        }
        catch (Exception exception) when (exception is JsonRpcException or ObjectDisposedException)
        {
            return Error(id, ReadRefusedException.ResourceUnavailable, "The chain does not answer now: send it again later.");
        }
    }

    private async Task<JsonNode?> ExecuteAsync(string name, JsonNode? rawParameters, CancellationToken cancellationToken)
    {
        if (!ReadMethod.All.TryGetValue(name, out var method))
            throw new ReadRefusedException(ReadRefusedException.MethodNotFound, $"'{Shorten(name)}' is not available here: only reading methods are.");
        var parameters = (rawParameters ?? new JsonArray()).DeepClone() as JsonArray;
        if (parameters is null || parameters.Count > BlockGate.MaxParameters)
            throw new ReadRefusedException(ReadRefusedException.InvalidParameters, $"Parameters are a list of at most {BlockGate.MaxParameters}.");
        var head = target.Head;
        if (method.Gate is ReadGate.AnsweredHere) return AnswerHere(name, head);
        if (method.Gate is ReadGate.BlockParameter && !BlockGate.RewriteParameter(parameters, method.BlockIndex, head))
        {
            // A block asked for itself is null when there is none; a question about its state is a mistake.
            if (method.BlockIndex == 0) return null;
            throw new ReadRefusedException(ReadRefusedException.ResourceNotFound, $"The block does not exist; the newest is {head}.");
        }

        if (method.Gate is ReadGate.LogFilter && !BlockGate.RewriteFilter(parameters, head)) return new JsonArray();
        var result = await AskAsync(name, parameters, cancellationToken);
        if (method.Gate is not (ReadGate.Result or ReadGate.LogFilter) || BlockGate.IsVisible(result, head))
            return JsonSerializer.SerializeToNode(result);
        return method.Gate is ReadGate.LogFilter ? new JsonArray() : null;
    }

    private JsonNode AnswerHere(string name, ulong head) => name switch
    {
        "eth_chainId" => BlockGate.Quantity(target.ChainId),
        "eth_blockNumber" => BlockGate.Quantity(head),
        _ => $"{target.ChainId}",
    };

    private Task<JsonElement> AskAsync(string name, JsonArray parameters, CancellationToken cancellationToken)
    {
        var transport = target.ReadTransport
            ?? throw new ReadRefusedException(ReadRefusedException.ResourceUnavailable, "The chain is away now: send it again later.");
        var request = JsonRpcRequest.Create(name, writer =>
        {
            foreach (var parameter in parameters)
            {
                if (parameter is null) writer.WriteNullValue();
                else parameter.WriteTo(writer);
            }
        });
        return new EthereumRpc(transport).CallAsync(request, ReadElement, cancellationToken);
    }

    private static JsonElement ReadElement(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);

    private static JsonObject Error(JsonNode? id, long code, string message, JsonNode? data = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        if (data is not null) error["data"] = data;
        return new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["error"] = error };
    }

    private static string Shorten(string name) => name.Length <= 64 ? name : name[..64];
}
