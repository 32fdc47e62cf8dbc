using System.Globalization;
using System.Text;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Serials;

namespace Ledger.Node.Tests.Index.Serials;

public sealed class SerialIndexTests
{
    private const ulong Gtin = 9_506_000_134_352;

    [Fact]
    public void AddRun_SerialOfABatchThatIsBeingWritten_IsADuplicateAtOnce()
    {
        using var fixture = new SerialIndexFixture();
        var first = fixture.Add(1, ["A", "B"], tellsIndex: false);
        using var batch = new WriteBatch();

        var duplicates = fixture.Index.AddRun(batch, new(2), 1, SerialList.FromStrings(["B", "C"]).Encode(), checkBuckets: false);

        duplicates.ShouldBe([new(new(first, 1), new(new(2), 0), 1)]);
    }

    [Fact]
    public void AddRun_TwoBatchesNotWrittenYet_BothAreSearched()
    {
        using var fixture = new SerialIndexFixture();
        var first = fixture.Add(1, ["A"], tellsIndex: false);
        var second = fixture.Add(1, ["B"], tellsIndex: false);
        using var batch = new WriteBatch();

        fixture.Index.AddRun(batch, new(3), 1, SerialList.FromStrings(["B", "C", "A"]).Encode(), checkBuckets: false)
            .ShouldBe([new(new(second, 0), new(new(3), 0), 1), new(new(first, 0), new(new(3), 2), 1)], ignoreOrder: true);
        Should.Throw<InvalidOperationException>(fixture.Index.Close).Message.ShouldContain("not committed");

        fixture.Index.OnCommitted();
        fixture.Index.AddRun(batch, new(4), 1, SerialList.FromStrings(["A", "B"]).Encode(), checkBuckets: false)
            .ShouldBe([new(new(first, 0), new(new(4), 0), 1), new(new(second, 0), new(new(4), 1), 1)], ignoreOrder: true);
        fixture.Database.Write(batch);
        fixture.Index.Close();
        fixture.Index.UnitsInMemory.ShouldBe(1);
        fixture.Index.OnCommitted();
        fixture.Index.OnCommitted();
        fixture.Index.UnitsInMemory.ShouldBe(7);
        fixture.Index.TryFind(1, "C"u8, out var found).ShouldBeTrue();
        found[0].ShouldBe(new UnitReference(new(3), 1));
    }

    [Fact]
    public void AddRun_SameSerialUnderAnotherGtin_IsNoDuplicate()
    {
        using var fixture = new SerialIndexFixture();
        fixture.Add(Gtin, ["A1", "A2"]);
        fixture.Add(Gtin + 1, ["A1"]);

        fixture.Duplicates.ShouldBeEmpty();
        fixture.ShouldAgree();
    }

