namespace Ledger.Ethereum.Abi;

/// <summary>Reads one value from where the reader stands.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="reader">Moves behind the value.</param>
public delegate T AbiElementReader<out T>(ref AbiReader reader);
