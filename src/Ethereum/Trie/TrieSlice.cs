namespace Ledger.Ethereum.Trie;

/// <summary>Where a key and its value stand in the buffer that holds them all.</summary>
internal readonly record struct TrieSlice(int KeyStart, int KeySizeBytes, int ValueStart, int ValueSizeBytes);
