using Ledger.Contracts.Words;

namespace Ledger.Client.Preparing;

/// <summary>Something that came with a shipment and isn't part of it.</summary>
/// <param name="Item">The token; null if the ledger doesn't know it.</param>
/// <param name="Count">How many.</param>
/// <param name="Reason">Why it isn't as it should be.</param>
public sealed record ReceiptOverage(string? Item, uint Count, ExceptionReason Reason);
