using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;
using static Ledger.Tests.Shared.Qbft.QbftTestChain;

namespace Ledger.Ethereum.Tests.Headers;

public sealed class QbftTrustTests
{
    private static readonly Bytes32 Genesis = new(Enumerable.Repeat((byte)7, 32).ToArray());
    private static readonly Address[] Four = AddressesOf(1, 2, 3, 4);
    private static readonly QbftTrust Start = QbftTrust.StartAt(0, Genesis, Four);

    [Fact]
    public void Follow_BesuHeader_IsJudgedByItsPublishedValidators()
    {
        var header = QbftHeader.Read(BlockHeader.Decode(QbftVectors.HeaderRlp));
        var before = QbftTrust.StartAt(header.Header.Number - 1, header.Header.ParentHash, QbftVectors.Validators);

        before.Follow(header).ShouldBe(new QbftTrust(header.Header.Number, header.Hash, header.ExtraData.Validators, header.ExtraData.Vote), TrustComparer.Instance);

        Address[] others = [.. QbftVectors.Validators.Skip(1), AddressOf(1)];
        Should.Throw<QbftSealException>(() => QbftTrust.StartAt(header.Header.Number - 1, header.Header.ParentHash, others).Follow(header));
    }

    [Theory]
    [InlineData(new[] { 1, 2, 3 }, true)]
    [InlineData(new[] { 4, 3, 2, 1 }, true)]
    [InlineData(new[] { 1, 2 }, false)]
    [InlineData(new int[0], false)]
    [InlineData(new[] { 1, 2, 2 }, false)]
    [InlineData(new[] { 1, 2, 9 }, false)]
    [InlineData(new[] { 7, 8, 9 }, false)]
    [InlineData(new[] { 9, 1, 2, 3 }, true)]
    public void Follow_Sealed_TakesTwoThirdsOfDistinctValidators(int[] signers, bool isTrue)
    {
        var header = Seal(1, Genesis, Four, signers);
        if (isTrue) Start.Follow(header).Hash.ShouldBe(header.Hash);
        else Should.Throw<QbftSealException>(() => Start.Follow(header)).Message.ShouldContain("is sealed by");
    }

    [Fact]
    public void Follow_OtherRounds_HaveTheSameHashAndSealsOfTheirOwn()
    {
        var later = Seal(1, Genesis, Four, [1, 2, 3], round: 5);
        Start.Follow(later).Hash.ShouldBe(Start.Follow(Seal(1, Genesis, Four, [2, 3, 4])).Hash);
    }

    [Fact]
    public void Follow_NextBut_NumberOrParent_IsRefused()
    {
        Should.Throw<QbftSealException>(() => Start.Follow(Seal(2, Genesis, Four, [1, 2, 3]))).Message.ShouldContain("1 comes next");
        Should.Throw<QbftSealException>(() => Start.Follow(Seal(1, Bytes32.Zero, Four, [1, 2, 3]))).Message.ShouldContain("as its parent");
    }

    [Theory]
    [InlineData(true, 5, new[] { 1, 2, 3, 4, 5 }, new[] { 1, 2, 3, 5 })]
    [InlineData(false, 4, new[] { 1, 2, 3 }, new[] { 1, 2 })]
    public void Follow_VoteOfTheBlockBefore_MayChangeTheSetFromTheNextOn(bool isAdd, int recipient, int[] after, int[] signers)
    {
        var voted = Seal(1, Genesis, Four, [1, 2, 3], new QbftVote(AddressOf(recipient), isAdd));
        var trust = Start.Follow(voted);
        var changed = Seal(2, voted.Hash, AddressesOf(after), signers);

        // A vote alone need not change anything yet; once it has, the new set seals and the old one does not any more.
        trust.Follow(Seal(2, voted.Hash, Four, [1, 2, 3])).Validators.Count.ShouldBe(4);
        trust.Follow(changed).Validators.ShouldBe(AddressesOf(after));
        var next = trust.Follow(changed);
        next.Follow(Seal(3, changed.Hash, AddressesOf(after), signers)).Number.ShouldBe(3ul);
        Should.Throw<QbftSealException>(() => next.Follow(Seal(3, changed.Hash, Four, [1, 2, 3, 4])));
    }

    [Fact]
    public void Follow_SetChangedWithoutVote_IsRefusedHoweverItIsSealed()
    {
        var all = Enumerable.Range(1, 9).ToArray();
        foreach (var listed in (int[][])[[1, 2, 3], [1, 2, 3, 4, 5], [1, 2, 3, 5], [5, 6, 7, 8]])
            Should.Throw<QbftSealException>(() => Start.Follow(Seal(1, Genesis, AddressesOf(listed), all))).Message.ShouldContain("nor these changed by its vote");
    }

