namespace Ledger.Contracts.Projection.Events;

/// <summary>Applies one kind of event; reads its fields in the order of the ABI.</summary>
internal delegate void EventHandler(ref EventReader reader);
