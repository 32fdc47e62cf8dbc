using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Org.BouncyCastle.Crypto.Digests;

namespace Ledger.Ethereum.Tests.Hashing;

public sealed class Keccak256Tests
{
    [Theory]
    [InlineData("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("transfer(address,uint256)", "0xa9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b")]
    [InlineData("Transfer(address,address,uint256)", "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")]
    public void Hash_KnownText_IsPublishedDigest(string text, string digest) =>
        Keccak256.Hash(Encoding.ASCII.GetBytes(text)).ShouldBe(Bytes32.Parse(digest));

    [Fact]
    public void Hash_EveryLengthAroundTheBlockSize_EqualsBouncyCastle()
    {
        for (var length = 0; length < 600; length++)
        {
            var data = new byte[length];
            new Random(length).NextBytes(data);
            Keccak256.Hash(data).ShouldBe(Reference(data), $"length {length}");
        }
    }

    [Fact]
    public void Hash_AnyBytes_EqualsBouncyCastle() =>
        Prop.ForAll<byte[]>(data => Keccak256.Hash(data) == Reference(data)).QuickCheckThrowOnFailure();

    [Fact]
    public void Update_AnyPieces_EqualsOneShot()
    {
        var reused = new IncrementalKeccak256();
        var pieces = Gen.Choose(0, 400).Select(n => new byte[n].Select((_, i) => (byte)(i * 31 + n)).ToArray()).ListOf();
        Prop.ForAll(pieces.ToArbitrary(), list =>
        {
            foreach (var piece in list) reused.Update(piece);
            return reused.Finish() == Keccak256.Hash(list.SelectMany(p => p).ToArray());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Hash_IntoItsOwnInput_IsRight()
    {
        var buffer = new byte[32];
        var expected = Keccak256.Hash(buffer);
        Keccak256.Hash(buffer, buffer);
        buffer.ShouldBe(expected.ToArray());
    }

    [Fact]
    public void Hash_WrongDestinationSize_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Keccak256.Hash([], new byte[31]));

    [Fact]
    public void Hash_IntoABuffer_AllocatesNothing()
    {
        var data = new byte[1000];
        var digest = new byte[32];
        Keccak256.Hash(data, digest);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Keccak256.Hash(data, digest);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static Bytes32 Reference(byte[] data)
    {
        var digest = new KeccakDigest(256);
        digest.BlockUpdate(data, 0, data.Length);
        var result = new byte[32];
        digest.DoFinal(result, 0);
        return new Bytes32(result);
    }
}
