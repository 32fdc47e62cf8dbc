using System.Globalization;
using System.Runtime.InteropServices;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Tests.Index.Reading;

public sealed class RowTableTests
{
    private const int Lines = 4;
    private const int Ways = RowTable.Ways;
    private const int OneSetBytes = Ways * Lines * 64;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : Random.Shared.Next();

    private readonly byte[] _buffer = new byte[Lines * 64];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 36)]
    [InlineData(4, 0)]
    [InlineData(4, 37)]
    [InlineData(4, 228)]
    public void TryRead_AfterAdd_GivesTheRow(int lines, int length)
    {
        using var table = new RowTable(lines * 64 * Ways, lines);
        Has(table, Many(1), 5).ShouldBeFalse();

        table.Add(Many(1), 5, exists: true, RowOf(Many(1), 5, length));

        Read(table, Many(1), 5).ShouldBe(RowOf(Many(1), 5, length));
        table.MaxValueSizeBytes.ShouldBe((lines * 64) - 28);
    }

    [Fact]
    public void TryRead_TooLittleRoomForTheRow_IsNotFound()
    {
        using var table = new RowTable(OneSetBytes, Lines);
        table.Add(Many(1), 1, exists: true, new byte[33]);
        table.TryRead(Many(1), 1, new byte[32], out _).ShouldBeFalse();
        table.TryRead(Many(1), 1, new byte[33], out _).ShouldBeTrue();
    }

    [Fact]
    public void TryRead_ViewsBeforeAndAfterAChange_FindNoOtherHeightsRow()
    {
        using var table = new RowTable(1 << 16, Lines);
        table.Change(Many(1), 5);
        table.Add(Many(1), 7, exists: true, [7]);
        Has(table, Many(1), 7).ShouldBeTrue();
        Has(table, Many(1), 6).ShouldBeTrue("the row is the same since block 5");
        Has(table, Many(1), 5).ShouldBeTrue();
        Has(table, Many(1), 4).ShouldBeFalse("it was another before block 5");
        Has(table, Many(1), 1_000).ShouldBeTrue();

        table.Change(Many(1), 8);
        Has(table, Many(1), 7).ShouldBeFalse("a view of 8 could not tell");
        Has(table, Many(1), 8).ShouldBeFalse();
    }

    [Fact]
    public void Change_RowThatIsNotKept_IsKnownWhenASlowReaderBringsTheOldOne()
    {
        using var table = new RowTable(OneSetBytes, Lines);
        var late = Many(1);
        table.Change(late, 5);
        for (ulong other = 2; other < 100; other++) table.Add(Many(other), 9, exists: true, [1]);

        table.Add(late, 4, exists: true, [4]);
        for (ulong height = 3; height < 8; height++) Has(table, late, height).ShouldBeFalse();

        table.Add(late, 5, exists: true, [5]);
        Read(table, late, 7).ShouldBe([5]);
    }

    [Fact]
    public void Change_EarlierThanOneThatIsNoted_DoesNotLowerTheNote()
    {
        using var table = new RowTable(OneSetBytes, Lines);
        table.Change(Many(1), 8);
        table.Change(Many(1), 6);
        table.Add(Many(1), 7, exists: true, [1]);
        Has(table, Many(1), 7).ShouldBeFalse();
    }

    [Fact]
    public void Add_LaterHeight_TakesTheEarlierOnesPlaceAndNotTheReverse()
    {
        using var table = new RowTable(OneSetBytes, Lines);
        table.Add(Many(1), 3, exists: true, [3]);
        table.Add(Many(1), 9, exists: true, [9]);
        Read(table, Many(1), 9).ShouldBe([9]);
        table.Add(Many(1), 3, exists: true, [3]);
        Read(table, Many(1), 9).ShouldBe([9]);
    }

    [Theory]
    [InlineData(uint.MaxValue - 1UL, true)]
    [InlineData(uint.MaxValue, false)]
    [InlineData(uint.MaxValue + 7UL, false)]
    [InlineData(ulong.MaxValue, false)]
    public void Add_HeightsThatDoNotFit_AreNotKept(ulong height, bool isKept)
    {
        using var table = new RowTable(OneSetBytes, Lines);
        table.Add(Many(1), height, exists: true, [1]);
        Has(table, Many(1), height).ShouldBe(isKept);
        Has(table, Many(1), ulong.MaxValue).ShouldBe(isKept);

        table.Change(Many(1), height + 1 == 0 ? height : height + 1);
        table.Add(Many(1), height, exists: true, [1]);
        Has(table, Many(1), ulong.MaxValue).ShouldBeFalse();
    }

    [Fact]
    public void Add_FullSet_GivesAnOutdatedRowsSlotFirst()
    {
        using var table = new RowTable(1 << 16, Lines);
        var names = OfOneSet(table, Many, Ways + 1);
        foreach (var name in names[..Ways]) table.Add(name, 1, exists: true, [1]);
        table.Change(names[2], 2);
        var outdated = names[..Ways].Where(name => !Has(table, name, 1)).ToList();
        outdated.ShouldContain(names[2]);

        table.Add(names[Ways], 2, exists: true, [1]);

        // The note of its own home may be the one that was changed: then it can be kept as of 2 all the same.
        Has(table, names[Ways], 2).ShouldBeTrue();
        names[..Ways].Where(name => !outdated.Contains(name)).ShouldAllBe(name => Has(table, name, 1));
    }

    [Fact]
    public void Add_FullSetOfRowsForMany_IsSeldomDisplacedByOneForFew()
    {
        using var table = new RowTable(1 << 16, 1);
        var many = OfOneSet(table, Many, Ways);
        var few = OfSet(table, table.HomeOf(many[0]) / Ways, Few, 64);
        foreach (var name in many) table.Add(name, 1, exists: true, [1]);
        foreach (var name in few) table.Add(name, 1, exists: true, [1]);

        // One in thirty-two takes a slot of the many; which all others for few share from then on.
        many.Count(name => Has(table, name, 1)).ShouldBe(Ways - 1);
        few.Count(name => Has(table, name, 1)).ShouldBe(1);
        Has(table, few[^1], 1).ShouldBeTrue();

        // And those for many take it back.
        var displaced = many.Single(name => !Has(table, name, 1));
        table.Add(displaced, 1, exists: true, [1]);
        many.ShouldAllBe(name => Has(table, name, 1));
    }

    [Fact]
    public void Add_FullSetOfRowsForMany_IsDisplacedInTurn()
    {
        using var table = new RowTable(1 << 16, 1);
        var names = OfOneSet(table, Many, 5 * Ways);
        for (var i = 0; i < names.Count; i++)
        {
            table.Add(names[i], 1, exists: true, [1]);

            // Those that came first lie where they found room, and go in the order of the slots; from then on the oldest goes.
            var kept = names.Select((name, place) => (name, place)).Where(row => Has(table, row.name, 1)).Select(row => row.place).ToList();
            kept.Count.ShouldBe(Math.Min(i + 1, Ways));
            kept.ShouldContain(i);
            if (i >= (2 * Ways) - 1) kept.ShouldBe(Enumerable.Range(i - Ways + 1, Ways));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryRead_WhileOthersWriteOverIt_NeverGivesATornRow(bool isDisposedMeanwhile)
    {
        const int hitsEach = 100_000;
        const int keys = 2 * Ways;
        const int heights = 1_000_000;
        using var table = new RowTable(OneSetBytes, Lines);
        var isDone = 0;
        var writers = Enumerable.Range(0, 3).Select(number => Start(() =>
        {
            var random = new Random(Seed + number);
            while (Volatile.Read(ref isDone) == 0)
            {
                var (name, height) = (Many((ulong)random.Next(keys)), (uint)random.Next(1, heights));
                table.Add(name, height, exists: true, RowOf(name, height, LengthOf(name, height)));
            }
        })).ToArray();
        var readers = Enumerable.Range(0, 3).Select(number => Start(() =>
        {
            var random = new Random(Seed - 1 - number);
            var buffer = new byte[Lines * 64];
            for (var hits = 0; hits < hitsEach && Volatile.Read(ref isDone) == 0;)
            {
                var name = Many((ulong)random.Next(keys));
                if (!table.TryRead(name, ulong.MaxValue, buffer, out var length)) continue;
                if (!IsRowOf(name, buffer.AsSpan(0, length))) throw new InvalidOperationException($"The row of {name} is torn, seed {Seed}.");
                if (++hits < hitsEach || !isDisposedMeanwhile) continue;

                // From now on nothing is found, by the others either.
                table.Dispose();
                Volatile.Write(ref isDone, 1);
            }
        })).ToArray();
        try
        {
            await Task.WhenAll(readers);
        }
        finally
        {
            Volatile.Write(ref isDone, 1);
            await Task.WhenAll(writers);
        }

        // What was being added when it was disposed of least of all.
        if (isDisposedMeanwhile) Enumerable.Range(0, keys).ShouldAllBe(number => !Has(table, Many((ulong)number), ulong.MaxValue));

        // Threads of their own: where the pool has few, readers and writers would come one after the other.
        static Task Start(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static RowName Many(ulong number) => new(EntityKind.Touched, number);

    private static RowName Few(ulong number) => new(EntityKind.Token, TokenId.Of(new((uint)(number >> 20) + 1), TokenLevel.Case, (uint)(number & 0xFFFFF)).Value);

    private static List<RowName> OfOneSet(RowTable table, Func<ulong, RowName> nameOf, int count) => OfSet(table, table.HomeOf(nameOf(0)) / Ways, nameOf, count);

    private static List<RowName> OfSet(RowTable table, uint set, Func<ulong, RowName> nameOf, int count) =>
        [.. Enumerable.Range(0, int.MaxValue).Select(number => nameOf((ulong)number)).Where(name => table.HomeOf(name) / Ways == set).Take(count)];

    // The longest, so that a copy takes its time, and some that are shorter.
    private static int LengthOf(RowName name, uint height) => 224 - (int)((name.Number + height) % 4 * 48);

    // The first word tells the height; all others follow from it and the name.
    private static byte[] RowOf(RowName name, uint height, int length)
    {
        var words = new ulong[(length + 7) / 8];
        for (var i = 0; i < words.Length; i++) words[i] = WordOf(name, height, i);
        return MemoryMarshal.AsBytes(words.AsSpan())[..length].ToArray();
    }

    private static bool IsRowOf(RowName name, ReadOnlySpan<byte> row)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(row);
        var height = (uint)words[0];
        if (row.Length != LengthOf(name, height)) return false;
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] != WordOf(name, height, i)) return false;
        }

        return true;
    }

    private static ulong WordOf(RowName name, uint height, int place) => height | ((((name.Number + 1) * 0x9E37_79B9) + (ulong)place) << 32);

    private bool Has(RowTable table, RowName name, ulong height) => table.TryRead(name, height, _buffer, out _);

    private byte[] Read(RowTable table, RowName name, ulong height)
    {
        table.TryRead(name, height, _buffer, out var length).ShouldBeTrue();
        return _buffer[..length];
    }
}
