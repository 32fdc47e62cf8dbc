using System.Text;
using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.Primitives;

public sealed class JsonFaultTests
{
    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("oops", 1, 1)]
    [InlineData("{\n\"a\": 1,\n}", 3, 1)]
    [InlineData("[1, 2", 1, 6)]
    public void Describe_NoJson_CountsLinesAndColumnsFromOne(string text, int line, int column) =>
        JsonFault.Describe(Should.Throw<JsonException>(() => JsonDocument.Parse(Encoding.UTF8.GetBytes(text))))
            .ShouldBe($"it isn't JSON from line {line}, column {column} on");

    [Fact]
    public void Describe_OtherFaults_KeepsTheParsersWordsOut()
    {
        using var json = JsonDocument.Parse("1");
        JsonFault.Describe(Should.Throw<InvalidOperationException>(() => json.RootElement.GetString())).ShouldBe("a value is of another type than it should be");
        JsonFault.Describe(new ArgumentException("It is too long.", "text")).ShouldBe("It is too long");
        JsonFault.Describe(new FormatException("'a' is missing")).ShouldBe("'a' is missing");
        JsonFault.Describe(new JsonException("?")).ShouldBe("it isn't JSON");
    }

    [Fact]
    public void Members_MissingOrWrong_AreNamed()
    {
        using var json = JsonDocument.Parse("""{"text": "t", "number": 5, "list": [1], "minus": -1, "half": 0.5, "null": null}""");
        var root = json.RootElement;
        root.Text("text").ShouldBe("t");
        root.Number("number").ShouldBe(5UL);
        root.List("list").GetArrayLength().ShouldBe(1);
        Should.Throw<FormatException>(() => root.Member("other")).Message.ShouldBe("'other' is missing");
        Should.Throw<FormatException>(() => root.Member("list").Member("text")).Message.ShouldBe("'text' is missing");
        Should.Throw<FormatException>(() => root.Text("null")).Message.ShouldBe("'null' isn't a text");
        Should.Throw<FormatException>(() => root.List("text")).Message.ShouldBe("'text' isn't a list");
        foreach (var name in new[] { "text", "minus", "half", "null" }) Should.Throw<FormatException>(() => root.Number(name)).Message.ShouldBe($"'{name}' isn't a whole number from 0");
    }
}
