using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Reading;

/// <summary>
/// Small rows that many answers need (runs, lots, products, partners, touched bits, containers), shared by the views of all heights. Thread-safe;
/// readers take no lock and write to nothing that they share.
/// </summary>
/// <remarks>
/// A row is kept with the height that it was read at. Before a batch is written, the writer notes its height with each row that it changes,
/// several rows sharing one note. A kept row is what a view would read if nothing was noted above the lower of the row's height and the view's:
/// a change between the two was noted before the later of them could be opened.
/// </remarks>
internal sealed class RowCache
{
    /// <summary>Longer rows are not kept.</summary>
    public const int MaxValueSizeBytes = 256;

    /// <summary>Bytes that a kept row takes beside its value.</summary>
    public const int OverheadSizeBytes = 80;

    private const int UsualValueSizeBytes = 48;
    private const int MaxPlaces = 1 << 24;
    private const int Notes = 1 << 16;

    private readonly long _capacityBytes;
    private readonly Row?[] _rows;
    private readonly ulong[] _changes = new ulong[Notes];
    private long _sizeBytes;
    private int _hand;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="capacityBytes">The most bytes of rows, what an object takes included. Less than one row can take keeps none.</param>
    public RowCache(long capacityBytes)
    {
        _capacityBytes = capacityBytes < OverheadSizeBytes + MaxValueSizeBytes ? 0 : capacityBytes;
        var places = Math.Clamp(capacityBytes / (OverheadSizeBytes + UsualValueSizeBytes), 2, MaxPlaces);
        _rows = new Row?[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)places)];
    }

    /// <summary>The bytes of the rows kept now.</summary>
    public long SizeBytes => Interlocked.Read(ref _sizeBytes);

    /// <summary>Whether rows of a kind may be kept.</summary>
    public static bool Keeps(EntityKind kind) => kind is EntityKind.Token or EntityKind.Run or EntityKind.Lot or EntityKind.Product or EntityKind.ProductByGtin
        or EntityKind.Partner or EntityKind.Lien or EntityKind.Hold or EntityKind.Touched or EntityKind.Dispense;

    /// <summary>Whether a row may be kept. Those of units are too many, and each is asked for by few.</summary>
    public static bool Keeps(EntityKind kind, ReadOnlySpan<byte> key) =>
        Keeps(kind) && (kind != EntityKind.Token || new TokenId(BinaryPrimitives.ReadUInt64BigEndian(key)).Level != TokenLevel.Unit);

    /// <summary>Finds a row.</summary>
    /// <param name="kind">A kind that is kept.</param>
    /// <param name="key">Its key, at most eight bytes.</param>
    /// <param name="height">The height of the view.</param>
    /// <param name="value">The row; null when it is known that there is none.</param>
    /// <returns>Whether it is known.</returns>
    public bool TryFind(EntityKind kind, ReadOnlySpan<byte> key, ulong height, out byte[]? value)
    {
        var number = NumberOf(key);
        var hash = HashOf(kind, number);
        var place = PlaceOf(hash);
        var row = Volatile.Read(ref _rows[place]);
        if (row is null || row.Number != number || row.Kind != kind) row = Volatile.Read(ref _rows[place ^ 1]);
        if (row is not null && row.Number == number && row.Kind == kind && Volatile.Read(ref _changes[NoteOf(hash)]) <= Math.Min(row.Height, height))
        {
            value = row.Value;
            return true;
        }

        value = null;
        return false;
    }

    /// <summary>Keeps a row, or that there is none, for a while.</summary>
    /// <param name="kind">A kind that is kept.</param>
    /// <param name="key">Its key, at most eight bytes.</param>
    /// <param name="height">The height of the view that it was read through.</param>
    /// <param name="value">The row; null for none. Nobody may change it any more.</param>
    public void Add(EntityKind kind, ReadOnlySpan<byte> key, ulong height, byte[]? value)
    {
        if (value is { Length: > MaxValueSizeBytes } || _capacityBytes == 0) return;
        var number = NumberOf(key);
        var place = PlaceOf(HashOf(kind, number));

        // Of the two places of a row the first is for the newest; what was there moves to the second.
        var row = new Row(kind, number, height, value);
        var moved = Interlocked.Exchange(ref _rows[place], row);
        Count(row.SizeBytes);
        if (moved is not null && moved.Number == number && moved.Kind == kind) Count(-moved.SizeBytes);
        else if (moved is not null && Interlocked.Exchange(ref _rows[place ^ 1], moved) is { } dropped) Count(-dropped.SizeBytes);
        for (var i = 0; SizeBytes > _capacityBytes && i < _rows.Length; i++) DropOne(place);
    }

    /// <summary>Notes that a batch changes a row. Before the batch is written; by one thread.</summary>
    public void Change(EntityKind kind, ReadOnlySpan<byte> key, ulong height)
    {
        if (Keeps(kind, key)) Volatile.Write(ref _changes[NoteOf(HashOf(kind, NumberOf(key)))], height);
    }

    private static ulong NumberOf(ReadOnlySpan<byte> key) => key.Length == sizeof(ulong)
        ? BinaryPrimitives.ReadUInt64BigEndian(key)
        : BinaryPrimitives.ReadUInt32BigEndian(key);

    private static ulong HashOf(EntityKind kind, ulong number)
    {
        var mixed = (number ^ ((ulong)kind << 56)) * 0x9E37_79B9_7F4A_7C15;
        return (mixed ^ (mixed >> 32)) * 0xD6E8_FEB8_6659_FD93;
    }

    private static int NoteOf(ulong hash) => (int)(hash >> 48);

    private int PlaceOf(ulong hash) => (int)((uint)hash & (uint)(_rows.Length - 1));

    private void Count(int bytes) => Interlocked.Add(ref _sizeBytes, bytes);

    private void DropOne(int except)
    {
        var place = Interlocked.Increment(ref _hand) & (_rows.Length - 1);
        if (place != except && Interlocked.Exchange(ref _rows[place], null) is { } dropped) Count(-dropped.SizeBytes);
    }

    private sealed class Row(EntityKind kind, ulong number, ulong height, byte[]? value)
    {
        public EntityKind Kind { get; } = kind;

        public ulong Number { get; } = number;

        public ulong Height { get; } = height;

        public byte[]? Value { get; } = value;

        public int SizeBytes => OverheadSizeBytes + (Value?.Length ?? 0);
    }
}
