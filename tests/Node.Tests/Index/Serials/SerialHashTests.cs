using System.Buffers.Binary;
using Ledger.Node.Index.Serials;

namespace Ledger.Node.Tests.Index.Serials;

public sealed class SerialHashTests
{
    /// <summary>SipHash-2-4 with key 00…0f of the message 00…(n-1): the paper's appendix A (n = 15) and its reference vectors.</summary>
    [Theory]
    [InlineData(8, 0x93f5f5799a932462)]
    [InlineData(15, 0xa129ca6149be45e5)]
    public void Compute_TwoAndFourRounds_IsThePublishedVector(int length, ulong expected)
    {
        byte[] message = [.. Enumerable.Range(0, length).Select(value => (byte)value)];
        var hash = new SerialHash([.. Enumerable.Range(0, 16).Select(value => (byte)value)]);

        hash.Compute(2, 4, BinaryPrimitives.ReadUInt64LittleEndian(message), message.AsSpan(8)).ShouldBe(expected);
    }

    [Fact]
    public void Compute_AnotherKey_IsAnotherHash() =>
        new SerialHash(new byte[16]).Compute(1, "A"u8).ShouldNotBe(new SerialHash([.. new byte[15], 1]).Compute(1, "A"u8));
}
