using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Tests.Projection;

public sealed class RecordTests
{
    private static readonly EventRef Event = new(1ul << 40, 2, 3, 4);
    private static readonly StorageWord Word = new(1, 2, 3, ulong.MaxValue);
    private static readonly Bytes32 Hash = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly Address Account = new([.. Enumerable.Range(0, 20).Select(i => (byte)i)]);

    // Each kind: a value's bytes, and what reading bytes and writing again gives.
    private static readonly (string Name, byte[] Bytes, Func<byte[], byte[]> Again)[] Kinds =
    [
        Kind(new RunRecord(new(Word), 1, 2, 3, 4, Hash, Event, 5), r => r.Write(new()), b => RunRecord.Read(b)),
        Kind(new LotRecord(new(Word), 1, Hash, Event, 5, "LÖT-1"), r => r.Write(new()), b => LotRecord.Read(b)),
        Kind(new ProductRecord(new(Word), Word, 1, new(2), Event, 5, ""), r => r.Write(new()), b => ProductRecord.Read(b)),
        Kind(new PartnerRecord(new(Word), Hash, 1, Hash, Event, 5, new string('x', 1000)), r => r.Write(new()), b => PartnerRecord.Read(b)),
        Kind(new LienRecord(new(Word), Hash, Event, 5, default, Event, 7, [new(new(Word), Hash), new(default, default)]), r => r.Write(new()), b => LienRecord.Read(b)),
        Kind(new HoldRecord(new(Word), 1, 2, 3, Event, 5, Event, new(6), "why", 99, DisputeOutcome.Lapsed, 7), r => r.Write(new()), b => HoldRecord.Read(b)),
        Kind(new MessageRecord(MessageState.Failed, Event, Hash, [1, 2, 3]), r => r.Write(new()), b => MessageRecord.Read(b)),
        Kind(new CouncilActRecord(CouncilActState.Executed, Account, new Selector(7), 8, 9, Hash, Event, Event, []), r => r.Write(new()), b => CouncilActRecord.Read(b)),
        Kind(new CouncilRecord(3, [Account], [new(new Selector(7), 2, 3, 4)]), r => r.Write(new()), b => CouncilRecord.Read(b)),
        Kind(new DispenseRecord([new(1, 2, Event), new(9, 9, Event)]), r => r.Write(new()), b => DispenseRecord.Read(b)),
        Kind(new LienSumRecord([new(new(1), new(2), new(3), TokenStatus.Lost, 4)]), r => r.Write(new()), b => LienSumRecord.Read(b)),
        Kind(new SsccRangeRecord(new(1), TokenLevel.Pallet, 7), r => r.Write(new()), b => SsccRangeRecord.Read(b)),
        Kind(new UnitSum(1, 2, ulong.MaxValue), r => r.Write(new()), b => UnitSum.Read(b)),
        Kind(new LotUnits(1, 2, 3, 4, 5, 6, 7), r => r.Write(new()), b => LotUnits.Read(b)),
        Kind(new ShipmentRecord(new(Word), Hash, 3, Event, 5, Event, 6, new(1, 2, new(3), 4, 5, 6, 7, 8)), r => r.Write(new()), b => ShipmentRecord.Read(b)),
        Kind(new OverageRecord(new(1), 2, 3, Event), r => r.Write(new()), b => OverageRecord.Read(b)),
        Kind(new EndingRecord(TokenStatus.Consumed, 1, new(2), new(3), Event, 4), r => r.Write(new()), b => EndingRecord.Read(b)),
        Kind(new ConditionRecord(new(1), 2, ConditionSeverity.Excursion, Hash, new(3), Event, 4), r => r.Write(new()), b => ConditionRecord.Read(b)),
        Kind(new AnchorRecord(new(1), 2, Hash, 3, Event, 4), r => r.Write(new()), b => AnchorRecord.Read(b)),
        Kind(new MandateRecord(1, Event), r => r.Write(new()), b => MandateRecord.Read(b)),
    ];

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, Kinds.Length)];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void Read_WhatWriteWrote_GivesTheSameBytesAgain(int index) => Kinds[index].Again(Kinds[index].Bytes).ShouldBe(Kinds[index].Bytes, Kinds[index].Name);

    [Theory]
    [MemberData(nameof(Indexes))]
    public void Read_AnyBytes_IsARecordOrRefused(int index)
    {
        var (name, bytes, again) = Kinds[index];
        var random = new Random(index);
        for (var i = 0; i < 2000; i++)
        {
            var damaged = i % 2 == 0 ? bytes.ToArray() : new byte[random.Next(300)];
            if (i % 2 == 1) random.NextBytes(damaged);
            if (damaged.Length > 0 && i % 3 != 0) damaged[0] = bytes[0];
            for (var d = random.Next(3); d > 0 && damaged.Length > 0; d--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (random.Next(3) == 0) damaged = damaged[..random.Next(damaged.Length + 1)];
            try
            {
                again(damaged).ShouldBe(damaged, name);
            }
            catch (RecordFormatException)
            {
                // Refused, which is right for bytes that are no record.
            }
        }
    }

    [Fact]
    public void Find_AnySscc_IsWithinTheRangeOrNull()
    {
        var range = new SsccRangeRecord(new RunId(9), TokenLevel.Case, 10);
        range.Find(100, 1000).ShouldBe(TokenId.Of(new RunId(9), TokenLevel.Case, 0));
        range.Find(100, 1099).ShouldBe(TokenId.Of(new RunId(9), TokenLevel.Case, 9));
        range.Find(100, 1100).ShouldBeNull();
        range.Find(100, 999).ShouldBeNull();
    }

    [Fact]
    public void AtBlock_NewerBlocks_SortFirstAndTheCurrentOneBeforeAll()
    {
        var sum = ProjectionKeys.HoldingSum(new(1), new(2), new(3), TokenStatus.Active);
        var keys = new[] { ulong.MaxValue, 100ul, 7ul, 0ul }.Select(b => ProjectionKeys.AtBlock(sum, b).ToString()).ToList();
        keys.ShouldBe(keys.Order(StringComparer.Ordinal));
    }

    private static (string, byte[], Func<byte[], byte[]>) Kind<T>(T value, Func<T, RecordWriter> write, Func<byte[], T> read) =>
        (typeof(T).Name, write(value).Written.ToArray(), bytes => write(read(bytes)).Written.ToArray());

    [Theory]
    [InlineData("")]
    [InlineData("Løgemiddel")]
    public void ReadName_OfAPartner_IsItsName(string name)
    {
        var row = new PartnerRecord(new(Word), Hash, 1, Hash, Event, 5, name).Write(new()).Written.ToArray();

        PartnerRecord.ReadName(row).ShouldBe(name);
        Should.Throw<RecordFormatException>(() => PartnerRecord.ReadName([.. row, 0]));
        Should.Throw<RecordFormatException>(() => PartnerRecord.ReadName(row.AsSpan(0, row.Length - 1)));
    }
}
