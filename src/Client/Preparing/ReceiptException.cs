using Ledger.Contracts.Words;

namespace Ledger.Client.Preparing;

/// <summary>Something of a shipment that isn't accepted.</summary>
/// <param name="Item">A token of the shipment, or something inside one.</param>
/// <param name="Kind">Refused, missing or damaged.</param>
/// <param name="Reason">Why.</param>
public sealed record ReceiptException(string Item, ShipmentExceptionKind Kind, ExceptionReason Reason);
