using Ledger.Ethereum.JsonRpc;

namespace Ledger.Node.Chain;

/// <summary>What a client's pool meant when it answered <c>eth_sendRawTransaction</c> with an error. Clients agree on words, not on
/// codes.</summary>
internal static class PoolAnswer
{
    private static readonly TimeSpan BusyRetry = TimeSpan.FromSeconds(1);

    private static readonly string[] KnownWords = ["already known", "known transaction", "already imported", "already exists"];
    private static readonly string[] FullWords = ["pool is full", "pool full", "queue full", "txpool is full", "lower than the minimum for pool"];
    private static readonly (string Words, ChainRefusal Refusal)[] Refusals =
    [
        ("nonce too low", ChainRefusal.NonceTooLow),
        ("nonce below", ChainRefusal.NonceTooLow),
        ("nonce too high", ChainRefusal.NonceGap),
        ("too distant", ChainRefusal.NonceGap),
        ("gap too large", ChainRefusal.NonceGap),
        ("underpriced", ChainRefusal.NonceTaken),
        ("intrinsic gas", ChainRefusal.IntrinsicGasTooLow),
        ("exceeds block gas limit", ChainRefusal.GasLimitTooHigh),
        ("chain id", ChainRefusal.WrongChainId),
        ("chainid", ChainRefusal.WrongChainId),
        ("insufficient funds", ChainRefusal.Unfunded),
        ("upfront cost", ChainRefusal.Unfunded),
        ("oversized", ChainRefusal.TooLarge),
        ("initcode", ChainRefusal.TooLarge),
    ];

    /// <summary>Whether the pool has these very bytes already.</summary>
    public static bool IsAlreadyKnown(JsonRpcErrorException exception) => HasAny(exception, KnownWords);

    /// <summary>Whether the nonce was used, by this transaction or another.</summary>
    public static bool IsNonceUsed(JsonRpcErrorException exception) => ToRefusal(exception) is ChainRefusal.NonceTooLow;

    /// <summary>The fault in the chain's terms.</summary>
    public static ChainException ToException(JsonRpcErrorException exception) =>
        HasAny(exception, FullWords)
            ? new ChainBusyException($"The endpoint's pool is full: {exception.NodeMessage}", BusyRetry)
            : new ChainRefusedException(ToRefusal(exception), $"The endpoint refused the transaction: {exception.NodeMessage}", exception);

    private static ChainRefusal ToRefusal(JsonRpcErrorException exception)
    {
        foreach (var (words, refusal) in Refusals)
            if (exception.NodeMessage.Contains(words, StringComparison.OrdinalIgnoreCase)) return refusal;
        return ChainRefusal.ByEndpoint;
    }

    private static bool HasAny(JsonRpcErrorException exception, string[] words) =>
        Array.Exists(words, word => exception.NodeMessage.Contains(word, StringComparison.OrdinalIgnoreCase));
}