    [Theory]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(new[] { 1, 2, 3, 4, 6 })]
    [InlineData(new[] { 1, 2, 3, 5 })]
    [InlineData(new[] { 1, 2, 3 })]
    public void Follow_MoreOrOtherThanWasVoted_IsRefused(int[] listed)
    {
        var voted = Seal(1, Genesis, Four, [1, 2, 3], new QbftVote(AddressOf(5), IsAdd: true));
        var changed = Seal(2, voted.Hash, AddressesOf(listed), Enumerable.Range(1, 9));
        Should.Throw<QbftSealException>(() => Start.Follow(voted).Follow(changed)).Message.ShouldContain("nor these changed by its vote");
    }

    [Fact]
    public void Follow_VoteOfTheSameHeader_ChangesNothingYet() => Should.Throw<QbftSealException>(
        () => Start.Follow(Seal(1, Genesis, AddressesOf(1, 2, 3, 4, 5), [1, 2, 3, 4, 5], new QbftVote(AddressOf(5), IsAdd: true))));

    [Fact]
    public void Follow_AddedOneAlone_CannotSealForTheNewSet()
    {
        var voted = Seal(1, Genesis, Four, [1, 2, 3], new QbftVote(AddressOf(5), IsAdd: true));
        Should.Throw<QbftSealException>(() => Start.Follow(voted).Follow(Seal(2, voted.Hash, AddressesOf(1, 2, 3, 4, 5), [5, 1, 2])));
    }

    [Fact]
    public void Follow_ValidatorTwice_IsRefused() =>
        Should.Throw<QbftSealException>(() => Start.Follow(Seal(1, Genesis, [.. Four, Four[0]], [1, 2, 3, 4]))).Message.ShouldContain("twice");

    [Fact]
    public void Follow_LastOneVotedOut_IsRefused()
    {
        var alone = QbftTrust.StartAt(0, Genesis, AddressesOf(1));
        var voted = Seal(1, Genesis, AddressesOf(1), [1], new QbftVote(AddressOf(1), IsAdd: false));
        Should.Throw<QbftSealException>(() => alone.Follow(voted).Follow(Seal(2, voted.Hash, [], [1])));
    }

    [Fact]
    public void StartAt_NoValidators_NamesTheContract()
    {
        Should.Throw<QbftSealException>(() => QbftTrust.StartAt(Seal(0, default, [], []))).Message.ShouldContain("contract");
        Should.Throw<QbftSealException>(() => QbftTrust.StartAt(0, Genesis, [Four[0], Four[0]]));
        QbftTrust.StartAt(Seal(0, default, Four, [])).Validators.ShouldBe(Four);
    }

    [Fact]
    public void Encode_Any_ReadsBack()
    {
        foreach (var vote in (QbftVote?[])[null, new QbftVote(AddressOf(5), IsAdd: true), new QbftVote(AddressOf(1), IsAdd: false)])
        {
            var trust = new QbftTrust(ulong.MaxValue, Genesis, Four, vote);
            QbftTrust.Decode(trust.Encode()).ShouldBe(trust, TrustComparer.Instance);
        }
    }

    [Fact]
    public void Decode_MutatedOrAnyBytes_IsReadOrRefused()
    {
        var encoded = new QbftTrust(300, Genesis, Four, new QbftVote(AddressOf(5), IsAdd: true)).Encode();
        for (var bit = 0; bit < encoded.Length * 8; bit++)
        {
            var mutated = encoded.ToArray();
            mutated[bit / 8] ^= (byte)(1 << (bit % 8));
            IsReencodedOrRefused(mutated).ShouldBeTrue($"bit {bit}");
        }

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<byte[]>(IsReencodedOrRefused));
    }

    private static bool IsReencodedOrRefused(byte[] bytes)
    {
        try
        {
            return QbftTrust.Decode(bytes).Encode().AsSpan().SequenceEqual(bytes);
        }
        catch (EthereumFormatException)
        {
            return true;
        }
    }

    private sealed class TrustComparer : IEqualityComparer<QbftTrust>
    {
        public static readonly TrustComparer Instance = new();

        public bool Equals(QbftTrust? x, QbftTrust? y) =>
            x is not null && y is not null && (x.Number, x.Hash, x.Vote) == (y.Number, y.Hash, y.Vote) && x.Validators.SequenceEqual(y.Validators);

        public int GetHashCode(QbftTrust obj) => obj.Hash.GetHashCode();
    }
}
