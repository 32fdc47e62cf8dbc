using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Ledger.BindingGenerator.Tests.Generated;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Tests.Abi;

namespace Ledger.BindingGenerator.Tests;

public sealed class GeneratedLogTests
{
    private static readonly AbiEvent Stored = SampleContracts.Warehouse.Event("Stored");
    private static readonly AbiType StoredData = AbiType.Tuple([.. Stored.Fields.Components.Where(f => !f.IsIndexed)]);
    private static readonly AbiError Boxes = SampleContracts.Warehouse.Error("Warehouse_Boxes");

    private static readonly Bytes32[] Topics = [Stored.Topic0, Word(7), Keccak256.Hash("label"u8), Word(2)];

    [Fact]
    public void TryDecode_AnyLog_HasTheGenericCodecsValues() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(AbiGenerators.Values(StoredData).ToArbitrary(), value =>
        {
            var data = AbiCodec.Encode(StoredData, (AbiTuple)value);
            var expected = Stored.Decode(Topics, data);
            return WarehouseEvents.TryDecode(Topics, data, out var log)
                && log is WarehouseStoredEvent { Box: 7, Kind: 2 } stored
                && stored.Label == (Bytes32)expected["label"]
                && stored.Spot == new Spot((ulong)(BigInteger)((AbiTuple)expected["spot"])["token"], (uint)(BigInteger)((AbiTuple)expected["spot"])["seq"])
                && stored.Hashes.SequenceEqual(((object[])expected["hashes"]).Cast<Bytes32>())
                && string.Equals(stored.Note, (string)expected["note"], StringComparison.Ordinal);
        }));

    [Fact]
    public void TryDecode_LogOfSomethingElse_IsFalse()
    {
        var data = AbiCodec.Encode(StoredData, new AbiTuple(1, 2), Array.Empty<object>(), "n");
        WarehouseStoredEvent.TryDecode(Topics, data, out _).ShouldBeTrue();
        WarehouseEvents.TryDecode([], data, out _).ShouldBeFalse();
        WarehouseEvents.TryDecode(Topics.AsSpan(..3), data, out _).ShouldBeFalse();
        WarehouseEvents.TryDecode([Stored.Topic0, Word(7), Word(1), new Bytes32([.. new byte[30], 1, 0])], data, out _).ShouldBeFalse();
        WarehouseEvents.TryDecode(Topics, [.. data, .. new byte[32]], out _).ShouldBeFalse();
        WarehouseEvents.TryDecode(Topics, data.AsSpan(..^1), out _).ShouldBeFalse();
        MarketEvents.TryDecode(Topics, data, out _).ShouldBeFalse();
    }

    [Fact]
    public void TryDecode_TextThatIsNotUtf8_IsStillReadable()
    {
        var bytes = AbiType.Parse("((uint64,uint32),bytes32[],bytes)");
        var data = AbiCodec.Encode(bytes, new AbiTuple(1, 2), Array.Empty<object>(), new byte[] { (byte)'a', 0xff });
        WarehouseStoredEvent.TryDecode(Topics, data, out var stored).ShouldBeTrue();
        stored.Note.ShouldBe("a\ufffd");
        Stored.Decode(Topics, data)["note"].ShouldBe("a\ufffd");
    }

    [Fact]
    public void TryDecode_EventsOfBothContracts_AreTold()
    {
        WarehouseEvents.TryDecode([EmptiedEvent.Topic0], [], out var emptied).ShouldBeTrue();
        emptied.ShouldBe(new EmptiedEvent());
        emptied.EventName.ShouldBe("Emptied");
        MarketEvents.TryDecode([EmptiedEvent.Topic0], [], out var same).ShouldBeTrue();
        same.ShouldBe(emptied);
        MarketEvents.TryDecode([MarketStoredEvent.Topic0], Word(9).Span, out var market).ShouldBeTrue();
        market.ShouldBe(new MarketStoredEvent(9));
        var minusTwo = new Bytes32([.. Enumerable.Repeat((byte)0xff, 31), 0xfe]);
        WarehouseEvents.TryDecode([SpotsEvent.Topic0, Word(1), minusTwo], new byte[32], out var spots).ShouldBeTrue();
        spots.ShouldBe(new SpotsEvent(Word(1), -2, Address.Zero));
    }

    [Fact]
    public void TryDecode_MutatedLogOrRevertData_NeverThrows()
    {
        var data = AbiCodec.Encode(StoredData, new AbiTuple(1, 2), new object[] { Word(1), Word(2) }, "a longer note than fits into one word");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Gen.Choose(0, data.Length - 1).Zip(AbiGenerators.Byte).ToArbitrary(), change =>
        {
            var mutated = data.ToArray();
            mutated[change.Item1] = change.Item2;
            WarehouseEvents.TryDecode(Topics, mutated, out _);
            AllErrors.TryDecode([.. Boxes.Encode(Array.Empty<object>(), "")[..4], .. mutated], out _);
        }));
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll<byte[]>(bytes =>
        {
            WarehouseEvents.TryDecode(Topics, bytes, out _);
            AllErrors.TryDecode(bytes, out _);
        }));
    }

    [Fact]
    public void TryDecode_AnyError_EncodesToTheGenericCodecsBytes() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(AbiGenerators.Values(Boxes.Fields).ToArbitrary(), value =>
        {
            var data = Boxes.Encode((AbiTuple)value);
            return AllErrors.TryDecode(data, out var error) && error is WarehouseBoxesError boxes && boxes.Encode().AsSpan().SequenceEqual(data);
        }));

    [Fact]
    public void Describe_Error_NamesItsValues()
    {
        AllErrors.TryDecode(new SharedLateError(5, 6).Encode(), out var late).ShouldBeTrue();
        late.Describe().ShouldBe("Shared_Late(deadline: 5, time: 6)");
        late.ErrorName.ShouldBe("Shared_Late");
        new WarehouseEmptyError().Describe().ShouldBe("Warehouse_Empty()");
        AllErrors.TryDecode([], out _).ShouldBeFalse();
        AllErrors.TryDecode([1, 2, 3, 4], out _).ShouldBeFalse();
    }

    private static Bytes32 Word(byte value) => new([.. new byte[31], value]);
}
