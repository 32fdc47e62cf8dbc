using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Reading;

/// <summary>
/// Small rows that many answers need (runs, lots, products, partners, touched bits, containers), shared by the views of all heights. Thread-safe;
/// readers take no lock and write to nothing that they share (<see cref="RowTable"/>).
/// </summary>
/// <remarks>
/// Words and bits have 32 bytes and are nearly all of the rows: each is one cache line. Catalogue, liens and holds have 115 to some 200 bytes. They have a table of their own, so that
/// they are not displaced by what is asked for once.
/// </remarks>
internal sealed class RowCache : IDisposable
{
    /// <summary>Longer rows are not kept.</summary>
    public const int MaxValueSizeBytes = 228;

    private const int ShortSlotLines = 1;
    private const int LongSlotLines = 4;

    // Of the capacity. One run has thousands of units, and some dozens of rows of bits.
    private const int LongParts = 3;
    private const int PartsOf = 16;

    private readonly RowTable _short;
    private readonly RowTable _long;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="capacityBytes">All that it takes. Too little for a few rows keeps none.</param>
    public RowCache(long capacityBytes)
    {
        _long = new(capacityBytes / PartsOf * LongParts, LongSlotLines);
        _short = new(capacityBytes - _long.SizeBytes, ShortSlotLines);
    }

    /// <summary>What it takes.</summary>
    public long SizeBytes => _short.SizeBytes + _long.SizeBytes;

    /// <summary>Whether rows of a kind may be kept.</summary>
    public static bool Keeps(EntityKind kind) => IsShort(kind) || kind is EntityKind.Run or EntityKind.Lot or EntityKind.Product or EntityKind.Partner or EntityKind.Lien or EntityKind.Hold;

    /// <summary>Whether a row may be kept. Those of units are too many, and each is asked for by few.</summary>
    public static bool Keeps(EntityKind kind, ReadOnlySpan<byte> key) =>
        Keeps(kind) && (kind != EntityKind.Token || new TokenId(BinaryPrimitives.ReadUInt64BigEndian(key)).Level != TokenLevel.Unit);

    /// <summary>Finds a row and copies it.</summary>
    /// <param name="kind">A kind that is kept.</param>
    /// <param name="key">Its key, at most eight bytes.</param>
    /// <param name="height">The height of the view.</param>
    /// <param name="value">Receives the row; <see cref="MaxValueSizeBytes"/> always do.</param>
    /// <param name="length">Its length; -1 when it is known that there is none.</param>
    /// <returns>Whether it is known.</returns>
    public bool TryRead(EntityKind kind, ReadOnlySpan<byte> key, ulong height, Span<byte> value, out int length) =>
        TableOf(kind).TryRead(RowName.Of(kind, key), height, value, out length);

    /// <summary>Keeps a row, or that there is none, for a while.</summary>
    /// <param name="kind">A kind that is kept.</param>
    /// <param name="key">Its key, at most eight bytes.</param>
    /// <param name="height">The height of the view that it was read through.</param>
    /// <param name="exists">Whether there is one.</param>
    /// <param name="value">The row.</param>
    public void Add(EntityKind kind, ReadOnlySpan<byte> key, ulong height, bool exists, ReadOnlySpan<byte> value) =>
        TableOf(kind).Add(RowName.Of(kind, key), height, exists, value);

    /// <summary>Notes that a batch changes a row. Before the batch is written; by one thread.</summary>
    public void Change(EntityKind kind, ReadOnlySpan<byte> key, ulong height)
    {
        if (!Keeps(kind, key)) return;
        TableOf(kind).Change(RowName.Of(kind, key), height);

        // Touched bits of units are kept with what the dispense row says of them.
        if (kind == EntityKind.Dispense) Change(EntityKind.Touched, key, height);
    }

    /// <summary>Forgets all rows, keeps none any more, and gives the memory back. Readers may go on.</summary>
    public void Dispose()
    {
        _short.Dispose();
        _long.Dispose();
    }

    private static bool IsShort(EntityKind kind) => kind is EntityKind.Token or EntityKind.Touched or EntityKind.Dispense or EntityKind.ProductByGtin;

    private RowTable TableOf(EntityKind kind) => IsShort(kind) ? _short : _long;
}
