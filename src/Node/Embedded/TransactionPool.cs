using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;

namespace Ledger.Node.Embedded;

/// <summary>The transactions that wait for a block, in the order of arrival, which per sender is the order of nonces.
/// Thread-safe.</summary>
/// <remarks>
/// A transaction is <em>waiting</em> until taken, then <em>in flight</em> until its block is visible; both count for nonces and duplicates.
/// The next nonce of a sender that has neither comes from the chain; a bounded number of recent ones is remembered to save the question.
/// </remarks>
/// <param name="maxTransactions">Most transactions, in flight ones included.</param>
/// <param name="maxSizeBytes">Most bytes of transactions, in flight ones included.</param>
internal sealed class TransactionPool(int maxTransactions, long maxSizeBytes)
{
    private const int MaxRememberedNonces = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<PendingTransaction> _waiting = new();
    private readonly List<PendingTransaction> _inFlight = [];
    private readonly Dictionary<Bytes32, PendingTransaction> _byHash = [];
    private readonly Dictionary<Address, SenderState> _senders = [];
    private readonly AsyncSignal _arrived = new();
    private long _sizeBytes;

    /// <summary>How many wait or are in flight.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _byHash.Count;
        }
    }

    /// <summary>Whether a transaction waits or is in flight.</summary>
    public bool Contains(Bytes32 hash)
    {
        lock (_lock) return _byHash.ContainsKey(hash);
    }

    /// <summary>The sender's next nonce, counting what waits.</summary>
    /// <returns>False when it is not known here and the chain must be asked.</returns>
    public bool TryGetNextNonce(Address sender, out ulong nonce)
    {
        lock (_lock)
        {
            var isKnown = _senders.TryGetValue(sender, out var state);
            nonce = isKnown ? state!.NextNonce : 0;
            return isKnown;
        }
    }

    /// <summary>Tells what the chain says is a sender's next nonce. Ignored when it has become known meanwhile.</summary>
    public void LearnNonce(Address sender, ulong nonce)
    {
        lock (_lock)
        {
            if (_senders.Count >= MaxRememberedNonces) ForgetIdleSenders();
            _senders.TryAdd(sender, new SenderState { NextNonce = nonce });
        }
    }

    /// <summary>Takes a transaction in. Its sender's next nonce must be known.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="retryAfter">What a refused sender is told.</param>
    /// <exception cref="ChainRefusedException">Its nonce is not the next one.</exception>
    /// <exception cref="ChainBusyException">The pool is full.</exception>
    public void Admit(PendingTransaction transaction, TimeSpan retryAfter)
    {
        lock (_lock)
        {
            if (_byHash.ContainsKey(transaction.Hash)) return;
            var state = _senders[transaction.Sender];
            RequireNextNonce(transaction, state);
            if (_byHash.Count >= maxTransactions || _sizeBytes + transaction.Raw.Length > maxSizeBytes)
                throw new ChainBusyException(
                    $"{_byHash.Count} transactions of {_sizeBytes} bytes wait for a block: send it again later.", retryAfter);
            _waiting.Enqueue(transaction);
            _byHash.Add(transaction.Hash, transaction);
            _sizeBytes += transaction.Raw.Length;
            state.NextNonce++;
            state.PendingCount++;
        }

        _arrived.Pulse();
    }

    /// <summary>Waits until something waits.</summary>
    public async Task WaitForWorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var arrival = _arrived.Next();
            lock (_lock)
            {
                if (_waiting.Count > 0) return;
            }

            await arrival.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes the oldest transactions whose gas limits fit a block together. They are in flight from now on.</summary>
    public IReadOnlyList<PendingTransaction> Take(ulong gasLimit, int maxCount)
    {
        lock (_lock)
        {
            if (_inFlight.Count > 0) throw new InvalidOperationException("A block is already being built.");
            var gasLeft = gasLimit;
            while (_inFlight.Count < maxCount && _waiting.TryPeek(out var next) && next.GasLimit <= gasLeft)
            {
                gasLeft -= next.GasLimit;
                _inFlight.Add(_waiting.Dequeue());
            }

            return [.. _inFlight];
        }
    }

    /// <summary>The block of those in flight is visible, or was completed by a restart.</summary>
    public void Settle()
    {
        lock (_lock)
        {
            foreach (var transaction in _inFlight)
            {
                _byHash.Remove(transaction.Hash);
                _sizeBytes -= transaction.Raw.Length;
                _senders[transaction.Sender].PendingCount--;
            }

            _inFlight.Clear();
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            _waiting.Clear();
            _inFlight.Clear();
            _byHash.Clear();
            _senders.Clear();
            _sizeBytes = 0;
        }
    }

    private static void RequireNextNonce(PendingTransaction transaction, SenderState state)
    {
        if (transaction.Nonce == state.NextNonce) return;
        var (refusal, how) = transaction.Nonce > state.NextNonce
            ? (ChainRefusal.NonceGap, "send the missing ones first")
            : transaction.Nonce >= state.NextNonce - (ulong)state.PendingCount
                ? (ChainRefusal.NonceTaken, "another transaction with this nonce waits, and none is ever replaced")
                : (ChainRefusal.NonceTooLow, "it was used by another transaction");
        throw new ChainRefusedException(
            refusal, $"Account {transaction.Sender} has next nonce {state.NextNonce}, the transaction {transaction.Nonce}: {how}.");
    }

    private void ForgetIdleSenders()
    {
        foreach (var idle in _senders.Where(sender => sender.Value.PendingCount == 0).Select(sender => sender.Key).ToList()) _senders.Remove(idle);
    }

    private sealed class SenderState
    {
        public ulong NextNonce { get; set; }

        public int PendingCount { get; set; }
    }
}
