using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Tests.Rlp;

public sealed class RlpReaderTests
{
    private abstract record Item;

    private sealed record Text(byte[] Bytes) : Item;

    private sealed record Items(IReadOnlyList<Item> Children) : Item;

    [Fact]
    public void RoundTrip_AnyTree_IsTheSameBytes() =>
        Prop.ForAll(Trees(3).ToArbitrary(), tree =>
        {
            var encoded = Encode(tree);
            RlpReader.Validate(encoded);
            var reader = new RlpReader(encoded);
            var again = Decode(ref reader);
            return reader.IsAtEnd && Encode(again).AsSpan().SequenceEqual(encoded);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decode_AnyBytes_ReencodesToTheSameOrIsRefused() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<byte[]>(AcceptsOnlyCanonical));

    [Fact]
    public void Decode_MutatedEncoding_ReencodesToTheSameOrIsRefused()
    {
        var mutations = from tree in Trees(3)
                        from position in Gen.Choose(0, int.MaxValue)
                        from value in Gen.Choose(0, 255)
                        select (tree, position, value);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(mutations.ToArbitrary(), m =>
        {
            var encoded = Encode(m.tree);
            encoded[m.position % encoded.Length] = (byte)m.value;
            return AcceptsOnlyCanonical(encoded);
        }));
    }

    [Fact]
    public void Validate_DepthAtAndPastTheBound_AcceptsAndRefuses()
    {
        RlpReader.Validate(Nested(RlpReader.MaximumDepth));
        Should.Throw<EthereumFormatException>(() => RlpReader.Validate(Nested(RlpReader.MaximumDepth + 1)));
        Should.Throw<EthereumFormatException>(() => RlpReader.Validate(Nested(3_000)));
    }

    [Theory]
    [InlineData("0x820001")]
    [InlineData("0x00")]
    [InlineData("0x89010000000000000000")]
    [InlineData("0xc0")]
    public void ReadUInt64_NotANumber_IsRefused(string hex) =>
        Should.Throw<EthereumFormatException>(() =>
        {
            var reader = new RlpReader(Hex.FromHex(hex));
            reader.ReadUInt64();
        });

    [Fact]
    public void ReadUInt64_EveryWidth_IsWhatWasWritten() =>
        Prop.ForAll<ulong, int>((value, shift) =>
        {
            var number = value >> (shift & 63);
            var writer = new RlpWriter();
            writer.Write(number);
            var reader = new RlpReader(writer.WrittenSpan);
            var equal = writer.WrittenSpan.Length == RlpWriter.SizeOf(number) && reader.ReadUInt64() == number;
            writer.Dispose();
            return equal;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void WriteListHeader_KnownSize_EqualsUnknownSize() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            var known = new RlpWriter(1);
            known.WriteListHeader(RlpWriter.SizeOf(bytes));
            known.Write(bytes);
            var equal = known.WrittenSpan.SequenceEqual(Encode(new Items([new Text(bytes)])))
                && known.WrittenSpan.Length == RlpWriter.SizeOfList(RlpWriter.SizeOf(bytes));
            known.Dispose();
            return equal;
        }).QuickCheckThrowOnFailure();

    private static bool AcceptsOnlyCanonical(byte[] bytes)
    {
        try
        {
            RlpReader.Validate(bytes);
        }
        catch (EthereumFormatException)
        {
            return true;
        }

        var reader = new RlpReader(bytes);
        return Encode(Decode(ref reader)).AsSpan().SequenceEqual(bytes);
    }

    private static Gen<Item> Trees(int depth)
    {
        var text = Gen.Frequency(
            (4, ArbMap.Default.GeneratorFor<byte[]>()),
            (1, Gen.Choose(50, 70).Select(n => new byte[n])),
            (1, Gen.Choose(250, 260).Select(n => new byte[n]))).Select(Item (bytes) => new Text(bytes));
        if (depth == 0) return text;
        return Gen.Frequency((2, text), (1, Trees(depth - 1).ListOf().Select(Item (children) => new Items([.. children]))));
    }

    private static byte[] Encode(Item item)
    {
        var writer = new RlpWriter(1);
        Write(ref writer, item);
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    private static void Write(ref RlpWriter writer, Item item)
    {
        if (item is Text text)
        {
            writer.Write(text.Bytes);
            return;
        }

        var start = writer.StartList();
        foreach (var child in ((Items)item).Children) Write(ref writer, child);
        writer.EndList(start);
    }

    private static Item Decode(ref RlpReader reader)
    {
        if (!reader.IsList) return new Text(reader.ReadBytes().ToArray());
        var items = reader.ReadList();
        var children = new List<Item>();
        while (!items.IsAtEnd) children.Add(Decode(ref items));
        return new Items(children);
    }

    private static byte[] Nested(int depth)
    {
        var writer = new RlpWriter();
        for (var i = 0; i < depth; i++) writer.EndList(0);
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }
}
