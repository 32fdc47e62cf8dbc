using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Rows;

/// <summary>Tells whom events of a packed row concern, each from the subject in the same place of the event before it.</summary>
internal sealed class PackedSubjects
{
    // Events that concern more subjects are rare, and tell theirs from the last of these.
    private const int MaxPlaces = 8;

    private readonly (uint Low, uint Seq)[] _last = new (uint, uint)[MaxPlaces];

    // Of a token's id these are the run: mostly that of the subject before it.
    private uint _high;

    /// <summary>Begins the next row.</summary>
    public void Clear()
    {
        _last.AsSpan().Clear();
        _high = 0;
    }

    /// <summary>Writes a subject.</summary>
    /// <param name="row">The row.</param>
    /// <param name="place">The subject's place among those of the event.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="id">Its id.</param>
    /// <param name="seq">Its seq after the event.</param>
    public void Write(PackedWriter row, int place, SubjectKind kind, ulong id, uint seq)
    {
        ref var last = ref _last[Math.Min(place, MaxPlaces - 1)];
        var (high, low) = ((uint)(id >> 32), (uint)id);
        row.Byte((byte)kind);
        row.Step(_high, high);
        row.Step(last.Low, low);
        row.Step(last.Seq, seq);
        (_high, last) = (high, (low, seq));
    }

    /// <summary>Reads a subject with its seq.</summary>
    /// <param name="row">The row.</param>
    /// <param name="place">The subject's place among those of the event.</param>
    /// <exception cref="IndexCorruptException">It is none.</exception>
    public (Subject Subject, uint Seq) Read(ref PackedReader row, int place)
    {
        ref var last = ref _last[Math.Min(place, MaxPlaces - 1)];
        var kind = (SubjectKind)row.Byte();
        _high = row.Step32(_high);
        last = (row.Step32(last.Low), row.Step32(last.Seq));
        return (new(kind, ((ulong)_high << 32) | last.Low), last.Seq);
    }
}
