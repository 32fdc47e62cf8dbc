using Ledger.Ethereum.Abi;

namespace Ledger.BindingGenerator.Model;

/// <summary>A struct to emit.</summary>
/// <param name="CSharpName">The record's name.</param>
/// <param name="SolidityName">The name in the source, which typed data uses.</param>
/// <param name="Type">The tuple.</param>
internal sealed record StructBinding(string CSharpName, string SolidityName, AbiType Type);
