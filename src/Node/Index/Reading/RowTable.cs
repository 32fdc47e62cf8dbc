using System.Runtime.InteropServices;
using Ledger.Contracts.Projection;
using Ledger.Native.Memory;

namespace Ledger.Node.Index.Reading;

/// <summary>
/// Rows in one block of native memory, in slots of one size whose key, height and value lie in as few cache lines as they need. Thread-safe: readers take no lock, allocate nothing and
/// write to nothing shared; who adds goes without where another is writing the slot, since the row comes in another time.
/// </summary>
/// <remarks>
/// <para>
/// <i>Torn rows.</i> A slot's sequence is odd while somebody writes it, and two higher afterwards. Who writes takes it by an exchange, which is a full barrier: none of his bytes is seen before the odd
/// sequence is. He gives it back by a release: the even one is seen after all of them. A reader reads the sequence (an acquire), copies, and reads it again behind a barrier for reads: if it is even and still
/// the same, nobody had begun to write before the copy was made. Else the row is a miss. Of what is read before that, the name only says where not to look further, and the length is held against
/// its bounds. A sequence has 64 bits and never comes round.
/// </para>
/// <para>
/// <i>Outdated rows.</i> A row is kept with the height that it was read at. Before a batch is written, the writer notes its height for each row that it changes, in the slot where the row would be put first, its home:
/// several rows share a note, and it stays when the slot's row goes. A kept row is what a view would read if nothing was noted above the lower of the row's height and the view's: what changed between
/// the two was noted before the later of them could be opened. If that was the view, its reader knows the note because he has the view; if it was the row's, because he read the sequence
/// with which the row was published first and the note after it. A note never falls.
/// </para>
/// <para>
/// <i>Heights</i> have 32 bits here. Rows of later ones are not kept, and a change at a later one is noted as 2^32 − 1, above the height of every row that is.
/// </para>
/// <para>
/// <i>Who goes.</i> A row can lie in eight slots. What is written over is an empty slot or an outdated row, else one of the rows that few ask for, else the next in turn; for one that few ask for, that is one time in thirty-two,
/// so that rows which nobody asks for any more go in time.
/// </para>
/// </remarks>
internal sealed class RowTable : IDisposable
{
    /// <summary>Slots in which a row can lie.</summary>
    public const int Ways = 8;

    private const int LineSizeBytes = 64;
    private const int HeaderSizeBytes = 28;
    private const uint AllWays = (1 << Ways) - 1;
    private const ushort NoRow = ushort.MaxValue;
    private const uint NoSlot = uint.MaxValue;
    private const byte HomeWayMask = Ways - 1;
    private const byte ForFew = 1 << 7;
    private const uint DisplacesOneIn = 32;

    [ThreadStatic]
    private static uint LastTurn;

    private readonly NativeBlock? _block;
    private readonly int _slotSizeBytes;
    private readonly uint _slots;
    private int _isDisposed;

    /// <summary>Makes an empty table.</summary>
    /// <param name="capacityBytes">All that it takes. Less than eight slots keep nothing.</param>
    /// <param name="slotLines">Cache lines of a slot.</param>
    public RowTable(long capacityBytes, int slotLines)
    {
        _slotSizeBytes = slotLines * LineSizeBytes;
        MaxValueSizeBytes = _slotSizeBytes - HeaderSizeBytes;
        _slots = (uint)Math.Min(Math.Max(0, capacityBytes) / _slotSizeBytes, NoSlot) / Ways * Ways;
        if (_slots == 0) return;
        _block = new((long)_slots * _slotSizeBytes);
        _block.Clear();
    }

    /// <summary>Longer rows are not kept.</summary>
    public int MaxValueSizeBytes { get; }

    /// <summary>What it takes.</summary>
    public long SizeBytes => _block?.SizeBytes ?? 0;

    /// <summary>Finds a row and copies it.</summary>
    /// <param name="name">The row.</param>
    /// <param name="height">The height of the view.</param>
    /// <param name="value">Receives it. What does not fit is not found.</param>
    /// <param name="length">Its length; -1 when it is known that there is none.</param>
    /// <returns>Whether it is known.</returns>
    public bool TryRead(RowName name, ulong height, Span<byte> value, out int length)
    {
        length = -1;
        if (_block is null) return false;
        var home = HomeOf(name);
        var isKnown = false;
        for (uint way = 0; way < Ways && !isKnown; way++) isKnown = TryCopy(home ^ way, home, name, height, value, out length);
        GC.KeepAlive(_block);
        return isKnown;
    }

    /// <summary>Keeps a row, or that there is none, for a while, unless it is too long, outdated already, or another is being written in its place.</summary>
    /// <param name="name">The row.</param>
    /// <param name="height">The height of the view that it was read through.</param>
    /// <param name="exists">Whether there is one.</param>
    /// <param name="value">The row.</param>
    public void Add(RowName name, ulong height, bool exists, ReadOnlySpan<byte> value)
    {
        if (_block is null || value.Length > MaxValueSizeBytes || height >= uint.MaxValue || Volatile.Read(ref _isDisposed) != 0) return;
        var home = HomeOf(name);

        // Outdated already, as what a view of the past reads may be: nobody would find it.
        if (Volatile.Read(ref HeaderOf(SlotAt(home)).Note) > height) return;
        if (TryChoose(name, home, (uint)height, out var slot)) Write(SlotAt(slot), name, home, (uint)height, exists, value);
        GC.KeepAlive(_block);
    }

