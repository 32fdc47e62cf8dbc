using Ledger.Contracts.Deployment;
using Ledger.Contracts.Words;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Bench.History;

/// <summary>A transaction that will be in a block: its logs, and its calldata where it commissions a run.</summary>
internal sealed class TransactionDraft
{
    private readonly List<Log> _logs = [];
    private Func<(byte[] Data, byte[] Calldata)>? _rest;
    private int _restPlace;
    private byte[] _calldata = [];

    /// <summary>The calldata; empty where nobody reads it.</summary>
    public ReadOnlySpan<byte> Calldata
    {
        get
        {
            Complete();
            return _calldata;
        }
    }

    /// <summary>How many logs there are.</summary>
    public int LogCount => _logs.Count;

    /// <summary>An id as a topic or a word.</summary>
    public static StorageWord Word(ulong value) => new(0, 0, 0, value);

    /// <summary>Appends an event whose data are words only.</summary>
    /// <param name="emitter">The contract.</param>
    /// <param name="topic">The event's signature hash.</param>
    /// <param name="indexed">Its indexed fields.</param>
    /// <param name="words">The others.</param>
    public void Emit(LedgerContract emitter, in Bytes32 topic, ReadOnlySpan<StorageWord> indexed, params ReadOnlySpan<StorageWord> words)
    {
        var data = new byte[words.Length * StorageWord.SizeBytes];
        for (var i = 0; i < words.Length; i++) words[i].Write(data.AsSpan(i * StorageWord.SizeBytes));
        Emit(emitter, topic, indexed, data);
    }

    /// <summary>Appends an event.</summary>
    public void Emit(LedgerContract emitter, in Bytes32 topic, ReadOnlySpan<StorageWord> indexed, byte[] data)
    {
        Span<Bytes32> topics = stackalloc Bytes32[TopicList.MaxCount];
        topics[0] = topic;
        for (var i = 0; i < indexed.Length; i++) topics[i + 1] = indexed[i].ToBytes32();
        _logs.Add(new(emitter, new TopicList(topics[..(indexed.Length + 1)]), data));
    }

    /// <summary>Appends an event whose data, and the transaction's calldata, are made when they are asked for: what takes long is not done in the order of the acts.</summary>
    /// <param name="emitter">The contract.</param>
    /// <param name="topic">The event's signature hash.</param>
    /// <param name="indexed">Its indexed fields.</param>
    /// <param name="rest">Makes them; called once, by whatever thread, with nothing that changes later.</param>
    public void EmitLater(LedgerContract emitter, in Bytes32 topic, ReadOnlySpan<StorageWord> indexed, Func<(byte[] Data, byte[] Calldata)> rest)
    {
        (_rest, _restPlace) = (rest, _logs.Count);
        Emit(emitter, topic, indexed, data: Array.Empty<byte>());
    }

    /// <summary>The logs as they stand in a block.</summary>
    /// <param name="network">Where the contracts are.</param>
    /// <param name="firstIndex">The first log's index in the block.</param>
    public LogEntry[] ToLogs(NetworkDescriptor network, uint firstIndex)
    {
        Complete();
        var logs = new LogEntry[_logs.Count];
        for (var i = 0; i < logs.Length; i++) logs[i] = new(network.AddressOf(_logs[i].Emitter), _logs[i].Topics, _logs[i].Data, firstIndex + (uint)i);
        return logs;
    }

    /// <summary>Appends what another draft has: a batch is one transaction.</summary>
    public void Append(TransactionDraft other) => _logs.AddRange(other._logs);

    /// <summary>Appends the events of one kind that another draft has.</summary>
    public void Append(TransactionDraft other, Bytes32 topic) => _logs.AddRange(other._logs.Where(log => log.Topics.Span[0] == topic));

    /// <summary>A number as a word's last bytes.</summary>
    public static StorageWord Word(ReadOnlySpan<byte> bytes)
    {
        Span<byte> word = stackalloc byte[StorageWord.SizeBytes];
        word.Clear();
        bytes.CopyTo(word[(StorageWord.SizeBytes - bytes.Length)..]);
        return StorageWord.Read(word);
    }

    private void Complete()
    {
        if (_rest is not { } rest) return;
        (var data, _calldata) = rest();
        _logs[_restPlace] = _logs[_restPlace] with { Data = data };
        _rest = null;
    }

    private sealed record Log(LedgerContract Emitter, TopicList Topics, byte[] Data);
}
