using System.Globalization;

namespace Ledger.Node.Tests.Index.Serials;

public sealed class SerialIndexCrashTests
{
    private const ulong Gtin = 9_506_000_134_352;

    [Fact]
    public void OnCommitted_CrashBeforeIt_StillFindsTheRun()
    {
        using var fixture = new SerialIndexFixture();
        fixture.Add(Gtin, Numbers(0, 100), tellsIndex: false);

        fixture.Crash();

        fixture.Index.UnitsInMemory.ShouldBe(100);
        fixture.ShouldAgree();
    }

    [Fact]
    public void Seal_CrashAtEveryWriteBoundary_LosesNothingAndEndsTheSame()
    {
        using var fixture = new SerialIndexFixture();
        fixture.Add(Gtin, Numbers(0, 1_500));
        fixture.SealAll();
        var bitsBefore = fixture.Index.State.PrefixBits;
        for (var run = 0; run < 3; run++) fixture.Add(Gtin, Numbers(1_500 + run * 1_200, 1_200).Concat(Numbers(run * 7, 5)));
        fixture.Duplicates.Clear();
        var kept = fixture.Keep();
        var boundaries = CountSteps(fixture);
        bitsBefore.ShouldBeGreaterThan(0, "there shall be an old generation");
        fixture.Index.State.PrefixBits.ShouldBeGreaterThan(bitsBefore, "the merge shall split buckets");
        fixture.Index.State.YoungCount.ShouldBe(0u, "the merge shall follow the seal");
        var entries = fixture.Index.State.EntryCount;
        boundaries.ShouldBeGreaterThan(12);

        for (var boundary = 1; boundary <= boundaries; boundary++)
        {
            fixture.Restore(kept);
            for (var step = 0; step < boundary; step++) fixture.Index.Seal();

            // Once with what only memory held lost, once with all of it flushed.
            if (boundary % 2 == 0) fixture.Crash();
            else fixture.Reopen();

            fixture.ShouldAgree();
            fixture.SealAll();
            fixture.Index.State.EntryCount.ShouldBe(entries, $"after boundary {boundary}");
            fixture.Index.UnitsInMemory.ShouldBe(0);
            fixture.ShouldAgree();
        }

        fixture.ShouldHaveFoundAllDuplicates();
    }

    [Fact]
    public void Seal_HalfFlushedWhenKilled_ResumesAtTheCursor()
    {
        using var fixture = new SerialIndexFixture();
        fixture.Add(Gtin, Numbers(0, 1_000));
        fixture.Index.Seal();
        fixture.Index.Seal();
        fixture.Database.Flush(fixture.Database.GetColumnFamily(Ledger.Node.Index.Serials.SerialIndexFamilies.SerialBucket));
        fixture.Index.Seal();

        fixture.Crash();

        fixture.Index.State.Cursor.ShouldBe(200u);
        fixture.ShouldAgree();
        fixture.SealAll();
        fixture.Index.State.YoungCount.ShouldBe(1_000u);
        fixture.ShouldAgree();
    }

    [Fact]
    public void Merge_HalfFlushedWhenKilled_ResumesAtTheCursor()
    {
        using var fixture = new SerialIndexFixture();
        for (var round = 0; round < 2; round++)
        {
            fixture.Add(Gtin, Numbers(round * 2_000, 2_000));
            while (!fixture.Index.State.IsMerging) fixture.Index.Seal();
            fixture.Index.Seal();
            fixture.Database.Flush(fixture.Database.GetColumnFamily(Ledger.Node.Index.Serials.SerialIndexFamilies.SerialBucket));
            var cursor = fixture.Index.State.Cursor;
            fixture.Index.Seal();

            fixture.Crash();

            fixture.Index.State.IsMerging.ShouldBeTrue();
            fixture.Index.State.Cursor.ShouldBe(cursor);
            fixture.ShouldAgree();
            fixture.SealAll();
            fixture.Index.State.EntryCount.ShouldBe((uint)(round + 1) * 2_000);
            fixture.Index.State.YoungCount.ShouldBe(0u);
            fixture.ShouldAgree();
        }
    }

    [Fact]
    public void OnAbandoned_NextRun_TakesTheSameOrdinals()
    {
        using var fixture = new SerialIndexFixture();
        fixture.Abandon(Gtin, Numbers(0, 100));
        fixture.Index.TryFind(Gtin, "000000000005"u8, out _).ShouldBeFalse();

        fixture.Add(Gtin, Numbers(0, 100));

        fixture.Duplicates.ShouldBeEmpty();
        fixture.ShouldAgree();
        fixture.Reopen();
        fixture.ShouldAgree();
    }

    private static int CountSteps(SerialIndexFixture fixture)
    {
        var steps = 1;
        while (fixture.Index.Seal()) steps++;
        return steps;
    }

    private static IEnumerable<string> Numbers(int first, int count) =>
        Enumerable.Range(first, count).Select(number => number.ToString("D12", CultureInfo.InvariantCulture));
}
