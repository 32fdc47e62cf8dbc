using System.Text.Json;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Tells the two kinds of messages a node sends apart: answers, which have an id, and notifications, which have a method.</summary>
internal static class WebSocketMessage
{
    /// <summary>The id of an answer; null for a notification.</summary>
    /// <exception cref="JsonRpcProtocolException">It is neither.</exception>
    public static long? ReadId(ReadOnlySpan<byte> message)
    {
        try
        {
            var reader = new Utf8JsonReader(message);
            Start(ref reader);
            while (JsonShape.NextMember(ref reader, out var name))
            {
                if (name.SequenceEqual("method"u8)) return null;
                if (name.SequenceEqual("id"u8)) return reader.GetInt64();
                reader.Skip();
            }
        }
        catch (Exception exception) when (JsonRpcAnswerReader.IsMalformed(exception))
        {
            throw new JsonRpcProtocolException($"A message is not JSON-RPC: {exception.Message}", exception);
        }

        throw new JsonRpcProtocolException("A message has neither an id nor a method.");
    }

    /// <summary>Delivers a notification to the subscription it names; one that names none is of a subscription just ended.</summary>
    /// <exception cref="JsonRpcProtocolException">It is malformed.</exception>
    public static void Deliver(ReadOnlySpan<byte> message, Func<string, WebSocketSubscription?> find)
    {
        try
        {
            var reader = new Utf8JsonReader(message);
            Start(ref reader);
            while (JsonShape.NextMember(ref reader, out var name))
            {
                if (name.SequenceEqual("params"u8)) DeliverParameters(ref reader, find);
                else reader.Skip();
            }
        }
        catch (Exception exception) when (JsonRpcAnswerReader.IsMalformed(exception))
        {
            throw new JsonRpcProtocolException($"A notification is malformed: {exception.Message}", exception);
        }
    }

    private static void DeliverParameters(ref Utf8JsonReader reader, Func<string, WebSocketSubscription?> find)
    {
        JsonShape.ExpectObject(ref reader);
        WebSocketSubscription? subscription = null;
        Utf8JsonReader result = default;
        var hasResult = false;
        while (JsonShape.NextMember(ref reader, out var name))
        {
            if (name.SequenceEqual("subscription"u8)) subscription = find(JsonHex.ReadText(ref reader));
            else if (name.SequenceEqual("result"u8))
            {
                result = reader;
                hasResult = true;
            }

            reader.Skip();
        }

        if (!hasResult) throw new JsonRpcProtocolException("A notification has no result.");
        subscription?.Deliver(ref result);
    }

    private static void Start(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) throw new JsonRpcProtocolException("A message is empty.");
        JsonShape.ExpectObject(ref reader);
    }
}
