using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Events;

/// <summary>What every handler needs: the event's place, typed rows, and the digest that sees each effect.</summary>
internal sealed class ProjectionContext : IDisposable
{
    private readonly IProjectionStore _store;
    private readonly IProjectionSink _sink;
    private readonly EffectHash _effects = new();

    public ProjectionContext(IProjectionStore store, IProjectionSink sink)
    {
        _store = store;
        _sink = sink;
        View = new LedgerView(store);
        Tree = new TokenTree(View);
    }

    public LedgerView View { get; }

    public TokenTree Tree { get; }

    /// <summary>Reused for every record: a record is written to the store before the next one is begun.</summary>
    public RecordWriter Record { get; } = new();

    public ProjectionBlock Block { get; private set; }

    public EventRef At { get; private set; }

    public uint Topic { get; private set; }

    public void Begin(in ProjectionBlock block, in Bytes32 previous)
    {
        Block = block;
        At = new EventRef(block.Number, 0, 0, 0);
        _effects.Start(previous, block.Hash);
    }

    public void Next(in EventRef at, uint topic)
    {
        At = at;
        Topic = topic;
    }

    public Bytes32 Finish() => _effects.Finish();

    public void Write(EntityKind kind, in ProjectionKey key, ReadOnlySpan<byte> value)
    {
        _store.Write(kind, key.Span, value);
        _effects.Write(kind, key.Span, value);
    }

    public void Write(EntityKind kind, in ProjectionKey key, RecordWriter record) => Write(kind, key, record.Written);

    public void Write(EntityKind kind, in ProjectionKey key, StorageWord word)
    {
        Span<byte> value = stackalloc byte[StorageWord.SizeBytes];
        word.Write(value);
        Write(kind, key, value);
    }

    public void Write(EntityKind kind, in ProjectionKey key, uint id)
    {
        Span<byte> value = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(value, id);
        Write(kind, key, value);
    }

    public void Write(EntityKind kind, in ProjectionKey key, ulong number)
    {
        Span<byte> value = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(value, number);
        Write(kind, key, value);
    }

    /// <summary>Writes a row that does not exist and is not read again.</summary>
    public void Append(EntityKind kind, in ProjectionKey key, ReadOnlySpan<byte> value)
    {
        _store.Append(kind, key.Span, value);
        _effects.Write(kind, key.Span, value);
    }

    /// <summary>Marks what is not marked.</summary>
    public void MarkNew(EntityKind kind, in ProjectionKey key)
    {
        _store.Add(kind, key.Span, []);
        _effects.Write(kind, key.Span, []);
    }

    public void Mark(EntityKind kind, in ProjectionKey key) => Write(kind, key, []);

    public void Delete(EntityKind kind, in ProjectionKey key)
    {
        _store.Delete(kind, key.Span);
        _effects.Delete(kind, key.Span);
    }

    public void Count(string counter, ulong by) => Write(EntityKind.Counter, ProjectionKeys.Counter(counter), View.Counter(counter) + by);

    public bool TryRead(EntityKind kind, in ProjectionKey key, out ReadOnlySpan<byte> value) => _store.TryRead(kind, key.Span, out value);

    public void History(SubjectKind kind, ulong id, uint seq, bool binds, StorageWord word)
    {
        var entry = new HistoryEntry(kind, id, seq, At, Topic, binds, word.ToBytes32());
        _effects.History(entry);
        _sink.History(entry);
    }

    public void Alert(string code, string message, params IReadOnlyList<TokenId> tokens) => _sink.Alert(new ProjectionAlert(code, message, Block.Number, tokens));

    public ProjectionException Corrupt(string message, Exception? cause = null) => new(message, At, cause);

    /// <summary>A subject's seq goes up by one.</summary>
    public void ExpectStep(string subject, uint before, uint after)
    {
        if (after != before + 1) throw Corrupt($"the seq of {subject} went from {before} to {after}.");
    }

    public void Dispose() => _effects.Dispose();
}
