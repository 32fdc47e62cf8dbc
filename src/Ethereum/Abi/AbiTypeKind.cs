namespace Ledger.Ethereum.Abi;

/// <summary>The families of types in the Solidity ABI.</summary>
public enum AbiTypeKind
{
    /// <summary><c>uint8</c> to <c>uint256</c>.</summary>
    UnsignedInteger,

    /// <summary><c>int8</c> to <c>int256</c>, two's complement.</summary>
    SignedInteger,

    /// <summary><c>address</c>.</summary>
    Address,

    /// <summary><c>bool</c>.</summary>
    Boolean,

    /// <summary><c>bytes1</c> to <c>bytes32</c>, and <c>function</c>, which is 24 bytes.</summary>
    FixedBytes,

    /// <summary><c>bytes</c>.</summary>
    Bytes,

    /// <summary><c>string</c>, UTF-8.</summary>
    Text,

    /// <summary><c>T[k]</c>.</summary>
    FixedArray,

    /// <summary><c>T[]</c>.</summary>
    Array,

    /// <summary><c>(T1,T2,…)</c>: a struct, or the arguments of a function.</summary>
    Tuple,
}