    [Fact]
    public void AddRun_SerialTwiceInOneRun_NamesBothUnits()
    {
        using var fixture = new SerialIndexFixture();
        var run = fixture.Add(Gtin, ["A1", "B2", "A1"]);

        fixture.Duplicates.ShouldBe([new(new(run, 0), new(run, 2), 1)]);
        fixture.ShouldAgree();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void AddRun_CopyOfARun_IsOneAlertWithItsCount(bool isFirstSealed, bool checkBuckets)
    {
        using var fixture = new SerialIndexFixture();
        var serials = Enumerable.Range(0, 300).Select(number => $"S{number:D5}").ToList();
        var first = fixture.Add(Gtin, serials);
        if (isFirstSealed) fixture.SealAll();

        var second = fixture.Add(Gtin, serials, checkBuckets);

        fixture.Duplicates.Count.ShouldBe(isFirstSealed && !checkBuckets ? 0 : 1);
        fixture.Duplicates.Clear();
        fixture.SealAll();
        if (isFirstSealed)
        {
            fixture.Duplicates.Sum(duplicate => duplicate.Count).ShouldBe(300);
            fixture.Duplicates.ShouldAllBe(duplicate => duplicate.First.Run == first && duplicate.Second.Run == second);
        }

        fixture.ShouldAgree();
    }

    [Fact]
    public void TryFind_MoreCopiesThanAreToldApart_GivesTheEarliestOnes()
    {
        using var fixture = new SerialIndexFixture();
        fixture.Add(Gtin, Enumerable.Repeat("SAME", 3));
        fixture.SealAll();
        fixture.Add(Gtin, Enumerable.Repeat("SAME", 3_000));
        fixture.SealAll();
        fixture.Add(Gtin, Enumerable.Repeat("SAME", 100));

        fixture.Index.TryFind(Gtin, "SAME"u8, out var matches).ShouldBeTrue();

        matches.Count.ShouldBe(SerialMatches.Capacity);
        matches[0].ShouldBe(new(new(1), 0));
        matches[2].ShouldBe(new(new(1), 2));
        matches[3].ShouldBe(new(new(2), 0));
        fixture.Duplicates.ShouldContain(duplicate => duplicate.Second.Run == new RunId(3));
    }

    [Fact]
    public void TryFind_NotASerial_FindsNothing()
    {
        using var fixture = new SerialIndexFixture();
        fixture.Add(Gtin, ["A1"]);

        fixture.Index.TryFind(Gtin, [], out _).ShouldBeFalse();
        fixture.Index.TryFind(Gtin, new byte[21], out _).ShouldBeFalse();
        fixture.Index.TryFind(Gtin, "A2"u8, out _).ShouldBeFalse();
    }

    [Fact]
    public void GetSerial_UnknownUnit_IsNull()
    {
        using var fixture = new SerialIndexFixture();
        var run = fixture.Add(Gtin, ["A1"]);

        fixture.Index.GetSerial(new(run, 1)).ShouldBeNull();
        fixture.Index.GetSerial(new(run, -1)).ShouldBeNull();
        fixture.Index.GetSerial(new(new(99), 0)).ShouldBeNull();
        fixture.Index.ReadBlob(new(99)).ShouldBeNull();
    }

    [Fact]
    public void AddRun_KnownRun_IsRefused()
    {
        using var fixture = new SerialIndexFixture();
        var run = fixture.Add(Gtin, ["A1"]);
        using var batch = new WriteBatch();

        Should.Throw<InvalidOperationException>(() => fixture.Index.AddRun(batch, run, Gtin, fixture.Blobs[run], checkBuckets: false));
        batch.Count.ShouldBe(0);
    }

    [Fact]
    public void AddRun_MalformedBlob_PutsNothing()
    {
        using var fixture = new SerialIndexFixture();
        using var batch = new WriteBatch();

        Should.Throw<SerialListException>(() => fixture.Index.AddRun(batch, new(1), Gtin, [1, 0, 1, 1, 32], checkBuckets: false));

        batch.Count.ShouldBe(0);
    }

    [Fact]
    public void AddRun_FullTable_SealsInline()
    {
        using var fixture = new SerialIndexFixture();
        for (var run = 0; run < 6; run++) fixture.Add(Gtin, Numbers(run * 1_000, 1_000));

        fixture.Index.UnitsInMemory.ShouldBeLessThanOrEqualTo(SerialIndexFixture.Small.TableCapacity);
        fixture.Index.State.SealedEnd.ShouldBeGreaterThan(0u);
        fixture.ShouldAgree();
    }

    [Fact]
    public void IsSealDue_RunsOfOneUnit_ByTheOrdinalsThatAStartWouldReadBack()
    {
        using var fixture = new SerialIndexFixture(SerialIndexFixture.Small with { MaxUnsealedOrdinals = 64 * 40 });
        for (var run = 0; run < 19; run++) fixture.Add(Gtin, [$"A{run}"]);
        fixture.Index.IsSealDue.ShouldBeFalse();
        fixture.Add(Gtin, ["A19"]);
        fixture.Index.IsSealDue.ShouldBeTrue();

        // Nobody seals: the writer does it itself at the bound.
        for (var run = 20; run < 100; run++) fixture.Add(Gtin, [$"A{run}"]);
        fixture.Index.UnitsInMemory.ShouldBeLessThanOrEqualTo(41);
        fixture.Reopen();
        fixture.Index.UnitsInMemory.ShouldBeLessThanOrEqualTo(41);
        fixture.ShouldAgree();
    }

    [Fact]
    public void Seal_FarLargerThanTheFirst_MergesWhatItsBucketsAreTooFewFor()
    {
        using var fixture = new SerialIndexFixture(SerialIndexFixture.Small with { TableCapacity = 100_000, SealThreshold = 50_000, MinMergeThreshold = 80_000, BucketTarget = 150 });
        fixture.Add(Gtin, ["A", "B", "C"]);
        fixture.SealAll();
        fixture.Index.State.YoungPrefixBits.ShouldBe(1);
        for (var run = 0; run < 30; run++) fixture.Add(Gtin, Enumerable.Range(run * 2_500, 2_500).Select(number => $"S{number:D7}"));
        fixture.SealAll();
        fixture.Index.State.EntryCount.ShouldBe(3u);
        fixture.Index.State.YoungPrefixBits.ShouldBeGreaterThan(7);
        fixture.ShouldAgree();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_ManyUnsealedUnits_FindsAllAndTheirDuplicates(bool isSealing)
    {
        using var fixture = new SerialIndexFixture(SerialIndexFixture.Small with { TableCapacity = 200_000, SealThreshold = 100_000 });
        for (var run = 0; run < 40; run++)
        {
            var first = run * 1_500;
            fixture.Add(Gtin, Enumerable.Range(first, 1_500 + run).Select(number => $"S{number:D7}"));
            if (isSealing && run == 19) fixture.Index.Seal();
        }

        var units = fixture.Index.UnitsInMemory;
        fixture.Reopen();
        fixture.Index.UnitsInMemory.ShouldBe(units);
        fixture.ShouldAgree();
    }

    [Fact]
    public void AddRun_MoreThanTheTableInOneBatch_IsRefused()
    {
        using var fixture = new SerialIndexFixture();
        using var batch = new WriteBatch();

        Should.Throw<InvalidOperationException>(() => fixture.Index.AddRun(
            batch, new(1), Gtin, SerialList.FromStrings(Numbers(0, 4_001)).Encode(), checkBuckets: false));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(SerialIndexFixture.TinyRingSizeBytes)]
    [InlineData(SerialIndexFixture.RoomyRingSizeBytes)]
    public async Task TryFind_WhileRunsAreAddedAndBucketsSplit_NeverMisses(int ringSizeBytes)
    {
        using var fixture = new SerialIndexFixture(SerialIndexFixture.Small with { BucketsPerSealStep = 37, RingSizeBytes = ringSizeBytes });
        using var done = new CancellationTokenSource();
        var committed = 0;
        var readers = Enumerable.Range(0, 2).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            var serial = new byte[12];
            var lookups = 0;
            for (; !done.IsCancellationRequested || lookups < 1_000; lookups++)
            {
                var end = Volatile.Read(ref committed);
                if (end == 0) continue;
                var number = random.Next(end);
                Encoding.ASCII.GetBytes(number.ToString("D12", CultureInfo.InvariantCulture), serial);
                if (!fixture.Index.TryFind(Gtin, serial, out var matches) || matches.Count != 1)
                    throw new InvalidOperationException($"{number} of {end} has {matches.Count} matches.");
            }

            return lookups;
        })).ToArray();

