using System.Buffers;
using System.Text.Json;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>A method and its parameters, already written as JSON.</summary>
public sealed class JsonRpcRequest
{
    private static readonly byte[] NoParameters = "[]"u8.ToArray();

    private JsonRpcRequest(string method, ReadOnlyMemory<byte> parametersJson)
    {
        Method = method;
        ParametersJson = parametersJson;
    }

    /// <summary>The method's name, for example <c>eth_call</c>.</summary>
    public string Method { get; }

    /// <summary>The <c>params</c> array in UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> ParametersJson { get; }

    /// <summary>Whether asking twice is the same as asking once; only such requests are retried. Default true.</summary>
    public bool IsIdempotent { get; private init; } = true;

    /// <summary>A request without parameters.</summary>
    /// <param name="method">The method's name.</param>
    public static JsonRpcRequest Create(string method)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        return new JsonRpcRequest(method, NoParameters);
    }

    /// <summary>A request with parameters.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="writeParameters">Writes the values of the <c>params</c> array, one after another, without the brackets.</param>
    public static JsonRpcRequest Create(string method, Action<Utf8JsonWriter> writeParameters)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentNullException.ThrowIfNull(writeParameters);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writeParameters(writer);
            writer.WriteEndArray();
        }

        return new JsonRpcRequest(method, buffer.WrittenMemory);
    }

    /// <summary>The same request, idempotent or not.</summary>
    /// <param name="isIdempotent">Whether asking twice is the same as asking once.</param>
    public JsonRpcRequest WithIdempotence(bool isIdempotent) => new(Method, ParametersJson) { IsIdempotent = isIdempotent };

    internal void WriteTo(Utf8JsonWriter writer, long id)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteNumber("id"u8, id);
        writer.WriteString("method"u8, Method);
        writer.WritePropertyName("params"u8);
        writer.WriteRawValue(ParametersJson.Span, skipInputValidation: true);
        writer.WriteEndObject();
    }
}
