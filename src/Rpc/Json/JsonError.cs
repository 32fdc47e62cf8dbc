using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Ledger.Rpc.Wire;

namespace Ledger.Rpc.Json;

/// <summary>A status as JSON: <c>{"code", "message", "details"}</c>, the JSON mapping of google.rpc.Status.</summary>
/// <param name="detailFiles">The files whose messages may be details, besides those of google.rpc.</param>
internal sealed class JsonError(IEnumerable<FileDescriptor> detailFiles)
{
    private readonly JsonFormatter _formatter = new(
        JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(
            [Google.Rpc.StatusReflection.Descriptor, Google.Rpc.ErrorDetailsReflection.Descriptor, .. detailFiles])));

    public string Format(Status status, Metadata? trailers)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("code", (int)status.StatusCode);
            json.WriteString("message", status.Detail ?? "");
            json.WriteStartArray("details");
            foreach (Any detail in Details(trailers))
                WriteDetail(json, detail);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static RepeatedField<Any> Details(Metadata? trailers)
    {
        if (trailers?.GetValueBytes(GrpcProtocol.StatusDetailsHeader) is not { } bytes)
            return [];
        try
        {
            return Google.Rpc.Status.Parser.ParseFrom(bytes).Details;
        }
        catch (InvalidProtocolBufferException)
        {
            return [];
        }
    }

    private void WriteDetail(Utf8JsonWriter json, Any detail)
    {
        try
        {
            json.WriteRawValue(_formatter.Format(detail));
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidProtocolBufferException)
        {
            // A type that only the two sides of the call know.
            json.WriteStartObject();
            json.WriteString("@type", detail.TypeUrl);
            json.WriteBase64String("value", detail.Value.Span);
            json.WriteEndObject();
        }
    }
}
