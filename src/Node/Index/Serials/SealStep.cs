using System.Runtime.InteropServices;
using Ledger.Contracts.Serials;
using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Serials;

/// <summary>Merges entries into some buckets of one generation: one step of a seal (memory to young) or of a merge (young to old).</summary>
internal sealed class SealStep
{
    private readonly SerialRows _rows;
    private readonly SealState _state;
    private readonly SealWork _work;
    private readonly WriteBatch _batch;
    private readonly DuplicateCollection _duplicates = new();
    private readonly List<BucketEntry>[] _parts;
    private readonly byte[] _key = new byte[Bucket.KeySizeBytes];
    private readonly bool _isYoung;
    private readonly YoungFilter? _filter;

    /// <summary>Prefix bits of the buckets that are there; 0 if there are none.</summary>
    private readonly int _bits;

    /// <summary>Prefix bits of the buckets that are written.</summary>
    private readonly int _target;
    private uint _added;

    private SealStep(SerialRows rows, SealState state, SealWork work, YoungFilter? filter, WriteBatch batch)
    {
        (_rows, _state, _work, _filter, _batch) = (rows, state, work, filter, batch);
        _isYoung = !state.IsMerging;
        (_bits, _target) = _isYoung ? (state.YoungPrefixBits, state.YoungPrefixBits) : (state.PrefixBits, state.TargetPrefixBits);
        _parts = new List<BucketEntry>[1 << (_target - state.CursorBits)];
        for (var i = 0; i < _parts.Length; i++) _parts[i] = [];
    }

    /// <summary>Fills a batch with the merged buckets from the cursor on and the state that goes with them.</summary>
    /// <returns>That state, and the duplicates met.</returns>
    public static (SealState Next, DuplicateCollection Duplicates) Fill(SerialRows rows, SealState state, SealWork work, YoungFilter? filter, uint end, WriteBatch batch)
    {
        var step = new SealStep(rows, state, work, filter, batch);
        step.Merge(end);
        var next = step._isYoung
            ? state with { Cursor = end, YoungCount = state.YoungCount + step._added }
            : state with { Cursor = end, EntryCount = state.EntryCount + step._added };
        rows.PutState(batch, next);
        return (next, step._duplicates);
    }

    private void Merge(uint end)
    {
        var isValid = false;
        using var existing = _bits == 0 ? null : _rows.IterateBuckets(_isYoung, _bits, _state.Cursor, end, out isValid);
        var place = _work.FirstOf(_state.CursorBits, _state.Cursor);
        for (var prefix = _state.Cursor; prefix < end; prefix++)
        {
            var (hashes, ordinals) = _work.Take(_state.CursorBits, prefix, ref place);
            Bucket.WriteKey(_isYoung, _bits, prefix, _key);
            var hasRow = isValid && existing!.Key.SequenceEqual(_key);
            if (!hashes.IsEmpty || (hasRow && _parts.Length > 1))
                MergeBucket(prefix, hasRow ? existing!.Value : default, hashes.Span, ordinals.Span);
            if (hasRow) isValid = existing!.Next();
        }

        if (isValid) throw new SerialIndexCorruptException("A bucket is beyond its place in serial_bucket.");
    }

    private void MergeBucket(uint prefix, ReadOnlySpan<byte> row, ReadOnlySpan<ulong> hashes, ReadOnlySpan<uint> ordinals)
    {
        var shift = _target - _state.CursorBits;
        foreach (var part in _parts) part.Clear();
        if (!row.IsEmpty)
        {
            var bucket = new Bucket(row);
            for (var i = 0; i < bucket.Count; i++)
            {
                int fingerprint = bucket.FingerprintAt(i);
                _parts[fingerprint >> (Bucket.FingerprintBits - shift)].Add(new((ushort)(fingerprint << shift), bucket.OrdinalAt(i), bucket.ExtraAt(i)));
            }

            for (var i = 0; i < hashes.Length; i++)
            {
                if (IsKept(bucket, hashes[i], ordinals[i])) Add(hashes[i], ordinals[i]);
            }
        }
        else
        {
            for (var i = 0; i < hashes.Length; i++) Add(hashes[i], ordinals[i]);
        }

        for (var i = 0; i < _parts.Length; i++)
        {
            if (_parts[i].Count == 0) continue;
            Bucket.WriteKey(_isYoung, _target, prefix << shift | (uint)i, _key);
            _batch.Put(_rows.Buckets, _key, Bucket.ToRow(CollectionsMarshal.AsSpan(_parts[i]), isWide: _isYoung));
        }
    }

    private void Add(ulong hash, uint ordinal)
    {
        if (_isYoung) _filter?.Add(hash);
        var part = (int)(Bucket.PrefixOf(hash, _target) & (uint)(_parts.Length - 1));
        _parts[part].Add(new(Bucket.FingerprintOf(hash, _target), ordinal, _isYoung ? Bucket.ExtraOf(hash, _target) : (byte)0));
        _added++;
    }

    /// <summary>Notes the earlier units that bear the entry's serial; refuses the entry when there are as many as are told apart.</summary>
    private bool IsKept(in Bucket bucket, ulong hash, uint ordinal)
    {
        var candidate = NextCandidate(bucket, hash, 0);
        if (candidate < 0) return true;
        Span<byte> serial = stackalloc byte[SerialList.MaxSerialLength];
        var length = _rows.ReadIdentity(ordinal, serial, out var gtin, out var unit);
        var matches = default(SerialMatches);
        for (; candidate >= 0; candidate = NextCandidate(bucket, hash, candidate + 1))
        {
            var earlier = bucket.OrdinalAt(candidate);
            if (_rows.Bears(earlier, gtin, serial[..length], out var first)) matches.Add(earlier, first);
        }

        if (matches.Count > 0) _duplicates.Add(matches[0], unit);
        return matches.Count < SerialMatches.Capacity;
    }

    private int NextCandidate(in Bucket bucket, ulong hash, int start) => _isYoung
        ? SerialLookup.NextYoung(bucket, hash, _bits, start)
        : SerialLookup.NextCandidate(bucket, _state, _bits, Bucket.FingerprintOf(hash, _bits), start);
}
