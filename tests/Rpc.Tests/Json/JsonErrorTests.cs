using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Ledger.Rpc.Json;

namespace Ledger.Rpc.Tests.Json;

public sealed class JsonErrorTests
{
    [Fact]
    public void Format_DetailOfAServicesOwnType_IsReadable()
    {
        var detail = Detail(new JsonError([Google.Rpc.StatusReflection.Descriptor, TimestampReflection.Descriptor]));

        detail.GetProperty("value").GetString().ShouldBe("1970-01-01T00:00:07Z");
    }

    [Fact]
    public void Format_DetailOfAnUnknownType_KeepsItsBytes()
    {
        var detail = Detail(new JsonError([]), "type.googleapis.com/unknown.Detail");

        detail.GetProperty("value").GetBytesFromBase64().ShouldBe(new Timestamp { Seconds = 7 }.ToByteArray());
    }

    private static JsonElement Detail(JsonError errors, string? typeUrl = null)
    {
        var packed = Any.Pack(new Timestamp { Seconds = 7 });
        if (typeUrl is not null) packed.TypeUrl = typeUrl;
        var status = new Google.Rpc.Status { Details = { packed } };
        var trailers = new Metadata { { "grpc-status-details-bin", status.ToByteArray() } };

        var text = errors.Format(new Status(StatusCode.NotFound, "none"), trailers);

        return JsonDocument.Parse(text).RootElement.GetProperty("details")[0];
    }
}
