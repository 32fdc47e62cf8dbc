using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Tests.Words;

/// <summary>Words composed field by field as the contracts draw them, and read back.</summary>
public sealed class WordLayoutTests
{
    [Fact]
    public void ShipmentWord_ComposedFieldByField_ReadsEachBack() => Prop.ForAll<(ulong, ulong, ulong, ulong)>(input =>
    {
        var f = new Fields(input);
        var (seq, status, owner, custodian, newOwner) = (f.Next(32), f.Next(8), f.Next(24), f.Next(24), f.Next(24));
        var (newCustodian, carrier, until, seconds, disputes) = (f.Next(24), f.Next(24), f.Next(40), f.Next(32), f.Next(16));
        var word = new ShipmentWord(f.Word);
        word.Seq.ShouldBe((uint)seq);
        word.State.ShouldBe((ShipmentState)status);
        (word.Owner.Value, word.Custodian.Value, word.NewOwner.Value, word.NewCustodian.Value, word.Carrier.Value)
            .ShouldBe(((uint)owner, (uint)custodian, (uint)newOwner, (uint)newCustodian, (uint)carrier));
        word.UntilSeconds.ShouldBe(until);
        word.DisputeSeconds.ShouldBe((uint)seconds);
        word.Disputes.ShouldBe((uint)disputes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void LienWord_ComposedFieldByField_ReadsEachBack() => Prop.ForAll<(ulong, ulong, ulong, ulong)>(input =>
    {
        var f = new Fields(input);
        var (seq, financier, debtor, policy, status) = (f.Next(32), f.Next(24), f.Next(24), f.Next(16), f.Next(8));
        var (maturity, notice, juniors, defaulted, ends) = (f.Next(40), f.Next(32), f.Next(4), f.Next(4), f.Next(40));
        var word = new LienWord(f.Word);
        (word.Seq, word.Financier.Value, word.Debtor.Value).ShouldBe(((uint)seq, (uint)financier, (uint)debtor));
        word.Policy.ShouldBe((LienPolicy)policy);
        word.State.ShouldBe((LienState)status);
        (word.MaturitySeconds, word.NoticeSeconds).ShouldBe((maturity, (uint)notice));
        (word.Juniors, word.Ranks, word.DefaultedRank).ShouldBe(((byte)juniors, (byte)(juniors + 1), (byte)defaulted));
        word.NoticeEndsSeconds.ShouldBe(ends);
        word.IsAlive.ShouldBe(status is 1 or 3 or 4);
        word.PolicyInForce.ShouldBe(status == 1 ? (LienPolicy)policy : LienPolicy.None);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ClaimWord_ComposedFieldByField_ReadsEachBack() => Prop.ForAll<(ulong, ulong, ulong, ulong)>(input =>
    {
        var f = new Fields(input);
        var (financier, maturity, notice) = (f.Next(24), f.Next(40), f.Next(32));
        var word = new ClaimWord(f.Word);
        (word.Financier.Value, word.MaturitySeconds, word.NoticeSeconds).ShouldBe(((uint)financier, maturity, (uint)notice));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(HoldKind.Recall)]
    [InlineData(HoldKind.Quarantine)]
    [InlineData(HoldKind.Dispute)]
    [InlineData(HoldKind.Joint)]
    public void HoldWord_OfEachKind_ReadsItsOwnDetailAndNoOther(HoldKind kind) => Prop.ForAll<(ulong, ulong, ulong, ulong)>(input =>
    {
        var f = new Fields(input);
        var seq = f.Next(32);
        f.Set(4, (ulong)kind);
        var (level, scope, status, generation, partner, next) = (f.Next(4), f.Next(4), f.Next(4), f.Next(8), f.Next(24), f.Next(32));
        var (low, high, target) = (f.Next(64), f.Next(32), f.Next(32));
        var word = new HoldWord(f.Word);
        (word.Seq, word.Kind, word.Class, (ulong)word.Scope, word.IsActive).ShouldBe(((uint)seq, kind, (byte)level, scope, status == 1));
        (word.Generation, word.PlacedBy.Value, word.Next.Value, word.Target).ShouldBe(((byte)generation, (uint)partner, (uint)next, (uint)target));
        word.QuarantineIssuer.Value.ShouldBe(kind == HoldKind.Quarantine ? (uint)(low & 0xffffff) : 0);
        word.DisputedToken.ShouldBe(kind == HoldKind.Dispute ? new TokenId(low) : TokenId.None);
        word.LapsesSeconds.ShouldBe(kind == HoldKind.Dispute ? (uint)high : 0);
        word.Shipment.Value.ShouldBe(kind == HoldKind.Dispute ? (uint)target : 0);
        word.IsCorrection.ShouldBe(kind == HoldKind.Dispute && generation == 1);
        word.ExceptionKind.ShouldBe(kind == HoldKind.Dispute ? (ShipmentExceptionKind)level : ShipmentExceptionKind.None);
        if (kind != HoldKind.Recall) word.Destinations.ShouldBeEmpty();
        else if ((low & 0xffffff) != 0) word.Destinations[0].Value.ShouldBe((uint)(low & 0xffffff));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void RunLotAndTokenWords_ComposedFieldByField_ReadTheNewFields() => Prop.ForAll<(ulong, ulong, ulong, ulong)>(input =>
    {
        var run = new Fields(input);
        run.Skip(160);
        var sources = run.Next(8);
        new RunWord(run.Word).Sources.ShouldBe((byte)sources);
        var lot = new Fields(input);
        lot.Skip(192);
        var generation = lot.Next(8);
        new LotWord(lot.Word).Generation.ShouldBe((byte)generation);
        var token = new Fields(input);
        token.Skip(216);
        var status = token.Next(4);
        token.Skip(12);
        var cleared = token.Next(8);
        (new TokenWord(token.Word).Status, new TokenWord(token.Word).Cleared).ShouldBe(((TokenStatus)status, (byte)cleared));
    }).QuickCheckThrowOnFailure();

    /// <summary>Cuts fields of given widths out of random bits and puts them together again, lowest first.</summary>
    private sealed class Fields((ulong A, ulong B, ulong C, ulong D) random)
    {
        private readonly BigInteger _random = (new BigInteger(random.A * 0x9e3779b97f4a7c15) << 192) | (new BigInteger(random.B * 0xbf58476d1ce4e5b9) << 128) | (new BigInteger(random.C * 0x94d049bb133111eb) << 64) | random.D;
        private BigInteger _word;
        private int _offset;

        public StorageWord Word
        {
            get
            {
                Span<byte> bytes = stackalloc byte[StorageWord.SizeBytes];
                bytes.Clear();
                var size = _word.GetByteCount(isUnsigned: true);
                _word.TryWriteBytes(bytes[(StorageWord.SizeBytes - size)..], out _, isUnsigned: true, isBigEndian: true);
                return StorageWord.Read(bytes);
            }
        }

        public ulong Next(int bits)
        {
            var value = (ulong)((_random >> _offset) & ((BigInteger.One << bits) - 1));
            Set(bits, value);
            return value;
        }

        public void Set(int bits, ulong value)
        {
            _word |= new BigInteger(value) << _offset;
            _offset += bits;
        }

        public void Skip(int bits) => _offset += bits;
    }
}
