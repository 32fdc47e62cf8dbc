using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Tests.Headers;

public sealed class QbftSealVerifierTests
{
    private static readonly HashSet<Address> Validators = [.. QbftVectors.Validators];

    [Fact]
    public void CheckQuorum_BesuHeader_IsSealedByThreeOfFour()
    {
        var header = QbftHeader.Read(BlockHeader.Decode(QbftVectors.HeaderRlp));

        var check = QbftSealVerifier.CheckQuorum(header, Validators);

        check.Required.ShouldBe(3);
        check.Signers.Count.ShouldBe(3);
        check.IsSealed.ShouldBeTrue();
        header.RecoverSigners().ShouldAllBe(signer => Validators.Contains(signer!.Value));
        header.ExtraData.Validators.ShouldBe(QbftVectors.Validators);
        header.ExtraData.Round.ShouldBe(1u);
    }

    [Fact]
    public void CommitHash_BesuHeader_CoversThePublishedHeaderWithoutSeals() =>
        QbftHeader.Read(BlockHeader.Decode(QbftVectors.HeaderRlp)).CommitHash
            .ShouldBe(Keccak256.Hash(Hex.FromHex(QbftVectors.BesuHeader.GetProperty("header_rlp_without_commit_seals").GetString())));

    [Fact]
    public void Hash_OtherRoundAndSeals_IsTheSame()
    {
        var header = QbftHeader.Read(BlockHeader.Decode(QbftVectors.HeaderRlp));
        var other = WithExtraData(extra => Rebuilt(extra, round: 7, seals: []));

        other.Hash.ShouldBe(header.Hash);
        other.CommitHash.ShouldNotBe(header.CommitHash);
        other.Header.ComputeHash().ShouldNotBe(header.Header.ComputeHash());
    }

    [Fact]
    public void CheckQuorum_OneSealLess_IsNotSealed() => Check(seals => seals[..2]).IsSealed.ShouldBeFalse();

    [Fact]
    public void CheckQuorum_SealRepeated_CountsOnce() => Check(seals => [seals[0], seals[1], seals[1], seals[0]]).Signers.Count.ShouldBe(2);

    [Fact]
    public void CheckQuorum_OtherRound_NoSealCounts() =>
        QbftSealVerifier.CheckQuorum(WithExtraData(extra => Rebuilt(extra, round: 2, extra.Seals)), Validators).Signers.ShouldBeEmpty();

    [Fact]
    public void CheckQuorum_OutsidersSeal_DoesNotCount()
    {
        var header = QbftHeader.Read(BlockHeader.Decode(QbftVectors.HeaderRlp));
        var trusted = Validators.Where(validator => validator != header.RecoverSigners()[0]).Append(Address.Zero).ToHashSet();

        var check = QbftSealVerifier.CheckQuorum(header, trusted);

        check.Signers.Count.ShouldBe(2);
        check.IsSealed.ShouldBeFalse();
        QbftSealVerifier.CheckTrustOverlap(header, trusted).IsSealed.ShouldBeTrue();
    }

    [Fact]
    public void CheckQuorum_AnyBitOfTheSealedPartFlipped_IsNeverSealed()
    {
        var encoded = QbftVectors.HeaderRlp;
        var flips = Gen.Choose(0, (encoded.Length * 8) - 1);
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(flips.ToArbitrary(), bit =>
        {
            var flipped = encoded.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                return !QbftSealVerifier.CheckQuorum(QbftHeader.Read(BlockHeader.Decode(flipped)), Validators).IsSealed;
            }
            catch (EthereumFormatException)
            {
                return true;
            }
        }));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(4, 3, 2)]
    [InlineData(5, 4, 2)]
    [InlineData(6, 4, 2)]
    [InlineData(7, 5, 3)]
    [InlineData(100, 67, 34)]
    public void QuorumOf_Counts_AreTheStandards(int validators, int quorum, int overlap)
    {
        QbftSealVerifier.QuorumOf(validators).ShouldBe(quorum);
        QbftSealVerifier.TrustOverlapOf(validators).ShouldBe(overlap);
    }

    private static QbftSealCheck Check(Func<byte[][], byte[][]> change) =>
        QbftSealVerifier.CheckQuorum(WithExtraData(extra => Rebuilt(extra, extra.Round, change([.. extra.Seals]))), Validators);

    private static QbftExtraData Rebuilt(QbftExtraData extra, uint round, IReadOnlyList<byte[]> seals) => new()
    {
        Vanity = extra.Vanity,
        Validators = extra.Validators,
        Vote = extra.Vote,
        Round = round,
        Seals = seals,
    };

    private static QbftHeader WithExtraData(Func<QbftExtraData, QbftExtraData> change)
    {
        const int ExtraDataItem = 12;
        var items = new RlpReader(QbftVectors.HeaderRlp).ReadList();
        var writer = new RlpWriter();
        var list = writer.StartList();
        for (var i = 0; !items.IsAtEnd; i++)
        {
            if (i == ExtraDataItem) writer.Write(change(QbftExtraData.Decode(items.ReadBytes())).Encode());
            else writer.WriteRaw(items.ReadRaw());
        }

        writer.EndList(list);
        return QbftHeader.Read(BlockHeader.Decode(writer.WrittenSpan));
    }
}
