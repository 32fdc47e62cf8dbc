using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Ledger.Rpc.Json;

/// <summary>The messages of a method in the JSON mapping of protobuf.</summary>
internal sealed class JsonMarshaller<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly MessageDescriptor _request;
    private readonly JsonParser _parser;
    private readonly JsonFormatter _formatter;

    private JsonMarshaller(MessageDescriptor request, TypeRegistry types)
    {
        _request = request;
        _parser = new JsonParser(JsonParser.Settings.Default.WithTypeRegistry(types));
        _formatter = new JsonFormatter(
            JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithTypeRegistry(types));
    }

    /// <summary>Null when the messages are not protobuf.</summary>
    public static JsonMarshaller<TRequest, TResponse>? TryCreate()
    {
        if (Descriptor(typeof(TRequest)) is not { } request || Descriptor(typeof(TResponse)) is not { } response)
            return null;
        return new JsonMarshaller<TRequest, TResponse>(request, TypeRegistry.FromFiles(request.File, response.File));
    }

    /// <exception cref="RpcException">INVALID_ARGUMENT: the text is not JSON or not this message.</exception>
    public TRequest Parse(string json)
    {
        try
        {
            return (TRequest)_parser.Parse(json.Length == 0 ? "{}" : json, _request);
        }
        // The parser has no one exception type: malformed JSON and malformed messages are both IOExceptions.
        catch (Exception e) when (e is IOException or InvalidOperationException or FormatException
            or OverflowException or ArgumentException)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"The body is not a {_request.FullName}: {e.Message}", e));
        }
    }

    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the response passes the bound that it has in gRPC.</exception>
    public string Format(TResponse response, int maxSizeBytes)
    {
        var message = (IMessage)(object)(response
            ?? throw new RpcException(new Status(StatusCode.Internal, "The handler gave no response.")));
        int size = message.CalculateSize();
        return size <= maxSizeBytes
            ? _formatter.Format(message)
            : throw new RpcException(new Status(
                StatusCode.ResourceExhausted,
                $"A message of {size} bytes to send is larger than the limit of {maxSizeBytes} bytes."));
    }

    private static MessageDescriptor? Descriptor(Type type) =>
        typeof(IMessage).IsAssignableFrom(type) ? ((IMessage)Activator.CreateInstance(type)!).Descriptor : null;
}
