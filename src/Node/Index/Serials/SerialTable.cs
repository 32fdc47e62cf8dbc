using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// New units in memory: hash to ordinal, open addressing. One writer at a time; readers need no lock, because an entry is
/// published by the single write of its ordinal and a grown table by the single write of its reference.
/// </summary>
internal sealed class SerialTable
{
    private const int MinSlots = 1 << 10;

    // What is expected may be equal serials, of which only a few are kept.
    private const int MaxSlotsAtOnce = 1 << 23;

    /// <summary>
    /// Hashes whose slots are touched before the first of them is worked on. A table is larger than the caches, so each hash costs a read of main memory:
    /// reads that do not wait for each other overlap, and the work that follows finds its lines near.
    /// </summary>
    private const int Ahead = 32;

    private volatile Slots _slots;

    /// <summary>Makes an empty table.</summary>
    /// <param name="likeCapacity">A table whose size tells how large this one will become; null for the smallest.</param>
    public SerialTable(SerialTable? likeCapacity = null)
        : this(likeCapacity?._slots.Ordinals.Length ?? MinSlots)
    {
    }

    private SerialTable(int slots) => _slots = new(slots);

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>Makes an empty table that need not grow for a number of entries.</summary>
    public static SerialTable For(long count) => new((int)Math.Clamp(BitOperations.RoundUpToPowerOf2((ulong)count * 2), MinSlots, MaxSlotsAtOnce));

    /// <summary>Adds an entry unless <see cref="SerialMatches.Capacity"/> entries have its hash already.</summary>
    /// <returns>Whether it was added. Beyond that many copies of one serial there is nothing left to tell apart.</returns>
    public bool Add(ulong hash, uint ordinal)
    {
        if (Count >= _slots.Ordinals.Length / 2) Grow();
        if (_slots.Add(hash, ordinal) == SerialMatches.Capacity) return false;
        Count++;
        return true;
    }

    /// <summary>Adds entries with ascending ordinals, as <see cref="Add(ulong, uint)"/> does one by one.</summary>
    /// <param name="hashes">The hashes.</param>
    /// <param name="firstOrdinal">The ordinal of the first.</param>
    /// <param name="known">Receives the indexes of hashes that were there before, if it is asked for.</param>
    public void Add(ReadOnlySpan<ulong> hashes, uint firstOrdinal, List<int>? known = null)
    {
        while (Count + hashes.Length > _slots.Ordinals.Length / 2) Grow();
        var slots = _slots;
        for (var start = 0; start < hashes.Length; start += Ahead)
        {
            var end = Math.Min(start + Ahead, hashes.Length);
            slots.Touch(hashes[start..end]);
            for (var i = start; i < end; i++)
            {
                var same = slots.Add(hashes[i], firstOrdinal + (uint)i);
                if (same < SerialMatches.Capacity) Count++;
                if (same > 0) known?.Add(i);
            }
        }
    }

    /// <summary>Adds the indexes of the hashes that are in the table.</summary>
    public void FindKnown(ReadOnlySpan<ulong> hashes, List<int> known)
    {
        var slots = _slots;
        for (var start = 0; start < hashes.Length; start += Ahead)
        {
            var end = Math.Min(start + Ahead, hashes.Length);
            slots.Touch(hashes[start..end]);
            for (var i = start; i < end; i++)
            {
                if (slots.Has(hashes[i])) known.Add(i);
            }
        }
    }

    /// <summary>Finds the entries of a hash, at most <see cref="SerialMatches.Capacity"/>.</summary>
    /// <returns>How many ordinals were written.</returns>
    public int Find(ulong hash, Span<uint> ordinals)
    {
        var slots = _slots;
        var found = 0;
        for (var slot = slots.Home(hash); ; slot = slots.Next(slot))
        {
            var stored = Volatile.Read(ref slots.Ordinals[slot]);
            if (stored == 0) return found;
            if (slots.Hashes[slot] != hash) continue;
            ordinals[found++] = stored - 1;
            if (found == SerialMatches.Capacity) return found;
        }
    }

    /// <summary>Forgets all entries and keeps the memory. Only where no reader is.</summary>
    public void Clear()
    {
        Array.Clear(_slots.Ordinals);
        Count = 0;
    }

    /// <summary>Copies all entries, in no order.</summary>
    public (ulong[] Hashes, uint[] Ordinals) ToArrays()
    {
        var hashes = new ulong[Count];
        var ordinals = new uint[Count];
        var count = 0;
        var slots = _slots;
        for (var slot = 0; slot < slots.Ordinals.Length; slot++)
        {
            if (slots.Ordinals[slot] == 0) continue;
            hashes[count] = slots.Hashes[slot];
            ordinals[count++] = slots.Ordinals[slot] - 1;
        }

        return (hashes, ordinals);
    }

    private void Grow()
    {
        var old = _slots;
        var grown = new Slots(old.Ordinals.Length * 2);
        for (var slot = 0; slot < old.Ordinals.Length; slot++)
        {
            if (old.Ordinals[slot] != 0) grown.Add(old.Hashes[slot], old.Ordinals[slot] - 1);
        }

        _slots = grown;
    }

    private sealed class Slots(int count)
    {
        public ulong[] Hashes { get; } = new ulong[count];

        /// <summary>Ordinals plus one; 0 is an empty slot.</summary>
        public uint[] Ordinals { get; } = new uint[count];

        // The low bits choose the slot; buckets are chosen by the high ones, so sealing meets no order that it could lean on.
        public int Home(ulong hash) => (int)(hash & (uint)(Ordinals.Length - 1));

        public int Next(int slot) => (slot + 1) & (Ordinals.Length - 1);

        /// <summary>Reads where hashes would stand, so that the lines are near. The sum keeps the reads from being left out.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        public uint Touch(ReadOnlySpan<ulong> hashes)
        {
            var (ordinals, entries) = (Ordinals, Hashes);
            var mask = (uint)(ordinals.Length - 1);
            var sum = 0u;
            foreach (var hash in hashes)
            {
                var slot = (int)(hash & mask);
                sum += ordinals[slot] + (uint)entries[slot];
            }

            return sum;
        }

        public bool Has(ulong hash)
        {
            for (var slot = Home(hash); Volatile.Read(ref Ordinals[slot]) != 0; slot = Next(slot))
            {
                if (Hashes[slot] == hash) return true;
            }

            return false;
        }

        /// <summary>Adds an entry unless there are <see cref="SerialMatches.Capacity"/> with its hash.</summary>
        /// <returns>How many there were.</returns>
        public int Add(ulong hash, uint ordinal)
        {
            var same = 0;
            var slot = Home(hash);
            for (; Ordinals[slot] != 0; slot = Next(slot))
            {
                if (Hashes[slot] == hash && ++same == SerialMatches.Capacity) return same;
            }

            Hashes[slot] = hash;
            Volatile.Write(ref Ordinals[slot], ordinal + 1);
            return same;
        }
    }
}
