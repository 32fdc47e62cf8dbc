using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.Abi;

public sealed class AbiWriterTests
{
    [Fact]
    public void ToArray_HeadNotFilled_IsABug() => Should.Throw<InvalidOperationException>(() =>
    {
        var writer = new AbiWriter(64);
        writer.WriteBoolean(true);
        writer.ToArray();
    });

    [Fact]
    public void Write_MoreThanTheHead_IsABug() => Should.Throw<InvalidOperationException>(() =>
    {
        var writer = new AbiWriter(32);
        writer.WriteBoolean(true);
        writer.WriteBoolean(true);
    });

    [Fact]
    public void WriteFixedArray_OtherLength_IsRefused() => Should.Throw<ArgumentException>(() =>
    {
        var writer = new AbiWriter(64);
        writer.WriteFixedArray<ulong>([1, 2, 3], 2, isDynamic: false, static (ref AbiWriter w, ulong v) => w.WriteUInt64(v));
    });

    [Fact]
    public void Write_ManyTimesOverTheFirstBuffer_KeepsEverything()
    {
        var values = Enumerable.Range(0, 5000).Select(i => (ulong)i).ToArray();
        var writer = new AbiWriter(32);
        writer.WriteArray(values, 32, static (ref AbiWriter w, ulong v) => w.WriteUInt64(v));
        var encoded = writer.ToArray();
        writer.Dispose();
        encoded.ShouldBe(AbiCodec.Encode(AbiType.Parse("(uint64[])"), values));
        var budget = AbiReader.WordBudget(encoded);
        var reader = new AbiReader(encoded, ref budget);
        reader.ReadArray(32, static (ref AbiReader r) => r.ReadUInt64()).ShouldBe(values);
        reader.ExpectEnd();
    }

    [Fact]
    public void Read_FixedWords_AllocatesNothing()
    {
        var encoded = AbiCodec.Encode(AbiType.Parse("(uint64,address,bytes32,bool,int16,bytes)"), 7, Address.Zero, Bytes32.Zero, true, -5, new byte[100]);
        ReadAll(encoded).ShouldBe(102);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) ReadAll(encoded);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static long ReadAll(byte[] encoded)
    {
        var budget = AbiReader.WordBudget(encoded);
        var reader = new AbiReader(encoded, ref budget);
        var sum = (long)reader.ReadUInt64();
        reader.ReadAddress();
        reader.ReadBytes32();
        if (!reader.ReadBoolean()) return -1;
        sum += reader.ReadInt64(16);
        sum += reader.ReadBytes().Length;
        reader.ExpectEnd();
        return sum;
    }
}
