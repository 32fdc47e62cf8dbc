using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Preparing;

/// <summary>What the receiver counted. Everything of the shipment that isn't named is accepted.</summary>
public sealed record ReceiptSpec
{
    /// <summary>What isn't accepted, each named at the highest level: the pallet rather than its cases.</summary>
    public IReadOnlyList<ReceiptException> Exceptions { get; init; } = [];

    /// <summary>What came and isn't part of the shipment.</summary>
    public IReadOnlyList<ReceiptOverage> Overages { get; init; } = [];

    /// <summary>The hash of the receipt's document.</summary>
    public Bytes32 Document { get; init; }
}
