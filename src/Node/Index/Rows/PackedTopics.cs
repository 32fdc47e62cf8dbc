using System.Buffers.Binary;

namespace Ledger.Node.Index.Rows;

/// <summary>Tells types of events in a packed row: each in full once, then by its place among them.</summary>
internal sealed class PackedTopics
{
    private readonly List<uint> _known = [];

    /// <summary>Begins the next row.</summary>
    public void Clear() => _known.Clear();

    /// <summary>Writes a type and a flag beside it.</summary>
    public void Write(PackedWriter row, uint topic, bool flag)
    {
        var place = _known.IndexOf(topic);
        row.Number(((ulong)(place < 0 ? _known.Count : place) << 1) | (flag ? 1ul : 0));
        if (place >= 0) return;
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, topic);
        row.Bytes(bytes);
        _known.Add(topic);
    }

    /// <summary>Reads a type and the flag.</summary>
    /// <exception cref="IndexCorruptException">It names a type that was not told.</exception>
    public uint Read(ref PackedReader row, out bool flag)
    {
        var number = row.Number();
        flag = (number & 1) != 0;
        var place = number >> 1;
        if (place > (uint)_known.Count) throw new IndexCorruptException("A packed row names a type of event that it did not tell.");
        if (place == (uint)_known.Count) _known.Add(BinaryPrimitives.ReadUInt32BigEndian(row.Bytes(sizeof(uint))));
        return _known[(int)place];
    }
}
