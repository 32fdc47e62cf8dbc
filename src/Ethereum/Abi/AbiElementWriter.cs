namespace Ledger.Ethereum.Abi;

/// <summary>Writes one value where the writer stands.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="writer">Moves behind the value.</param>
/// <param name="value">What to write.</param>
public delegate void AbiElementWriter<in T>(ref AbiWriter writer, T value);
