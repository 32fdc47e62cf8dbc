using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Operations.Verify;

/// <summary>What a verification found.</summary>
internal sealed record VerifyReport
{
    /// <summary>The newest block of the index.</summary>
    public required ulong Height { get; init; }

    /// <summary>Blocks replayed.</summary>
    public ulong Blocks { get; init; }

    /// <summary>The digest that the index keeps, for the newest block or the first that differs.</summary>
    public Bytes32 Expected { get; init; }

    /// <summary>The digest that the replay gave.</summary>
    public Bytes32 Actual { get; init; }

    /// <summary>The first block that differs; null when none does, or the fault is of no block.</summary>
    public ulong? FirstDifference { get; init; }

    /// <summary>What is wrong, in one sentence; null when nothing is.</summary>
    public string? Fault { get; init; }

    /// <summary>Rows compared with those of the replay.</summary>
    public ulong Rows { get; init; }

    /// <summary>What the deep checks looked at; null without them.</summary>
    public DeepReport? Deep { get; init; }

    /// <summary>Whether the index is what its receipts say.</summary>
    public bool IsEqual => Fault is null;
}
