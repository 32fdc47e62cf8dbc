using Ledger.Native.Sodium;

namespace Ledger.Native.Tests.Sodium;

public sealed class SecureBytesTests
{
    [Fact]
    public void TakeFrom_Secret_CopiesAndZeroesTheSource()
    {
        byte[] source = [1, 2, 3];
        using var secret = SecureBytes.TakeFrom(source);
        secret.Span.ToArray().ShouldBe([1, 2, 3]);
        source.ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void New_AnySize_IsZeroAndWritable()
    {
        using var secret = new SecureBytes(33);
        secret.Span.ToArray().ShouldAllBe(value => value == 0);
        secret.Span[32] = 7;
        secret.Span[32].ShouldBe((byte)7);
    }

    [Fact]
    public void Span_AfterDispose_Throws()
    {
        var secret = new SecureBytes(8);
        secret.Dispose();
        secret.Dispose();
        Should.Throw<ObjectDisposedException>(() => secret.Span.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(SecureBytes.MaximumSizeBytes + 1)]
    public void New_SizeOutOfRange_Throws(int size) => Should.Throw<ArgumentOutOfRangeException>(() => new SecureBytes(size));

    [Fact]
    public void Random_Twice_Differs()
    {
        using SecureBytes first = SecureBytes.Random(32), second = SecureBytes.Random(32);
        SecureBytes.AreEqual(first.Span, second.Span).ShouldBeFalse();
    }

    [Fact]
    public void AreEqual_EqualShorterAndDifferent_Decides()
    {
        SecureBytes.AreEqual("abc"u8, "abc"u8).ShouldBeTrue();
        SecureBytes.AreEqual("abc"u8, "ab"u8).ShouldBeFalse();
        SecureBytes.AreEqual("abc"u8, "abd"u8).ShouldBeFalse();
        SecureBytes.AreEqual([], []).ShouldBeTrue();
    }
}
