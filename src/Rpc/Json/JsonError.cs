using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Ledger.Rpc.Wire;

namespace Ledger.Rpc.Json;

/// <summary>A status as JSON: <c>{"code", "message", "details"}</c>, the JSON mapping of google.rpc.Status.</summary>
internal static class JsonError
{
    private static readonly JsonFormatter Formatter = new(
        JsonFormatter.Settings.Default.WithTypeRegistry(Google.Protobuf.Reflection.TypeRegistry.FromFiles(
            Google.Rpc.StatusReflection.Descriptor, Google.Rpc.ErrorDetailsReflection.Descriptor)));

    public static string Format(Status status, Metadata? trailers)
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

    private static void WriteDetail(Utf8JsonWriter json, Any detail)
    {
        try
        {
            json.WriteRawValue(Formatter.Format(detail));
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
