using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Bench.Peers;

namespace Ledger.Bench.Lookup;

/// <summary>RocksDB's own benchmark: as many keys, of the size of a GTIN and a serial, as many bytes of value, the same cache and filter.</summary>
internal static partial class DbBench
{
    private const int KeySizeBytes = 20;
    private const int ValueSizeBytes = 8;

    /// <summary>Fills a database and reads it at random.</summary>
    /// <exception cref="PeerMissingException">It is not installed.</exception>
    public static DbBenchOutcome Measure(long keys, long cacheSizeBytes, TimeSpan duration, TextWriter progress)
    {
        using var folder = new BenchFolder(null);
        var shape = Shape(folder, keys, cacheSizeBytes);
        PeerProcess.Run("db_bench", "rocksdb-tools", [.. shape, "--benchmarks=filluniquerandom,compact"]);
        var one = Read(shape, 1, duration);
        var four = Read(shape, 4, duration);
        progress.WriteLine($"db_bench: {one:N0} reads/s on one thread, {four:N0} on four");
        return new(one, four);
    }

    /// <summary>Fills a database in the order of its keys, which is soon done however many they are, and reads it at random on one thread.</summary>
    /// <returns>Reads a second.</returns>
    /// <exception cref="PeerMissingException">It is not installed.</exception>
    public static double MeasureOneThread(long keys, long cacheSizeBytes, TimeSpan duration)
    {
        using var folder = new BenchFolder(null);
        var shape = Shape(folder, keys, cacheSizeBytes);
        PeerProcess.Run("db_bench", "rocksdb-tools", [.. shape, "--benchmarks=fillseq,compact"]);
        return Read(shape, 1, duration);
    }

    // Index and filters outside the cache, as ours are: a filter of millions of keys is larger than a shard of the cache, and would be read with every key.
    private static string[] Shape(BenchFolder folder, long keys, long cacheSizeBytes) =>
    [
        $"--db={folder.Path}", $"--num={keys}", $"--key_size={KeySizeBytes}", $"--value_size={ValueSizeBytes}", $"--cache_size={cacheSizeBytes}",
        "--bloom_bits=10", "--cache_index_and_filter_blocks=false", "--compression_type=lz4", "--format_version=5", "--statistics=false",
    ];

    private static double Read(string[] shape, int threads, TimeSpan duration)
    {
        // Read once to fill the cache, as ours is.
        var output = PeerProcess.Run(
            "db_bench", "rocksdb-tools",
            [
                .. shape, "--use_existing_db=true", "--benchmarks=readrandom,readrandom", $"--threads={threads}",
                $"--duration={(int)duration.TotalSeconds}",
            ]);
        var matches = Rate().Matches(output);
        return matches.Count == 2
            ? double.Parse(matches[1].Groups["rate"].ValueSpan, CultureInfo.InvariantCulture)
            : throw new InvalidDataException($"db_bench printed what this does not know: {output}");
    }

    [GeneratedRegex(@"^readrandom\s*:.*?(?<rate>\d+) ops/sec", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Rate();
}