        for (var run = 0; run < 40; run++)
        {
            fixture.Add(Gtin, Numbers(run * 500, 500));
            Volatile.Write(ref committed, (run + 1) * 500);
            if (fixture.Index.IsSealDue) await fixture.Index.SealAsync(CancellationToken.None);
        }

        await done.CancelAsync();
        (await Task.WhenAll(readers)).ShouldAllBe(lookups => lookups >= 1_000);
        fixture.Index.State.Epochs.Count.ShouldBeGreaterThan(2);
        fixture.ShouldAgree();
    }

    [Theory]
    [InlineData(SerialIndexFixture.TinyRingSizeBytes)]
    [InlineData(SerialIndexFixture.RoomyRingSizeBytes)]
    public void TryFind_BucketsThatWereReadBefore_AreReadAnewWhenASealOrMergeHasChangedThem(int ringSizeBytes)
    {
        using var fixture = new SerialIndexFixture(SerialIndexFixture.Small with { RingSizeBytes = ringSizeBytes });
        for (var run = 0; run < 9; run++)
        {
            fixture.Add(Gtin, Numbers(run * 600, 600));
            do fixture.ShouldAgree();
            while (fixture.Index.Seal());
        }

        fixture.Index.State.Epochs.Count.ShouldBeGreaterThan(1, "the old generation has grown");
        fixture.Index.Settle();
        fixture.ShouldAgree();
    }

    [Fact]
    public void TryFind_RowsThatWereReadBefore_AreNotReadAgain()
    {
        using var fixture = new SerialIndexFixture();
        fixture.Add(Gtin, Numbers(0, 500));
        fixture.SealAll();
        fixture.ShouldAgree();

        // Without the rows nothing but what is remembered can answer.
        foreach (var family in (string[])[SerialIndexFamilies.RunBlob, SerialIndexFamilies.SerialBucket])
        {
            using var batch = new WriteBatch();
            batch.DeleteRange(fixture.Database.GetColumnFamily(family), [0], [0xFF]);
            fixture.Database.Write(batch);
        }

        fixture.ShouldAgree();
        fixture.Index.Dispose();
        fixture.Index.TryFind(Gtin, "000000000001"u8, out _).ShouldBeFalse("what is disposed of remembers nothing");
    }

    [Fact]
    public void GetSerial_OfABatchThatIsGivenUp_IsNotKept()
    {
        using var fixture = new SerialIndexFixture();
        var given = fixture.Add(Gtin, ["A1", "A2"], tellsIndex: false);
        fixture.Index.GetSerial(new(given, 0)).ShouldBe("A1");
        fixture.Index.OnAbandoned();

        // Its chunk's number is used again.
        var run = fixture.Add(Gtin, ["B1", "B2"]);
        fixture.Index.GetSerial(new(run, 0)).ShouldBe("B1");
        fixture.Index.TryFind(Gtin, "B2"u8, out var matches).ShouldBeTrue();
        matches[0].ShouldBe(new(run, 1));
    }

    [Fact]
    public void Open_BucketsAheadOfTheBlobs_IsCorrupt()
    {
        using var fixture = new SerialIndexFixture();
        fixture.Add(Gtin, Numbers(0, 200));
        fixture.SealAll();
        using var batch = new WriteBatch();
        batch.DeleteRange(fixture.Database.GetColumnFamily(SerialIndexFamilies.RunBlob), [0, 0, 0, 1], [255, 255, 255, 255]);
        fixture.Database.Write(batch);

        Should.Throw<SerialIndexCorruptException>(fixture.Reopen);
    }

    private static IEnumerable<string> Numbers(int first, int count) =>
        Enumerable.Range(first, count).Select(number => number.ToString("D12", CultureInfo.InvariantCulture));

    [Fact]
    public void AddRun_PreparedByAnotherIndex_IsRefused()
    {
        using var fixture = new SerialIndexFixture();
        using var other = new SerialIndexFixture();
        using var batch = new WriteBatch();
        var run = other.Index.Prepare(new(1), Gtin, SerialList.FromStrings(["A1"]).Encode());
        Should.Throw<InvalidOperationException>(() => fixture.Index.AddRun(batch, run, checkBuckets: false)).Message.ShouldContain("another index");
        batch.Count.ShouldBe(0);
    }
}
