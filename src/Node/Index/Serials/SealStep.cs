using Ledger.Contracts.Serials;
using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Serials;

/// <summary>Merges the entries of some buckets into a write batch: one step of a seal.</summary>
internal sealed class SealStep
{
    private readonly SerialRows _rows;
    private readonly SealState _state;
    private readonly SealWork _work;
    private readonly WriteBatch _batch;
    private readonly DuplicateCollection _duplicates = new();
    private readonly List<BucketEntry>[] _parts;
    private readonly byte[] _key = new byte[Bucket.KeySizeBytes];
    private uint _added;

    private SealStep(SerialRows rows, SealState state, SealWork work, WriteBatch batch)
    {
        (_rows, _state, _work, _batch) = (rows, state, work, batch);
        _parts = new List<BucketEntry>[1 << (state.TargetPrefixBits - state.CursorBits)];
        for (var i = 0; i < _parts.Length; i++) _parts[i] = [];
    }

    /// <summary>Fills a batch with the merged buckets from the cursor on and the state that goes with them.</summary>
    /// <returns>That state, and the duplicates met.</returns>
    public static (SealState Next, DuplicateCollection Duplicates) Fill(SerialRows rows, SealState state, SealWork work, int buckets, WriteBatch batch)
    {
        var step = new SealStep(rows, state, work, batch);
        var end = (uint)Math.Min(1L << state.CursorBits, state.Cursor + (long)buckets);
        step.Merge(end);
        var next = state with { Cursor = end, EntryCount = state.EntryCount + step._added };
        rows.PutState(batch, next);
        return (next, step._duplicates);
    }

    private void Merge(uint end)
    {
        using var existing = OpenExisting(end, out var isValid);
        var place = _work.FirstOf(_state.CursorBits, _state.Cursor);
        for (var prefix = _state.Cursor; prefix < end; prefix++)
        {
            var (hashes, ordinals) = _work.Take(_state.CursorBits, prefix, ref place);
            Bucket.WriteKey(_state.PrefixBits, prefix, _key);
            var hasRow = isValid && existing!.Key.SequenceEqual(_key);
            if (!hashes.IsEmpty || (hasRow && _parts.Length > 1))
                MergeBucket(prefix, hasRow ? existing!.Value : default, hashes.Span, ordinals.Span);
            if (hasRow) isValid = existing!.Next();
        }

        if (isValid) throw new SerialIndexCorruptException("A bucket is beyond its place in serial_bucket.");
    }

    private RocksIterator? OpenExisting(uint end, out bool isValid)
    {
        isValid = false;
        if (_state.PrefixBits == 0) return null;
        var first = new byte[Bucket.KeySizeBytes];
        var bound = new byte[Bucket.KeySizeBytes];
        Bucket.WriteKey(_state.PrefixBits, _state.Cursor, first);
        Bucket.WriteKey(_state.PrefixBits, end, bound);

        // A seal reads every bucket once: through the cache it would push out what lookups need.
        var iterator = _rows.Database.CreateIterator(_rows.Buckets, new() { UpperBound = bound, FillCache = false });
        isValid = iterator.Seek(first);
        return iterator;
    }

    private void MergeBucket(uint prefix, ReadOnlySpan<byte> row, ReadOnlySpan<ulong> hashes, ReadOnlySpan<uint> ordinals)
    {
        var target = _state.TargetPrefixBits;
        var shift = target - _state.CursorBits;
        foreach (var part in _parts) part.Clear();
        if (!row.IsEmpty)
        {
            var bucket = new Bucket(row);
            for (var i = 0; i < bucket.Count; i++)
            {
                int fingerprint = bucket.FingerprintAt(i);
                _parts[fingerprint >> (Bucket.FingerprintBits - shift)].Add(new((ushort)(fingerprint << shift), bucket.OrdinalAt(i)));
            }

            for (var i = 0; i < hashes.Length; i++)
            {
                if (IsKept(bucket, hashes[i], ordinals[i])) Add(hashes[i], ordinals[i], target);
            }
        }
        else
        {
            for (var i = 0; i < hashes.Length; i++) Add(hashes[i], ordinals[i], target);
        }

        for (var i = 0; i < _parts.Length; i++)
        {
            if (_parts[i].Count == 0) continue;
            Bucket.WriteKey(target, prefix << shift | (uint)i, _key);
            _batch.Put(_rows.Buckets, _key, Bucket.ToRow(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_parts[i])));
        }
    }

    private void Add(ulong hash, uint ordinal, int target)
    {
        var part = (int)(Bucket.PrefixOf(hash, target) & (uint)(_parts.Length - 1));
        _parts[part].Add(new(Bucket.FingerprintOf(hash, target), ordinal));
        _added++;
    }

    /// <summary>Notes the earlier units that bear the entry's serial; refuses the entry when there are as many as are told apart.</summary>
    private bool IsKept(in Bucket bucket, ulong hash, uint ordinal)
    {
        var fingerprint = Bucket.FingerprintOf(hash, _state.PrefixBits);
        var candidate = SerialLookup.NextCandidate(bucket, _state, _state.PrefixBits, fingerprint, 0);
        if (candidate < 0) return true;
        Span<byte> serial = stackalloc byte[SerialList.MaxSerialLength];
        var length = _rows.ReadIdentity(ordinal, serial, out var gtin, out var unit);
        var matches = default(SerialMatches);
        for (; candidate >= 0; candidate = SerialLookup.NextCandidate(bucket, _state, _state.PrefixBits, fingerprint, candidate + 1))
        {
            var earlier = bucket.OrdinalAt(candidate);
            if (_rows.Bears(earlier, gtin, serial[..length], out var first)) matches.Add(earlier, first);
        }

        if (matches.Count > 0) _duplicates.Add(matches[0], unit);
        return matches.Count < SerialMatches.Capacity;
    }
}