    /// <summary>Notes that a batch changes a row. Before the batch is written; by one thread.</summary>
    public void Change(RowName name, ulong height)
    {
        if (_block is null || Volatile.Read(ref _isDisposed) != 0) return;
        ref var note = ref HeaderOf(SlotAt(HomeOf(name))).Note;
        var noted = (uint)Math.Min(height, uint.MaxValue);
        if (noted > note) Volatile.Write(ref note, noted);
        GC.KeepAlive(_block);
    }

    /// <summary>Forgets all rows, keeps none any more, and gives the memory back. Readers may go on.</summary>
    public void Dispose()
    {
        // A full barrier: who meets memory that was given back finds out afterwards that it may have been. That goes for a row too of which the system took half while it was written.
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0) _block?.Discard();
    }

    /// <summary>The slot where a row is put first.</summary>
    internal uint HomeOf(RowName name) => (uint)(((name.Hash >> 32) * _slots) >> 32);

    private static ref Header HeaderOf(Span<byte> slot) => ref MemoryMarshal.AsRef<Header>(slot);

    private Span<byte> SlotAt(uint slot) => _block!.Slice((long)slot * _slotSizeBytes, _slotSizeBytes);

    private bool TryCopy(uint slot, uint home, RowName name, ulong height, Span<byte> value, out int length)
    {
        length = -1;
        var bytes = SlotAt(slot);
        ref var header = ref HeaderOf(bytes);
        var sequence = Volatile.Read(ref header.Sequence);
        if (header.Number != name.Number || header.Kind != name.Kind || !IsWhole(sequence)) return false;
        var (readAt, size) = (header.Height, header.Length);
        if (size != NoRow)
        {
            // It may be half of another row's: then its length may be anything.
            if (size > MaxValueSizeBytes || size > value.Length) return false;
            bytes.Slice(HeaderSizeBytes, size).CopyTo(value);
            length = size;
        }

        var note = Volatile.Read(ref HeaderOf(SlotAt(home)).Note);

        // All of the copy is read before the sequence is read again.
        Volatile.ReadBarrier();
        return Volatile.Read(ref header.Sequence) == sequence && Volatile.Read(ref _isDisposed) == 0 && note <= Math.Min(readAt, height);
    }

    private static bool IsWhole(ulong sequence) => (sequence & 1) == 0;

    // What is read here may be half of one row and half of another: it only says which slot is tried, or that none is.
    private bool TryChoose(RowName name, uint home, uint height, out uint chosen)
    {
        chosen = NoSlot;
        var (writes, forFew) = (0UL, 0U);
        for (uint way = 0; way < Ways; way++)
        {
            ref var header = ref HeaderOf(SlotAt(home ^ way));
            var sequence = Volatile.Read(ref header.Sequence);
            if (header.Number == name.Number && header.Kind == name.Kind)
            {
                // Where one is known that was read later, this one adds nothing.
                chosen = home ^ way;
                return header.Height < height;
            }

            if (chosen == NoSlot && (sequence == 0 || IsOutdated(header, home))) chosen = home ^ way;
            if ((header.Place & ForFew) != 0) forFew |= 1U << (int)((home ^ way) % Ways);
            writes += sequence / 2;
        }

        if (chosen != NoSlot) return true;
        if (forFew == 0 && name.IsForFew && ++LastTurn % DisplacesOneIn != 0) return false;
        if (forFew == 0) forFew = AllWays;
        var turn = (int)(writes % Ways);
        while ((forFew & (1U << turn)) == 0) turn = (turn + 1) % Ways;
        chosen = (home / Ways * Ways) + (uint)turn;
        return true;
    }

    private bool IsOutdated(in Header header, uint home)
    {
        var itsHome = (home / Ways * Ways) + (uint)(header.Place & HomeWayMask);
        return Volatile.Read(ref HeaderOf(SlotAt(itsHome)).Note) > header.Height;
    }

    private static void Write(Span<byte> slot, RowName name, uint home, uint height, bool exists, ReadOnlySpan<byte> value)
    {
        ref var header = ref HeaderOf(slot);
        var sequence = Volatile.Read(ref header.Sequence);
        if (!IsWhole(sequence) || Interlocked.CompareExchange(ref header.Sequence, sequence + 1, sequence) != sequence) return;
        header.Number = name.Number;
        header.Kind = name.Kind;
        header.Height = height;
        header.Length = exists ? (ushort)value.Length : NoRow;
        header.Place = (byte)((home & HomeWayMask) | (name.IsForFew ? ForFew : 0U));
        if (exists) value.CopyTo(slot[HeaderSizeBytes..]);
        Volatile.Write(ref header.Sequence, sequence + 2);
    }

    /// <summary>What a slot begins with; zeros where there never was a row, and no kind is zero.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = sizeof(uint))]
    private struct Header
    {
        public ulong Sequence;
        public ulong Number;

        /// <summary>The height of the last change of a row whose home is here. Not of the slot's row: the sequence does not guard it.</summary>
        public uint Note;
        public uint Height;
        public ushort Length;
        public EntityKind Kind;

        /// <summary>Which of the eight slots is the row's home, and whether few ask for it.</summary>
        public byte Place;
    }
}
