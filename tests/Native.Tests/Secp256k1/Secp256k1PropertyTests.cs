using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using BigInteger = Org.BouncyCastle.Math.BigInteger;
using Curve = Ledger.Native.Secp256k1.Secp256k1;

namespace Ledger.Native.Tests.Secp256k1;

public sealed class Secp256k1PropertyTests
{
    private static readonly ECDomainParameters Domain = CreateDomain();

    // Keys and hashes are derived from a generated text, so a failure prints something short to replay.
    private static readonly Arbitrary<string> Seeds = ArbMap.Default.ArbFor<NonNull<string>>().Convert(text => text.Get, NonNull<string>.NewNonNull);

    [Fact]
    public void SignRecoverable_AnyKeyAndHash_EqualsBouncyCastleAndRecovers() => Check.QuickThrowOnFailure(Prop.ForAll(Seeds, seed =>
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes("key" + seed));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("hash" + seed));
        byte[] signature = new byte[64], publicKey = new byte[64], recovered = new byte[64];

        Curve.GetPublicKey(key, publicKey);
        Curve.SignRecoverable(hash, key, signature, out var recoveryId);

        signature.ShouldBe(SignByBouncyCastle(hash, key));
        publicKey.ShouldBe(Domain.G.Multiply(new BigInteger(1, key)).Normalize().GetEncoded(compressed: false)[1..]);
        Curve.TryRecover(hash, signature, recoveryId, recovered).ShouldBeTrue();
        recovered.ShouldBe(publicKey);
        Curve.IsLowS(signature).ShouldBeTrue();
        Curve.Verify(hash, signature, publicKey).ShouldBeTrue();
    }));

    [Fact]
    public void Verify_OneBitFlippedAnywhere_Fails() => Check.QuickThrowOnFailure(Prop.ForAll(Seeds, Gen.Choose(0, ((32 + 64 + 64) * 8) - 1).ToArbitrary(), (seed, bit) =>
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        var all = new byte[32 + 64 + 64];
        SHA256.HashData(key, all);
        Curve.SignRecoverable(all.AsSpan(0, 32), key, all.AsSpan(32, 64), out _);
        Curve.GetPublicKey(key, all.AsSpan(96, 64));

        all[bit / 8] ^= (byte)(1 << (bit % 8));

        Curve.Verify(all.AsSpan(0, 32), all.AsSpan(32, 64), all.AsSpan(96, 64)).ShouldBeFalse();
    }));

    [Fact]
    public void TryRecover_ArbitraryBytes_NeverRecoversAKeyThatDoesNotVerify()
    {
        var bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(96).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(bytes, Gen.Choose(-2, 6).ToArbitrary(), (input, recoveryId) =>
        {
            var hash = input[..32];
            var signature = input[32..];
            var publicKey = new byte[64];
            if (!Curve.TryRecover(hash, signature, recoveryId, publicKey)) return;

            if (Curve.IsLowS(signature)) Curve.Verify(hash, signature, publicKey).ShouldBeTrue();
        }));
    }

    private static byte[] SignByBouncyCastle(byte[] hash, byte[] key)
    {
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(forSigning: true, new ECPrivateKeyParameters(new BigInteger(1, key), Domain));
        var parts = signer.GenerateSignature(hash);
        var lowS = parts[1].CompareTo(Domain.N.ShiftRight(1)) > 0 ? Domain.N.Subtract(parts[1]) : parts[1];
        return [.. To32Bytes(parts[0]), .. To32Bytes(lowS)];
    }

    private static byte[] To32Bytes(BigInteger value)
    {
        var bytes = value.ToByteArrayUnsigned();
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private static ECDomainParameters CreateDomain()
    {
        var curve = SecNamedCurves.GetByName("secp256k1");
        return new ECDomainParameters(curve.Curve, curve.G, curve.N, curve.H);
    }
}
