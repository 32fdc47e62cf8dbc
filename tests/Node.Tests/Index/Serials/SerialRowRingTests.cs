using System.Globalization;
using System.Runtime.InteropServices;
using Ledger.Node.Index.Serials;

namespace Ledger.Node.Tests.Index.Serials;

public sealed class SerialRowRingTests
{
    // Of the smallest ring: sets of eight slots by the three highest bits of a hash, tags of its sixteen lowest, the last of which is always set.
    private const int SmallestSetShift = 61;
    private const ulong TagMask = 0xFFFF;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : Random.Shared.Next();

    private readonly byte[] _buffer = new byte[SerialRowRing.MaxRowSizeBytes];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(48)]
    [InlineData(49)]
    [InlineData(900)]
    [InlineData(SerialRowRing.MaxRowSizeBytes)]
    public void TryRead_AfterAdd_GivesTheRow(int length)
    {
        using var ring = new SerialRowRing(SerialRowRing.MinSizeBytes);
        var key = SerialRowKey.OfBucket(isYoung: true, 12, 77, version: 5);
        Has(ring, key).ShouldBeFalse();

        ring.Add(key, RowOf(key, length));

        Read(ring, key).ShouldBe(RowOf(key, length));
    }

    [Fact]
    public void Add_RowThatIsTooLong_IsNotKept()
    {
        using var ring = new SerialRowRing(1 << 20);
        ring.Add(SerialRowKey.OfChunk(1), new byte[SerialRowRing.MaxRowSizeBytes + 1]);
        Has(ring, SerialRowKey.OfChunk(1)).ShouldBeFalse();
    }

    [Fact]
    public void TryRead_AnotherKindBitsNumberOrVersion_IsNotIt()
    {
        using var ring = new SerialRowRing(1 << 20);
        SerialRowKey[] keys =
        [
            SerialRowKey.OfChunk(7), SerialRowKey.OfChunk(uint.MaxValue), SerialRowKey.OfBucket(isYoung: true, 0, 7, 0), SerialRowKey.OfBucket(isYoung: false, 0, 7, 0),
            SerialRowKey.OfBucket(isYoung: false, 25, 7, 0), SerialRowKey.OfBucket(isYoung: false, 24, 7, 0),
        ];
        keys.Select(key => key.Place).Distinct().Count().ShouldBe(keys.Length);
        keys.ShouldAllBe(key => key.Place < 1UL << SerialRowKey.PlaceBits);
        foreach (var key in keys) ring.Add(key, RowOf(key, 100));
        foreach (var key in keys)
        {
            Read(ring, key).ShouldBe(RowOf(key, 100));
            Has(ring, key with { Version = 1 }).ShouldBeFalse();
        }
    }

    [Fact]
    public void Add_NewerVersion_TakesTheOlderOnesSlot()
    {
        using var ring = new SerialRowRing(1 << 20);
        var older = SerialRowKey.OfBucket(isYoung: false, 9, 3, version: 100);
        var newer = older with { Version = 200 };
        ring.Add(older, RowOf(older, 500));
        ring.Add(newer, RowOf(newer, 600));

        Has(ring, older).ShouldBeFalse();
        Read(ring, newer).ShouldBe(RowOf(newer, 600));

        // A slow reader brings the older one back, under its own name.
        ring.Add(older, RowOf(older, 500));
        Has(ring, newer).ShouldBeFalse();
        Read(ring, older).ShouldBe(RowOf(older, 500));
    }

    [Fact]
    public void Add_RowThatIsThere_TakesNoRoom()
    {
        using var ring = new SerialRowRing(SerialRowRing.MinSizeBytes);
        var key = SerialRowKey.OfChunk(1);
        for (var i = 0; i < 1_000; i++) ring.Add(key, RowOf(key, 1_000));
        ring.IsFull.ShouldBeFalse();
        Read(ring, key).ShouldBe(RowOf(key, 1_000));
    }

    [Fact]
    public void TryRead_TwoKeysOfOneSetAndTag_FindsTheLaterAlone()
    {
        using var ring = new SerialRowRing(SerialRowRing.MinSizeBytes);
        var first = SerialRowKey.OfChunk(0);
        var alike = Enumerable.Range(1, 50_000_000).Select(number => SerialRowKey.OfChunk((uint)number)).First(key => SlotOf(key) == SlotOf(first));
        ring.Add(first, RowOf(first, 300));
        Has(ring, alike).ShouldBeFalse("the tag is the same, the key is not");
        ring.Add(alike, RowOf(alike, 200));

        Has(ring, first).ShouldBeFalse();
        Read(ring, alike).ShouldBe(RowOf(alike, 200));
    }

    [Fact]
    public void Add_ManyLaps_KeepsTheNewestAndNothingWrong()
    {
        var random = new Random(Seed);
        using var ring = new SerialRowRing(64 << 10);
        var lengths = new Dictionary<SerialRowKey, int>();
        var (found, full) = (0, false);
        for (var turn = 0; turn < 20_000; turn++)
        {
            var key = random.Next(2) == 0 ? SerialRowKey.OfChunk((uint)random.Next(200)) : SerialRowKey.OfBucket(isYoung: false, 8, (uint)random.Next(200), (ulong)random.Next(3));
            if (!lengths.TryGetValue(key, out var length)) lengths[key] = length = random.Next(SerialRowRing.MaxRowSizeBytes / 2);
            ring.Add(key, RowOf(key, length));
            Read(ring, key).ShouldBe(RowOf(key, length), $"seed {Seed}, turn {turn}");
            full |= ring.IsFull;

            var other = lengths.Keys.ElementAt(random.Next(lengths.Count));
            if (!Has(ring, other)) continue;
            found++;
            Read(ring, other).ShouldBe(RowOf(other, lengths[other]), $"seed {Seed}, turn {turn}");
        }

        full.ShouldBeTrue();
        found.ShouldBeInRange(100, 19_000, $"some are kept and some are not, seed {Seed}");
    }

    [Fact]
    public void Create_TooLittleRoom_MakesNone()
    {
        SerialRowRing.Create(0).ShouldBeNull();
        SerialRowRing.Create(SerialRowRing.MinSizeBytes - 1).ShouldBeNull();
        using var ring = SerialRowRing.Create(SerialRowRing.MinSizeBytes);
        ring.ShouldNotBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => new SerialRowRing(0));
    }

    [Fact]
    public void Dispose_ReadersAndWritersThatGoOn_FindAndKeepNothing()
    {
        var ring = new SerialRowRing(4 << 20);
        for (uint chunk = 0; chunk < 1_000; chunk++) ring.Add(SerialRowKey.OfChunk(chunk), RowOf(SerialRowKey.OfChunk(chunk), 700));
        ring.Dispose();
        ring.Dispose();

        for (uint chunk = 0; chunk < 1_001; chunk++)
        {
            Has(ring, SerialRowKey.OfChunk(chunk)).ShouldBeFalse();
            ring.Add(SerialRowKey.OfChunk(chunk), RowOf(SerialRowKey.OfChunk(chunk), 700));
            Has(ring, SerialRowKey.OfChunk(chunk)).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryRead_WhileOthersWriteOverIt_NeverGivesATornRow(bool isDisposedMeanwhile)
    {
        const int hitsEach = 30_000;
        const int keys = 48;
        using var ring = new SerialRowRing(32 << 10);
        var isDone = 0;
        var writers = Enumerable.Range(0, 2).Select(number => Start(() =>
        {
            var random = new Random(Seed + number);
            while (Volatile.Read(ref isDone) == 0)
            {
                var key = KeyOf(random);
                ring.Add(key, RowOf(key, LengthOf(key)));
            }
        })).ToArray();
        var readers = Enumerable.Range(0, 3).Select(number => Start(() =>
        {
            var random = new Random(Seed - 1 - number);
            var buffer = new byte[SerialRowRing.MaxRowSizeBytes];
            for (var hits = 0; hits < hitsEach && Volatile.Read(ref isDone) == 0;)
            {
                var key = KeyOf(random);
                var length = ring.TryRead(key, buffer);
                if (length < 0) continue;
                if (length != LengthOf(key) || !IsRowOf(key, buffer.AsSpan(0, length))) throw new InvalidOperationException($"The row of {key} is torn, seed {Seed}.");
                if (++hits < hitsEach || !isDisposedMeanwhile) continue;

                // From now on nothing is found, by the others either.
                ring.Dispose();
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

        // Threads of their own: where the pool has few, readers and writers would come one after the other.
        static Task Start(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        static SerialRowKey KeyOf(Random random) => SerialRowKey.OfBucket(isYoung: true, 20, (uint)random.Next(keys), (ulong)random.Next(2));

        // Long ones, so that the ring comes round soon and a copy takes its time.
        static int LengthOf(SerialRowKey key) => SerialRowRing.MaxRowSizeBytes - (int)((key.Place + key.Version) % 7 * 400);
    }

    private static ulong SlotOf(SerialRowKey key)
    {
        var hash = SerialRowRing.HashOf(key);
        return (hash >> SmallestSetShift << 16) | (hash & TagMask) | 1;
    }

    // Each eight bytes of a row tell whose they are and which.
    private static byte[] RowOf(SerialRowKey key, int length)
    {
        var words = new ulong[(length + 7) / 8];
        for (var i = 0; i < words.Length; i++) words[i] = WordOf(key, i);
        return MemoryMarshal.AsBytes(words.AsSpan())[..length].ToArray();
    }

    private static bool IsRowOf(SerialRowKey key, ReadOnlySpan<byte> row)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(row);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] != WordOf(key, i)) return false;
        }

        return true;
    }

    private static ulong WordOf(SerialRowKey key, int place) => ((key.Place * 31) + key.Version + 1) * 0x9E37_79B9_7F4A_7C15 * ((ulong)place + 1);

    private bool Has(SerialRowRing ring, SerialRowKey key) => ring.TryRead(key, _buffer) >= 0;

    private byte[] Read(SerialRowRing ring, SerialRowKey key)
    {
        var length = ring.TryRead(key, _buffer);
        length.ShouldBeGreaterThanOrEqualTo(0);
        return _buffer[..length];
    }
}
