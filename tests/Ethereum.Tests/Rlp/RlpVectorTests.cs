using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Tests.Rlp;

public sealed class RlpVectorTests
{
    public static TheoryData<string> Valid() => Names("rlptest.json");

    public static TheoryData<string> Invalid() => Names("invalidRLPTest.json");

    [Theory]
    [MemberData(nameof(Valid))]
    public void Write_Vector_IsPublishedEncoding(string name)
    {
        var (input, encoded) = Load("rlptest.json", name);
        var writer = new RlpWriter(1);
        Write(ref writer, input);
        writer.ToArray().ShouldBe(encoded);
        writer.Dispose();
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Read_Vector_IsPublishedValue(string name)
    {
        var (input, encoded) = Load("rlptest.json", name);
        RlpReader.Validate(encoded);
        var reader = new RlpReader(encoded);
        Expect(ref reader, input);
        reader.IsAtEnd.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Validate_InvalidVector_IsRefused(string name)
    {
        var (_, encoded) = Load("invalidRLPTest.json", name);
        Should.Throw<EthereumFormatException>(() => RlpReader.Validate(encoded));
    }

    private static void Write(ref RlpWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                var start = writer.StartList();
                foreach (var item in value.EnumerateArray()) Write(ref writer, item);
                writer.EndList(start);
                break;
            case JsonValueKind.Number:
                writer.Write(value.GetUInt64());
                break;
            default:
                var text = value.GetString()!;
                if (text.StartsWith('#')) writer.Write(BigInteger.Parse(text.AsSpan(1), CultureInfo.InvariantCulture));
                else writer.Write(Encoding.UTF8.GetBytes(text));
                break;
        }
    }

    private static void Expect(ref RlpReader reader, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                var items = reader.ReadList();
                foreach (var item in value.EnumerateArray()) Expect(ref items, item);
                items.ExpectEnd();
                break;
            case JsonValueKind.Number:
                reader.ReadUInt64().ShouldBe(value.GetUInt64());
                break;
            default:
                var text = value.GetString()!;
                if (text.StartsWith('#'))
                {
                    var number = BigInteger.Parse(text.AsSpan(1), CultureInfo.InvariantCulture);
                    new BigInteger(reader.ReadBytes(), isUnsigned: true, isBigEndian: true).ShouldBe(number);
                }
                else
                {
                    reader.ReadBytes().ToArray().ShouldBe(Encoding.UTF8.GetBytes(text));
                }

                break;
        }
    }

    private static TheoryData<string> Names(string file)
    {
        var names = new TheoryData<string>();
        foreach (var property in Open(file).EnumerateObject()) names.Add(property.Name);
        return names;
    }

    private static (JsonElement Input, byte[] Encoded) Load(string file, string name)
    {
        var vector = Open(file).GetProperty(name);
        return (vector.GetProperty("in"), Hex.FromHex(vector.GetProperty("out").GetString()));
    }

    private static JsonElement Open(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", file)));
        return document.RootElement.Clone();
    }
}
