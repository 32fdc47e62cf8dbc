namespace Ledger.Node.Relay;

/// <summary>Bounds of the relay.</summary>
internal static class RelayLimits
{
    /// <summary>Most messages in one request.</summary>
    public const int MaxMessagesPerRequest = 64;

    /// <summary>Most transactions that wait for their block; beyond that callers are told to come again.</summary>
    public const int MaxPendingTransactions = 1_024;

    /// <summary>Most failures that are remembered beside the index; the oldest are forgotten first.</summary>
    public const int MaxRememberedFailures = 10_000;

    /// <summary>Bytes of revert data that are kept of a refusal, as the Relay contract keeps them.</summary>
    public const int MaxReasonSizeBytes = 1_024;

    /// <summary>After so many rounds in which the chain says that a nonce was used, and no block of the index has the transaction, an alarm is raised.</summary>
    public const int MaxNonceRefusals = 15;

    /// <summary>The longest wait for an outcome when the caller has no deadline.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    /// <summary>The longest wait for a chain that is away, before anything is journalled, when the caller has no deadline.</summary>
    public static readonly TimeSpan MaxChainWait = TimeSpan.FromSeconds(10);

    /// <summary>This long before the caller's deadline the answer is given as it stands then.</summary>
    public static readonly TimeSpan AnswerMargin = TimeSpan.FromMilliseconds(100);

    /// <summary>Transactions that are not in a block yet are sent again this often.</summary>
    public static readonly TimeSpan RebroadcastInterval = TimeSpan.FromSeconds(2);

    /// <summary>The wait before the chain is asked again after it was away.</summary>
    public static readonly TimeSpan ChainRetry = TimeSpan.FromMilliseconds(100);

    /// <summary>When a caller that was turned away may come again.</summary>
    public static readonly TimeSpan BusyRetry = TimeSpan.FromMilliseconds(500);
}
