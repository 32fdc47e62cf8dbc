using Grpc.Core;

namespace Ledger.Rpc.Tests.Core;

public sealed class MetadataTests
{
    [Fact]
    public void Add_KeyInUpperCase_IsLowered()
    {
        var metadata = new Metadata { { "X-Key", "v" } };

        metadata[0].Key.ShouldBe("x-key");
        metadata.GetValue("X-KEY").ShouldBe("v");
    }

    [Fact]
    public void Get_KeyTwice_GivesTheLast()
    {
        var metadata = new Metadata { { "k", "1" }, { "k", "2" } };

        metadata.GetValue("k").ShouldBe("2");
        metadata.GetAll("k").Select(e => e.Value).ShouldBe(["1", "2"]);
        metadata.Get("none").ShouldBeNull();
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a:b")]
    public void Entry_KeyNotValid_Throws(string key) => Should.Throw<ArgumentException>(() => new Metadata.Entry(key, "v"));

    [Fact]
    public void Entry_SuffixAndKindDiffer_Throws()
    {
        Should.Throw<ArgumentException>(() => new Metadata.Entry("k-bin", "text"));
        Should.Throw<ArgumentException>(() => new Metadata.Entry("k", new byte[1]));
        Should.Throw<InvalidOperationException>(() => new Metadata.Entry("k-bin", new byte[1]).Value);
    }

    [Fact]
    public void Entry_BytesChangedByTheirOwner_KeepsItsOwn()
    {
        byte[] bytes = [1];
        var entry = new Metadata.Entry("k-bin", bytes);
        bytes[0] = 2;
        entry.ValueBytes[0] = 3;

        entry.ValueBytes.ShouldBe([1]);
    }

    [Fact]
    public void Empty_Change_Throws() => Should.Throw<InvalidOperationException>(() => Metadata.Empty.Add("k", "v"));
}
