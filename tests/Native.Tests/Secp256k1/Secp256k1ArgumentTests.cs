using Curve = Ledger.Native.Secp256k1.Secp256k1;

namespace Ledger.Native.Tests.Secp256k1;

public sealed class Secp256k1ArgumentTests
{
    private static readonly byte[] Key = [.. new byte[31], 7];

    [Theory]
    [InlineData(31, 32, 64)]
    [InlineData(32, 33, 64)]
    [InlineData(32, 32, 65)]
    [InlineData(0, 0, 0)]
    public void SignRecoverable_WrongLengths_Throws(int hashLength, int keyLength, int signatureLength) =>
        Should.Throw<ArgumentException>(() => Curve.SignRecoverable(new byte[hashLength], new byte[keyLength], new byte[signatureLength], out _));

    [Fact]
    public void SignRecoverable_KeyZero_ThrowsAndNamesTheKey() =>
        Should.Throw<ArgumentException>(() => Curve.SignRecoverable(new byte[32], new byte[32], new byte[64], out _)).ParamName.ShouldBe("key32");

    [Fact]
    public void GetPublicKey_KeyAboveTheOrder_Throws() =>
        Should.Throw<ArgumentException>(() => Curve.GetPublicKey(Enumerable.Repeat((byte)0xff, 32).ToArray(), new byte[64]));

    [Fact]
    public void Verify_KeyOffTheCurve_IsFalse()
    {
        var signature = new byte[64];
        Curve.SignRecoverable(new byte[32], Key, signature, out _);
        Curve.Verify(new byte[32], signature, new byte[64]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(27)]
    [InlineData(int.MaxValue)]
    public void TryRecover_RecoveryIdOutOfRange_IsFalse(int recoveryId)
    {
        var signature = new byte[64];
        Curve.SignRecoverable(new byte[32], Key, signature, out _);
        Curve.TryRecover(new byte[32], signature, recoveryId, new byte[64]).ShouldBeFalse();
    }

    [Fact]
    public void SignRecoverable_ManyThreads_AllAgree()
    {
        var expected = new byte[64];
        Curve.SignRecoverable(new byte[32], Key, expected, out var expectedId);

        Parallel.For(0, 2_000, _ =>
        {
            var signature = new byte[64];
            Curve.SignRecoverable(new byte[32], Key, signature, out var recoveryId);
            signature.ShouldBe(expected);
            recoveryId.ShouldBe(expectedId);
        });
    }

    [Fact]
    public void SignRecoverable_ThenRecover_AllocatesNothing()
    {
        byte[] hash = new byte[32], signature = new byte[64], publicKey = new byte[64];
        SignAndRecover(hash, signature, publicKey);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++) SignAndRecover(hash, signature, publicKey);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void SignAndRecover(byte[] hash, byte[] signature, byte[] publicKey)
    {
        Curve.SignRecoverable(hash, Key, signature, out var recoveryId);
        Curve.TryRecover(hash, signature, recoveryId, publicKey);
    }
}
