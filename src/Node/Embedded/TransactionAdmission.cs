using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Node.Chain;

namespace Ledger.Node.Embedded;

/// <summary>Lets into the pool only what anvil will put into a block unchanged; all else is refused with the reason. Thread-safe.</summary>
/// <remarks>
/// anvil itself is no judge: it takes transactions that it later drops without a word (gas below the intrinsic, legacy ones of another
/// chain), and it replaces waiting ones.
/// </remarks>
internal sealed class TransactionAdmission(EmbeddedChainOptions options, TransactionPool pool, BlockLog log, ChainReader reader, ChainProgress progress)
    : IDisposable
{
    private static readonly TimeSpan UnavailableRetry = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Checks a transaction and takes it in. The same bytes again are harmless, however long ago they were taken.</summary>
    /// <returns>The transaction's hash.</returns>
    /// <exception cref="ChainRefusedException">It can never be taken.</exception>
    /// <exception cref="ChainBusyException">The pool is full.</exception>
    /// <exception cref="ChainUnavailableException">The chain is away, starting, or has no room on its disk.</exception>
    /// <exception cref="ChainHaltedException">The chain has halted.</exception>
    public async Task<Bytes32> AdmitAsync(ReadOnlyMemory<byte> rawTransaction, CancellationToken cancellationToken)
    {
        RequireWritable();
        var transaction = Check(rawTransaction);
        // One at a time, so that a nonce read from the chain is still the next one when it is learnt.
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            RequireWritable();
            if (pool.Contains(transaction.Hash) || log.FindTransaction(transaction.Hash) is not null) return transaction.Hash;
            if (!pool.TryGetNextNonce(transaction.Sender, out _))
                pool.LearnNonce(transaction.Sender, await reader.ReadNonceAsync(transaction.Sender, cancellationToken));
            pool.Admit(transaction, RetryAfter());
            return transaction.Hash;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The calldata of a transaction from the block log.</summary>
    public static byte[] ReadInput(ReadOnlyMemory<byte> rawTransaction, ulong chainId) =>
        SignedTransaction.Decode(rawTransaction.Span, chainId).Transaction.Data.ToArray();

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private PendingTransaction Check(ReadOnlyMemory<byte> rawTransaction)
    {
        if (rawTransaction.Length > ChainLimits.MaxTransactionSizeBytes)
            throw Refused(ChainRefusal.TooLarge, $"It has {rawTransaction.Length} bytes; at most {ChainLimits.MaxTransactionSizeBytes} are taken.");
        RequireChainId(rawTransaction.Span);
        // The pool keeps the bytes long after the caller may have reused its buffer.
        var raw = rawTransaction.ToArray();
        var (signed, sender) = Decode(raw);
        RequireExecutable(signed.Transaction);
        return new PendingTransaction(raw, signed.Hash, sender, signed.Transaction.Nonce, signed.Transaction.GasLimit);
    }

    private (SignedTransaction Signed, Address Sender) Decode(byte[] raw)
    {
        try
        {
            var signed = SignedTransaction.Decode(raw, options.ChainId);
            return (signed, signed.RecoverSender());
        }
        catch (EthereumFormatException exception)
        {
            throw new ChainRefusedException(ChainRefusal.Malformed, $"The transaction cannot be read: {exception.Message}", exception);
        }
    }

    private void RequireChainId(ReadOnlySpan<byte> raw)
    {
        var (isKnownType, chainId) = TransactionChain.Peek(raw);
        if (!isKnownType)
            throw Refused(ChainRefusal.UnsupportedType, "Its type is not taken: only legacy, EIP-2930 and EIP-1559 transactions are.");
        if (chainId == options.ChainId) return;
        var signedFor = chainId is { } other ? $"chain {other}" : "any chain";
        throw Refused(ChainRefusal.WrongChainId, $"It was signed for {signedFor}, and this is chain {options.ChainId}.");
    }

    private void RequireExecutable(Transaction transaction)
    {
        var minimum = TransactionGas.MinimumLimit(transaction, Fork);
        if (transaction.GasLimit < minimum)
            throw Refused(ChainRefusal.IntrinsicGasTooLow, $"Its gas limit is {transaction.GasLimit}, and it costs {minimum} before anything runs.");
        if (transaction.GasLimit > options.BlockGasLimit)
            throw Refused(ChainRefusal.GasLimitTooHigh, $"Its gas limit is {transaction.GasLimit}, and a block's is {options.BlockGasLimit}.");
        if (!transaction.Value.IsZero || !transaction.MaximumGasPrice.IsZero)
            throw Refused(ChainRefusal.Unfunded, "It carries value or a gas price, and no account of this chain has a balance: sign it with zero for both.");
        if (transaction.To is null && transaction.Data.Length > ChainLimits.MaxInitCodeSizeBytes)
            throw Refused(ChainRefusal.TooLarge, $"Its init code has {transaction.Data.Length} bytes; at most {ChainLimits.MaxInitCodeSizeBytes} are taken (EIP-3860).");
    }

    private EvmFork Fork => string.Equals(options.Hardfork, "cancun", StringComparison.OrdinalIgnoreCase) ? EvmFork.Cancun : EvmFork.Prague;

    private void RequireWritable()
    {
        var health = progress.Health;
        if (health.CanWrite) return;
        if (health.State is ChainState.Halted) throw new ChainHaltedException(health.Reason ?? "the chain has halted");
        throw new ChainUnavailableException($"The chain takes no transactions now: {health.Reason}.", UnavailableRetry);
    }

    // A full pool drains by one block an interval; whoever is refused may as well wait for two.
    private TimeSpan RetryAfter() => TimeSpan.FromMilliseconds(options.MinBlockIntervalMilliseconds * 2d);

    private static ChainRefusedException Refused(ChainRefusal refusal, string how) => new(refusal, $"The transaction is refused. {how}");
}
