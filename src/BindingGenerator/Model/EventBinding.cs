using Ledger.Ethereum.Abi;

namespace Ledger.BindingGenerator.Model;

/// <summary>An event to emit; several contracts may declare the same.</summary>
/// <param name="CSharpName">The record's name.</param>
/// <param name="Event">The event.</param>
/// <param name="Docs">Its documentation.</param>
internal sealed record EventBinding(string CSharpName, AbiEvent Event, NatSpecEntry Docs);
