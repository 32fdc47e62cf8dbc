using System.Buffers.Binary;

namespace Ledger.Node.Index.Serials;

/// <summary>Reads back, at start, the units that only memory knew.</summary>
internal static class UnsealedUnits
{
    /// <summary>Builds the tables from the chunks behind the last sealed unit.</summary>
    public static SerialView Read(SerialRows rows, SealState state, SerialHash hash)
    {
        var view = new SerialView(state, new(), state.IsSealing ? new() : null);
        using var chunks = rows.IterateChunks(state.SealedEnd / RunChunk.Size, out var isValid);
        for (; isValid; isValid = chunks.Next())
        {
            var chunk = new RunChunk(chunks.Value);
            var list = chunk.ReadAll();
            var first = BinaryPrimitives.ReadUInt32BigEndian(chunks.Key) * RunChunk.Size;
            var table = first < state.TargetEnd ? view.Sealing! : view.Active;
            for (var i = 0; i < list.Count; i++) table.Add(hash.Compute(chunk.Gtin, list.GetAt(i)), first + (uint)i);
        }

        return view;
    }
}
