namespace Ledger.Node.Chain;

/// <summary>Why a transaction was refused.</summary>
internal enum ChainRefusal
{
    /// <summary>The bytes are no signed transaction, or its signature is not canonical.</summary>
    Malformed,

    /// <summary>The transaction's type is not taken: only legacy with a chain id, EIP-2930 and EIP-1559 are.</summary>
    UnsupportedType,

    /// <summary>It was signed for another chain, or for any.</summary>
    WrongChainId,

    /// <summary>The sender has already used this nonce for another transaction.</summary>
    NonceTooLow,

    /// <summary>A transaction with a lower nonce is missing.</summary>
    NonceGap,

    /// <summary>Another transaction with this nonce is waiting; none is ever replaced.</summary>
    NonceTaken,

    /// <summary>The gas limit does not cover the intrinsic gas.</summary>
    IntrinsicGasTooLow,

    /// <summary>The gas limit exceeds the block's.</summary>
    GasLimitTooHigh,

    /// <summary>It carries value or a gas price, and no account of this chain has a balance.</summary>
    Unfunded,

    /// <summary>The transaction or its init code is too large.</summary>
    TooLarge,

    /// <summary>The endpoint refused it; the message carries its words.</summary>
    ByEndpoint,
}
