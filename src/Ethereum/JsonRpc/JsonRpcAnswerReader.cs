using System.Text.Json;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Reads JSON-RPC 2.0 answers and hands each result to the call with its id.</summary>
/// <remarks>The result is decoded where it stands when the id came first, as all known clients write it; otherwise in a second pass.</remarks>
internal static class JsonRpcAnswerReader
{
    /// <summary>Reads a whole answer: one object, or an array of them.</summary>
    /// <param name="body">The UTF-8 answer.</param>
    /// <param name="calls">What was asked; ids are contiguous in this order.</param>
    /// <param name="isBatch">Whether an array was sent.</param>
    /// <exception cref="JsonRpcProtocolException">Malformed as a whole.</exception>
    /// <exception cref="JsonRpcErrorException">The node refused the batch as a whole.</exception>
    public static void Read(ReadOnlySpan<byte> body, IReadOnlyList<JsonRpcCall> calls, bool isBatch)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            Advance(ref reader);
            if (!isBatch) ReadAnswer(ref reader, calls, allowAnonymous: true);
            else if (reader.TokenType == JsonTokenType.StartArray) ReadArray(ref reader, calls);
            else ReadRefusal(ref reader);
            if (reader.Read()) throw new JsonRpcProtocolException("The answer goes on after its end.");
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            throw new JsonRpcProtocolException($"The answer is not JSON-RPC: {exception.Message}", exception);
        }

        foreach (var call in calls)
        {
            if (!call.IsAnswered) call.Fail(new JsonRpcProtocolException($"The answer to {call.Request.Method} is missing."));
        }
    }

    public static bool IsMalformed(Exception exception) =>
        exception is JsonException or FormatException or InvalidOperationException or OverflowException;

    private static void ReadArray(ref Utf8JsonReader reader, IReadOnlyList<JsonRpcCall> calls)
    {
        while (Advance(ref reader) != JsonTokenType.EndArray)
        {
            ReadAnswer(ref reader, calls, allowAnonymous: false);
        }
    }

    private static void ReadRefusal(ref Utf8JsonReader reader)
    {
        var refusal = new JsonRpcCall<bool>(JsonRpcRequest.Create("batch"), static (ref _) => throw new JsonException("an object answers a batch"));
        ReadAnswer(ref reader, [refusal], allowAnonymous: true);
        throw refusal.Fault ?? new JsonRpcProtocolException("An object answers a batch.");
    }

    private static void ReadAnswer(ref Utf8JsonReader reader, IReadOnlyList<JsonRpcCall> calls, bool allowAnonymous)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonRpcProtocolException("An answer is an object.");
        JsonRpcCall? call = null;
        Utf8JsonReader deferred = default;
        JsonRpcErrorException? error = null;
        bool hasId = false, hasVersion = false, hasResult = false, isDeferred = false;
        while (Advance(ref reader) != JsonTokenType.EndObject)
        {
            var name = reader.ValueSpan;
            Advance(ref reader);
            if (name.SequenceEqual("id"u8))
            {
                if (hasId) throw new JsonRpcProtocolException("An answer has two ids.");
                hasId = true;
                call = FindCall(ref reader, calls, allowAnonymous);
            }
            else if (name.SequenceEqual("result"u8))
            {
                if (hasResult) throw new JsonRpcProtocolException("An answer has two results.");
                hasResult = true;
                isDeferred = call is null || reader.TokenType == JsonTokenType.Null;
                if (!isDeferred) Decode(call!, ref reader);
                else
                {
                    deferred = reader;
                    reader.Skip();
                }
            }
            else if (name.SequenceEqual("error"u8) && reader.TokenType != JsonTokenType.Null) error = ReadError(ref reader);
            else if (name.SequenceEqual("jsonrpc"u8)) hasVersion = reader.ValueTextEquals("2.0"u8);
            else reader.Skip();
        }

        if (call is null) throw new JsonRpcProtocolException("An answer has no id.");
        if (!hasVersion) throw new JsonRpcProtocolException("An answer does not claim version 2.0 of JSON-RPC.");
        if (error is not null && hasResult && deferred.TokenType != JsonTokenType.Null)
        {
            throw new JsonRpcProtocolException("An answer has both a result and an error.");
        }

        if (error is not null) call.Fail(error);
        else if (!hasResult) call.Fail(new JsonRpcProtocolException($"The answer to {call.Request.Method} has neither result nor error."));
        else if (isDeferred) Decode(call, ref deferred);
    }

    private static JsonRpcCall FindCall(ref Utf8JsonReader reader, IReadOnlyList<JsonRpcCall> calls, bool allowAnonymous)
    {
        // A node that could not read the request answers with a null id; with one call in flight there is no doubt whose it is.
        if (reader.TokenType == JsonTokenType.Null && allowAnonymous) return calls[0];
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var id)) throw new JsonRpcProtocolException("An id is no number.");
        var index = id - calls[0].Id;
        if (index < 0 || index >= calls.Count) throw new JsonRpcProtocolException($"Nothing was asked with id {id}.");
        var call = calls[(int)index];
        if (call.IsAnswered) throw new JsonRpcProtocolException($"Id {id} is answered twice.");
        return call;
    }

    private static void Decode(JsonRpcCall call, ref Utf8JsonReader reader)
    {
        // The call's decoder works on a copy: if it gives up half-way, the other answers of the batch are still readable.
        var inner = reader;
        try
        {
            call.Decode(ref inner);
            reader.MoveTo(inner);
        }
        catch (JsonRpcProtocolException exception)
        {
            call.Fail(exception);
            reader.Skip();
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            call.Fail(new JsonRpcProtocolException($"The result of {call.Request.Method} has the wrong shape: {exception.Message}", exception));
            reader.Skip();
        }
    }

    /// <summary>Jumps to where a decoder stopped, if that is where the value ends; else to the value's end.</summary>
    private static void MoveTo(this ref Utf8JsonReader reader, Utf8JsonReader decoded)
    {
        var isStructure = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        var isAtEnd = !isStructure || decoded.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
        if (isAtEnd && decoded.CurrentDepth == reader.CurrentDepth) reader = decoded;
        else reader.Skip();
    }

    private static JsonRpcErrorException ReadError(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var error = document.RootElement;
        if (error.ValueKind != JsonValueKind.Object
            || !error.TryGetProperty("code", out var code) || code.ValueKind != JsonValueKind.Number || !code.TryGetInt64(out var number))
        {
            throw new JsonRpcProtocolException("An error has no code.");
        }

        var message = error.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : string.Empty;
        byte[] revertData = [];
        var hasRevertData = error.TryGetProperty("data", out var data) && RevertPayload.TryFind(data, out revertData);
        return new JsonRpcErrorException(number, message, revertData, hasRevertData);
    }

    private static JsonTokenType Advance(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new JsonRpcProtocolException("The answer ends too early.");
}
