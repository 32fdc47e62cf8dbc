using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// A run's serials, ready to be added: checked, hashed and cut into chunks by <see cref="SerialIndex.Prepare"/>, which any thread may do before it is
/// known where the run will stand. Immutable. Holds about 15 bytes a unit, no text.
/// </summary>
internal sealed class PreparedRun
{
    private readonly byte[] _rows;
    private readonly int[] _rowEnds;
    private readonly ulong[] _hashes;

    private PreparedRun(SerialHash hash, RunId run, ulong gtin, SerialCodec codec, ulong[] hashes, (byte[] Rows, int[] Ends) chunks)
    {
        (Hash, Run, Gtin, Codec, _hashes) = (hash, run, gtin, codec, hashes);
        (_rows, _rowEnds) = chunks;
    }

    /// <summary>What it was hashed with.</summary>
    public SerialHash Hash { get; }

    /// <summary>The run.</summary>
    public RunId Run { get; }

    /// <summary>The product.</summary>
    public ulong Gtin { get; }

    /// <summary>The codec of the calldata.</summary>
    public SerialCodec Codec { get; }

    /// <summary>Units of the run.</summary>
    public int Count => _hashes.Length;

    /// <summary>The hashes, in the order of the units.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes;

    /// <summary>How many chunks the run has.</summary>
    public int ChunkCount => _rowEnds.Length;

    /// <summary>Decodes a list and makes it ready.</summary>
    /// <exception cref="SerialListException">The blob is malformed.</exception>
    public static PreparedRun Create(SerialHash hash, RunId run, ulong gtin, ReadOnlySpan<byte> blob)
    {
        var list = SerialList.Decode(blob);
        var hashes = new ulong[list.Count];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = hash.Compute(gtin, list.GetAt(i));
        return new(hash, run, gtin, (SerialCodec)blob[0], hashes, RunChunks.Encode(run, gtin, list));
    }

    /// <summary>A row of <c>run_blob</c>.</summary>
    public ReadOnlySpan<byte> ChunkAt(int place)
    {
        var start = place == 0 ? 0 : _rowEnds[place - 1];
        return _rows.AsSpan(start, _rowEnds[place] - start);
    }

    /// <summary>Reads one serial.</summary>
    /// <returns>Its length.</returns>
    public int ReadSerial(int index, Span<byte> serial) => new RunChunk(ChunkAt(index / RunChunk.Size)).ReadAt(index % RunChunk.Size, serial);
}
