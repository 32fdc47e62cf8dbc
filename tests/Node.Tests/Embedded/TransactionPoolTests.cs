using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Embedded;

namespace Ledger.Node.Tests.Embedded;

/// <summary>The pool against a naive model: a list of what waits, a list of what is in flight, and a nonce for each sender.</summary>
public sealed class TransactionPoolTests
{
    private const int MaxTransactions = 6;
    private const ulong GasLimit = 10;

    [Fact]
    public void AnyActs_AgreeWithTheNaiveModel()
    {
        var acts = Gen.ListOf(Gen.Choose(0, 99)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(acts, Run));
    }

    [Fact]
    public void Admit_BeyondTheBytes_IsBusy()
    {
        var pool = new TransactionPool(100, maxSizeBytes: 10);
        pool.LearnNonce(SenderOf(0), 0);
        pool.Admit(Make(0, 0, sizeBytes: 6), TimeSpan.Zero);
        Should.Throw<ChainBusyException>(() => pool.Admit(Make(0, 1, sizeBytes: 5), TimeSpan.FromSeconds(3))).RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));
        pool.Admit(Make(0, 1, sizeBytes: 4), TimeSpan.Zero);
    }

    private static void Run(IList<int> acts)
    {
        var pool = new TransactionPool(MaxTransactions, maxSizeBytes: long.MaxValue);
        var waiting = new List<PendingTransaction>();
        var inFlight = new List<PendingTransaction>();
        var nonces = new ulong[3];
        for (var sender = 0; sender < nonces.Length; sender++) pool.LearnNonce(SenderOf(sender), 0);
        foreach (var act in acts)
        {
            var sender = act % 3;
            if (act < 60) Admit(pool, Make(sender, nonces[sender], gas: 1 + ((ulong)act % 7)), waiting, inFlight, nonces, sender);
            else if (act < 70) RefuseWrongNonce(pool, sender, nonces[sender]);
            else if (act < 85 && inFlight.Count == 0) Take(pool, waiting, inFlight);
            else
            {
                pool.Settle();
                inFlight.Clear();
            }

            pool.Count.ShouldBe(waiting.Count + inFlight.Count);
            waiting.Concat(inFlight).ShouldAllBe(transaction => pool.Contains(transaction.Hash));
            pool.TryGetNextNonce(SenderOf(sender), out var next).ShouldBeTrue();
            next.ShouldBe(nonces[sender]);
        }
    }

    private static void Admit(
        TransactionPool pool, PendingTransaction transaction, List<PendingTransaction> waiting, List<PendingTransaction> inFlight, ulong[] nonces, int sender)
    {
        if (waiting.Count + inFlight.Count == MaxTransactions)
        {
            Should.Throw<ChainBusyException>(() => pool.Admit(transaction, TimeSpan.Zero));
            return;
        }

        pool.Admit(transaction, TimeSpan.Zero);
        pool.Admit(transaction, TimeSpan.Zero);
        waiting.Add(transaction);
        nonces[sender]++;
    }

    private static void RefuseWrongNonce(TransactionPool pool, int sender, ulong next)
    {
        Should.Throw<ChainRefusedException>(() => pool.Admit(Make(sender, next + 1, mark: 7), TimeSpan.Zero)).Refusal.ShouldBe(ChainRefusal.NonceGap);
        if (next == 0) return;
        Should.Throw<ChainRefusedException>(() => pool.Admit(Make(sender, next - 1, mark: 7), TimeSpan.Zero)).Refusal
            .ShouldBeOneOf(ChainRefusal.NonceTaken, ChainRefusal.NonceTooLow);
    }

    private static void Take(TransactionPool pool, List<PendingTransaction> waiting, List<PendingTransaction> inFlight)
    {
        var gas = 0UL;
        while (waiting.Count > 0 && inFlight.Count < 3 && gas + waiting[0].GasLimit <= GasLimit)
        {
            gas += waiting[0].GasLimit;
            inFlight.Add(waiting[0]);
            waiting.RemoveAt(0);
        }

        pool.Take(GasLimit, maxCount: 3).ShouldBe(inFlight);
    }

    private static Address SenderOf(int index)
    {
        var bytes = new byte[Address.SizeBytes];
        bytes[^1] = (byte)(index + 1);
        return new Address(bytes);
    }

    private static PendingTransaction Make(int sender, ulong nonce, ulong gas = 1, int sizeBytes = 1, byte mark = 0)
    {
        var hash = new byte[Bytes32.SizeBytes];
        hash[0] = mark;
        hash[1] = (byte)sender;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(hash.AsSpan(8), nonce);
        return new PendingTransaction(new byte[sizeBytes], new Bytes32(hash), SenderOf(sender), nonce, gas);
    }
}
