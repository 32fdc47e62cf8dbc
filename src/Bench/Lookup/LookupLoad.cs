using System.Diagnostics;
using Ledger.Bench.History;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;

namespace Ledger.Bench.Lookup;

/// <summary>Asks for units at random, each with a view of its own, as queries do.</summary>
internal sealed class LookupLoad
{
    private const int ClockEvery = 64;

    private readonly IReadOnlyList<GeneratedRun> _runs;
    private readonly long[] _ends;

    /// <summary>Prepares to ask for any unit of a history, all equally often.</summary>
    public LookupLoad(IReadOnlyList<GeneratedRun> runs)
    {
        _runs = runs;
        _ends = new long[runs.Count];
        var end = 0L;
        for (var i = 0; i < runs.Count; i++) _ends[i] = end += runs[i].Units;
    }

    /// <summary>One answer, to a unit chosen by chance.</summary>
    public void AnswerOne(LedgerIndex index, Random random)
    {
        using var views = new IndexViews(index, TimeProvider.System);
        Answer(views, random, 1);
    }

    /// <summary>Answers as many as it can.</summary>
    /// <param name="index">The index.</param>
    /// <param name="threads">Threads that ask.</param>
    /// <param name="duration">How long.</param>
    /// <param name="answersPerView">Answers from one view: 1 as queries of different callers do it, more to see what opening a view costs.</param>
    public LoadOutcome Run(LedgerIndex index, int threads, TimeSpan duration, int answersPerView = 1)
    {
        using var views = new IndexViews(index, TimeProvider.System);
        var answers = new long[threads];
        var start = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        var workers = Enumerable.Range(0, threads)
            .Select(number => new Thread(() => answers[number] = Work(views, number, start, duration, answersPerView))).ToList();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var used = Environment.CpuUsage.TotalTime - processor;
        return new(Math.Round(answers.Sum() / seconds), Math.Round(used.TotalMicroseconds / answers.Sum(), 2));
    }

    /// <summary>
    /// How many rows an answer reads that are a unit's own, or of few, the mean of some: as <c>db_bench</c> counts them, wherever they come from, the ring of serials' rows or RocksDB's cache
    /// or the disk. What comes from the cache of shared rows is not counted.
    /// </summary>
    public double ReadsPerAnswer(LedgerIndex index, int answers)
    {
        using var views = new IndexViews(index, TimeProvider.System);
        var random = new Random(7);
        long reads = 0;
        Span<byte> buffer = stackalloc byte[32];
        for (var i = 0; i < answers; i++)
        {
            using var view = views.Open() ?? throw new InvalidOperationException("The index is empty.");
            var run = Choose(random, out var unit);
            var serial = UnitLookup.SerialOf(run, unit, buffer);
            var buckets = index.Serials.BucketReads(run.Product.Gtin, serial);
            UnitLookup.Find(view, run.Product.Gtin, serial);

            // Beside the rows: the bucket (sometimes two where there are two generations of them) and the chunk.
            reads += view.RowReads + 1 + buckets;
        }

        return Math.Round(reads / (double)answers, 2);
    }

    /// <summary>Chooses a unit, all equally often.</summary>
    public GeneratedRun Choose(Random random, out uint unit)
    {
        var number = random.NextInt64(_ends[^1]);
        var place = Array.BinarySearch(_ends, number + 1);
        if (place < 0) place = ~place;
        unit = (uint)(number - (place == 0 ? 0 : _ends[place - 1]));
        return _runs[place];
    }

    private long Work(IndexViews views, int number, long start, TimeSpan duration, int answersPerView)
    {
        var random = new Random(number + 1);
        long answers = 0;
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            for (var i = 0; i < Math.Max(1, ClockEvery / answersPerView); i++, answers += answersPerView) Answer(views, random, answersPerView);
        }

        return answers;
    }

    private void Answer(IndexViews views, Random random, int answers)
    {
        Span<byte> buffer = stackalloc byte[32];
        using var view = views.Open() ?? throw new InvalidOperationException("The index is empty.");
        for (var i = 0; i < answers; i++)
        {
            var run = Choose(random, out var unit);
            var found = UnitLookup.Find(view, run.Product.Gtin, UnitLookup.SerialOf(run, unit, buffer));
            if (found.Unit.Run != run.Run || found.Unit.Index != unit)
                throw new InvalidOperationException($"Unit {unit} of run {run.Run} was not found, but {found.Unit}.");
        }
    }
}
