using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>A log found by a filter or subscription, with where it stands.</summary>
public sealed class FilteredLog
{
    private readonly LogEntry _entry;

    internal FilteredLog(in LogEntry entry) => _entry = entry;

    /// <summary>The log itself.</summary>
    public ref readonly LogEntry Entry => ref _entry;

    /// <summary>Number of its block.</summary>
    public required ulong BlockNumber { get; init; }

    /// <summary>Hash of its block.</summary>
    public required Bytes32 BlockHash { get; init; }

    /// <summary>Hash of its transaction.</summary>
    public required Bytes32 TransactionHash { get; init; }

    /// <summary>Index of its transaction in the block.</summary>
    public required uint TransactionIndex { get; init; }

    /// <summary>Whether a reorganisation took it back; always false on a chain with immediate finality.</summary>
    public required bool IsRemoved { get; init; }
}
