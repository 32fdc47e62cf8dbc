namespace Ledger.Ethereum.Abi;

/// <summary>A named value: an argument, a result, a struct's or event's field.</summary>
/// <param name="Name">The name in the source; empty when it has none.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsIndexed">Whether it is a topic of the event it belongs to.</param>
/// <param name="InternalType">The type as the source names it, for example <c>struct Ledger.Token[]</c>; null when unknown.</param>
public sealed record AbiParameter(string Name, AbiType Type, bool IsIndexed = false, string? InternalType = null);
