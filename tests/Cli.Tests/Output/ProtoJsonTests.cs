using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Cli.Output;

namespace Ledger.Cli.Tests.Output;

public sealed class ProtoJsonTests
{
    [Fact]
    public void Of_EveryKindOfField_HasItsStableForm()
    {
        var outcome = new MessageOutcome
        {
            Digest = ByteString.CopyFrom(0xAB, 0x01),
            State = MessageOutcome.Types.State.Applied,
            Block = ulong.MaxValue,
            Created = { ["run"] = 7 },
        };
        ProtoJson.Of(outcome).ToJsonString().ShouldBe(
            """{"digest":"0xab01","state":"APPLIED","block":"18446744073709551615","transactionHash":"0x","gasUsed":"0","error":null,"created":{"run":"7"}}""");
    }

    [Fact]
    public void Of_Empty_HasEveryField() =>
        ProtoJson.Of(new TraceResponse()).ToJsonString().ShouldBe("""{"token":null,"events":[],"nextPageToken":"","height":null}""");
}
