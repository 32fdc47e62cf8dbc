using Ledger.Ethereum.Abi;

namespace Ledger.BindingGenerator.Model;

/// <summary>An error to emit; several contracts may declare the same.</summary>
/// <param name="CSharpName">The record's name.</param>
/// <param name="Error">The error.</param>
/// <param name="Docs">Its documentation.</param>
internal sealed record ErrorBinding(string CSharpName, AbiError Error, NatSpecEntry Docs);
