namespace Ledger.Ethereum.Abi;

/// <summary>Which encodings of a value are accepted.</summary>
public enum AbiStrictness
{
    /// <summary>
    /// What encoders write: padding zero, offsets whole words, text valid UTF-8, every word read once.
    /// </summary>
    Canonical,

    /// <summary>
    /// Canonical but for text: what is not UTF-8 is replaced by U+FFFD. For events, results and errors, since a contract hands on
    /// whatever text a caller gave it, and no caller may make a log unreadable.
    /// </summary>
    Emitted,

    /// <summary>
    /// What a Solidity contract accepts as calldata: also trailing bytes, offsets anywhere, any padding behind a byte string, and
    /// shared parts (within a bound). For calldata that a contract executed, which may come from a hostile encoder.
    /// </summary>
    Solidity,
}
