using Ledger.Native.Memory;

namespace Ledger.Native.Tests.Memory;

public sealed class NativeBlockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4_097)]
    [InlineData((2 << 20) - 1)]
    [InlineData((6 << 20) + 5)]
    public void Slice_AnyPart_HoldsWhatWasWritten(int sizeBytes)
    {
        var block = new NativeBlock(sizeBytes);
        block.SizeBytes.ShouldBe(sizeBytes);
        block.Clear(0, sizeBytes);
        block.Slice(0, sizeBytes).ContainsAnyExcept((byte)0).ShouldBeFalse();

        block.Slice(sizeBytes - 1, 1)[0] = 7;
        block.Slice(0, sizeBytes)[^1].ShouldBe((byte)7);
        block.Clear(sizeBytes - 1, 1);
        block.Slice(0, sizeBytes)[^1].ShouldBe((byte)0);
        GC.KeepAlive(block);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 101)]
    [InlineData(100, 1)]
    [InlineData(0, -1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public void Slice_NotWithinTheBlock_IsRefused(long offset, int lengthBytes)
    {
        var block = new NativeBlock(100);
        Should.Throw<ArgumentOutOfRangeException>(() => block.Slice(offset, lengthBytes).Length);
        Should.Throw<ArgumentOutOfRangeException>(() => block.Clear(offset, lengthBytes));
    }

    [Fact]
    public void Constructor_NoSize_IsRefused() => Should.Throw<ArgumentOutOfRangeException>(() => new NativeBlock(0));

    [Theory]
    [InlineData(100)]
    [InlineData(70_000)]
    [InlineData((6 << 20) + 5)]
    public void Clear_AllOfIt_IsZerosAndCanBeWritten(int sizeBytes)
    {
        var block = new NativeBlock(sizeBytes);
        block.Slice(0, sizeBytes).Fill(1);
        block.Clear();
        block.Slice(0, sizeBytes).ContainsAnyExcept((byte)0).ShouldBeFalse();
        block.Slice(sizeBytes - 1, 1)[0] = 7;
        block.Slice(0, sizeBytes)[^1].ShouldBe((byte)7);
        GC.KeepAlive(block);
    }

    [Fact]
    public void Discard_WhoReadsOn_MeetsNoForeignMemory()
    {
        var block = new NativeBlock(4 << 20);
        block.Slice(0, 4 << 20).Fill(1);
        block.Discard();
        block.Discard();

        // Zeros where the system took the memory back, else what was there.
        block.Slice(0, 4 << 20).ContainsAnyExceptInRange((byte)0, (byte)1).ShouldBeFalse();
        GC.KeepAlive(block);
    }
}
