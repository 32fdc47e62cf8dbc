using System.Buffers.Binary;

namespace Ledger.Node.Index.Serials;

/// <summary>Reads back, at start, the units that only memory knew.</summary>
internal static class UnsealedUnits
{
    // Fewer chunks are read sooner than threads are begun.
    private const int MinChunksPerPart = 512;

    /// <summary>Builds the tables from the chunks behind the last sealed unit. Decoding and hashing runs on all processors; the tables have their size from the start.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="state">The buckets' state.</param>
    /// <param name="hash">The database's hash.</param>
    /// <param name="chunkEnd">The number behind the last chunk.</param>
    public static SerialView Read(SerialRows rows, SealState state, SerialHash hash, uint chunkEnd)
    {
        var first = state.SealedEnd / RunChunk.Size;
        var chunks = chunkEnd > first ? chunkEnd - first : 0;
        var parts = new Part[Math.Clamp(chunks / MinChunksPerPart, 1, Environment.ProcessorCount)];
        for (var i = 0; i < parts.Length; i++) parts[i] = new((uint)(first + ((ulong)chunks * (uint)i / (uint)parts.Length)), (uint)(first + ((ulong)chunks * (uint)(i + 1) / (uint)parts.Length)));
        Parallel.ForEach(parts, part => part.Read(rows, hash));
        return ToView(state, parts);
    }

    private static SerialView ToView(SealState state, Part[] parts)
    {
        long sealing = 0, active = 0;
        foreach (var part in parts)
        {
            foreach (var (ordinal, count) in part.Chunks)
            {
                if (ordinal < state.TargetEnd) sealing += count;
                else active += count;
            }
        }

        var view = new SerialView(state, SerialTable.For(active), state.IsSealing ? SerialTable.For(sealing) : null, Filter: null);
        foreach (var part in parts)
        {
            ReadOnlySpan<ulong> hashes = part.Hashes;
            foreach (var (ordinal, count) in part.Chunks)
            {
                (ordinal < state.TargetEnd ? view.Sealing! : view.Active).Add(hashes[..count], ordinal);
                hashes = hashes[count..];
            }
        }

        return view;
    }

    /// <summary>Neighbouring chunks, read by one thread.</summary>
    private sealed class Part(uint first, uint end)
    {
        private readonly List<(uint Ordinal, int Count)> _chunks = [];
        private ulong[] _hashes = new ulong[(int)Math.Min(end - first, MinChunksPerPart) * RunChunk.Size];
        private int _count;

        public IReadOnlyList<(uint Ordinal, int Count)> Chunks => _chunks;

        public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, _count);

        public void Read(SerialRows rows, SerialHash hash)
        {
            if (first == end) return;
            using var chunks = rows.IterateChunks(first, out var isValid);
            for (; isValid && BinaryPrimitives.ReadUInt32BigEndian(chunks.Key) is var number && number < end; isValid = chunks.Next())
            {
                var chunk = new RunChunk(chunks.Value);
                var list = chunk.ReadAll();
                if (_hashes.Length < _count + list.Count) Array.Resize(ref _hashes, Math.Max(_count + list.Count, _hashes.Length * 2));
                for (var i = 0; i < list.Count; i++) _hashes[_count++] = hash.Compute(chunk.Gtin, list.GetAt(i));
                _chunks.Add((number * RunChunk.Size, list.Count));
            }
        }
    }
}
