namespace Ledger.Ethereum.Eip712;

/// <summary>A member of a struct.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type: an ABI type without tuples, the name of a struct, or an array of either, as in <c>Person[2][]</c>.</param>
public sealed record Eip712Member(string Name, string Type);
