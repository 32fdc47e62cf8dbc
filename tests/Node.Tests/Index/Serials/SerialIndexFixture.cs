using System.Text;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Serials;

namespace Ledger.Node.Tests.Index.Serials;

/// <summary>An index on a real database in a folder of its own, beside the naive model of what it should know.</summary>
internal sealed class SerialIndexFixture : ISerialDuplicateSink, IDisposable
{
    /// <summary>A ring in which everything has room.</summary>
    public const int RoomyRingSizeBytes = 8 << 20;

    /// <summary>A ring that a few dozen rows fill.</summary>
    public const int TinyRingSizeBytes = 64 << 10;

    public static readonly SerialIndexOptions Small = new()
    {
        TableCapacity = 4_000,
        SealThreshold = 1_000,
        MinMergeThreshold = 1_500,
        BucketTarget = 4,
        BucketsPerSealStep = 100,
        RingSizeBytes = RoomyRingSizeBytes,
    };

    private readonly string _root = Directory.CreateTempSubdirectory("ledger-serials-").FullName;
    private readonly BlockCache _cache = new(8 << 20);
    private readonly SerialIndexOptions _options;
    private int _folders;
    private uint _runs;

    public SerialIndexFixture(SerialIndexOptions? options = null)
    {
        _options = options ?? Small;
        Folder = NextFolder();
        Open();
    }

    public string Folder { get; private set; }

    public RocksDatabase Database { get; private set; } = null!;

    public SerialIndex Index { get; private set; } = null!;

    public Dictionary<(ulong Gtin, string Serial), List<UnitReference>> Model { get; } = [];

    public Dictionary<RunId, byte[]> Blobs { get; } = [];

    public List<SerialDuplicate> Duplicates { get; } = [];

    public void Record(IReadOnlyList<SerialDuplicate> duplicates) => Duplicates.AddRange(duplicates);

    /// <summary>Adds a run, writes the batch and tells the index, unless asked to leave that to the caller.</summary>
    public RunId Add(ulong gtin, IEnumerable<string> serials, bool checkBuckets = false, bool tellsIndex = true)
    {
        using var batch = new WriteBatch();
        var run = new RunId(++_runs);
        var list = SerialList.FromStrings(serials);
        Blobs[run] = list.Encode();
        Duplicates.AddRange(Index.AddRun(batch, run, gtin, Blobs[run], checkBuckets));
        Database.Write(batch);
        Index.Close();
        if (tellsIndex) Index.OnCommitted();
        for (var i = 0; i < list.Count; i++)
        {
            var key = (gtin, list.GetStringAt(i));
            if (!Model.TryGetValue(key, out var units)) Model[key] = units = [];
            units.Add(new(run, i));
        }

        return run;
    }

    /// <summary>Adds a run to a batch that is never written.</summary>
    public void Abandon(ulong gtin, IEnumerable<string> serials)
    {
        using var batch = new WriteBatch();
        Index.AddRun(batch, new(_runs + 1), gtin, SerialList.FromStrings(serials).Encode(), checkBuckets: true);
        Index.OnAbandoned();
    }

    public void SealAll()
    {
        while (Index.Seal())
        {
        }
    }

    public void Compact()
    {
        foreach (var family in SerialIndexFamilies.Describe(_cache)) Database.CompactRange(Database.GetColumnFamily(family.Name));
    }

    public void Reopen()
    {
        Close();
        Open();
    }

    /// <summary>Goes on from what a killed process leaves: the files as they are now, without the flush of a clean close.</summary>
    public void Crash()
    {
        var copy = NextFolder();
        Copy(Folder, copy);
        Close();
        Directory.Delete(Folder, recursive: true);
        Folder = copy;
        Open();
    }

    /// <summary>Goes back to a folder kept by <see cref="Keep"/>.</summary>
    public void Restore(string kept)
    {
        Close();
        Folder = NextFolder();
        Copy(kept, Folder);
        Open();
    }

    /// <summary>Closes, copies the files and opens again.</summary>
    public string Keep()
    {
        Close();
        var copy = NextFolder();
        Copy(Folder, copy);
        Open();
        return copy;
    }

    /// <summary>Holds every serial, every run and some serials that are not there against the model. Of many units with one serial the earliest are told apart.</summary>
    public void ShouldAgree()
    {
        Span<byte> ascii = stackalloc byte[SerialList.MaxSerialLength];
        foreach (var ((gtin, serial), units) in Model)
        {
            var length = Encoding.ASCII.GetBytes(serial, ascii);
            Index.TryFind(gtin, ascii[..length], out var matches).ShouldBeTrue($"{gtin} {serial} is lost");
            matches.Count.ShouldBe(Math.Min(units.Count, SerialMatches.Capacity), $"{gtin} {serial}");
            for (var i = 0; i < matches.Count; i++) matches[i].ShouldBe(units[i]);
            Index.GetSerial(units[0]).ShouldBe(serial);
            Index.TryFind(gtin + 1_000, ascii[..length], out _).ShouldBeFalse("another product has no such serial");
        }

        foreach (var (run, blob) in Blobs) Index.ReadBlob(run).ShouldBe(blob);
    }

    /// <summary>Holds some serials against the model: what they are found by is remembered, and must not be found when it has changed.</summary>
    public void SomeShouldAgree(Random random)
    {
        Span<byte> ascii = stackalloc byte[SerialList.MaxSerialLength];
        for (var i = 0; i < 100 && Model.Count > 0; i++)
        {
            var ((gtin, serial), units) = Model.ElementAt(random.Next(Math.Min(Model.Count, 2_000)));
            var length = Encoding.ASCII.GetBytes(serial, ascii);
            Index.TryFind(gtin, ascii[..length], out var matches).ShouldBeTrue($"{gtin} {serial} is lost");
            matches.Count.ShouldBe(Math.Min(units.Count, SerialMatches.Capacity), $"{gtin} {serial}");
        }
    }

    /// <summary>Every unit whose serial an earlier one bears was alerted on, and no other.</summary>
    public void ShouldHaveFoundAllDuplicates()
    {
        var later = Model.Values.SelectMany(units => units.Skip(1)).Select(unit => unit.Run).ToHashSet();
        Duplicates.Select(duplicate => duplicate.Second.Run).ToHashSet().SetEquals(later).ShouldBeTrue();
        foreach (var duplicate in Duplicates)
        {
            var sharers = Model.Values.Single(units => units.Contains(duplicate.Second));
            sharers.IndexOf(duplicate.First).ShouldBeInRange(0, sharers.IndexOf(duplicate.Second) - 1);
            duplicate.Count.ShouldBePositive();
        }
    }

    public void Dispose()
    {
        Close();
        _cache.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>Nothing compacts by itself here, so a file that is gone when its turn comes was obsolete when the copy began.</summary>
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            if (string.Equals(Path.GetFileName(file), "LOCK", StringComparison.Ordinal)) continue;
            try
            {
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
            }
            catch (FileNotFoundException)
            {
                continue;
            }
        }
    }

    private void Close()
    {
        Index.Dispose();
        Database.Dispose();
    }

    private string NextFolder() => Path.Combine(_root, $"db{_folders++}");

    private void Open()
    {
        Database = RocksDatabase.Open(
            Folder,
            new(),
            [.. SerialIndexFamilies.Describe(_cache).Select(family => family with { Options = family.Options with { DisableAutoCompactions = true } })]);
        Index = SerialIndex.Open(Database, _options, this);
    }
}
