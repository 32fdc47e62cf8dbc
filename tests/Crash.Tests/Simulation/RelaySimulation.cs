using Ledger.Api.Errors;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Ethereum.Trie;
using Ledger.Node.Chain;
using Ledger.Node.Follower;
using Ledger.Node.Hosting;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Ledger.Node.Relay;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Crash.Tests.Simulation;

/// <summary>
/// One life of a relay with its follower under one seed: journal, sender, tracker and index are the node's own; clock, network, pool, blocks and clients are
/// simulated. What was acknowledged must never be forgotten, and in the end each message must have been applied once.
/// </summary>
/// <param name="database">Its database, empty.</param>
/// <param name="room">The database's disk.</param>
/// <param name="network">Whose events count.</param>
/// <param name="account">Who sends.</param>
/// <param name="seed">What it chooses.</param>
internal sealed class RelaySimulation(LedgerDatabase database, SimulatedRoom room, NetworkDescriptor network, EthereumPrivateKey account, int seed)
{
    private const int Messages = 14;
    private const int MostInOne = 3;
    private const int Clients = 2;

    private static readonly Bytes32 Genesis = Keccak256.Hash([0]);
    private static readonly FollowerOptions Options = new() { BlocksPerRead = 4, MaxReads = 3, ReadTimeoutMilliseconds = 2_000 };
    private static readonly TimeSpan Weather = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan MaxLife = TimeSpan.FromMinutes(3);

    private readonly Random _random = new(seed);
    private readonly VirtualTime _time = new();
    private readonly List<ChainBlock> _blocks = [];
    private readonly HashSet<Bytes32> _acknowledged = [];
    private readonly Bytes32[] _messages = [.. Enumerable.Range(0, Messages).Select(i => Keccak256.Hash(BitConverter.GetBytes(((long)seed << 8) + i)))];
    private bool _isOver;

    /// <summary>What happened, in order.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>How often the node was killed and started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Runs it.</summary>
    public void Run() => new SimulationThread(_time).Run(LiveAsync);

    private async Task LiveAsync()
    {
        await using var chain = new SimulatedPool(_blocks, network, Genesis, _random, _time, Trace);
        var mining = MineAsync(chain);
        while (await LifeAsync(chain))
        {
            Restarts++;
            if (mining.IsFaulted) await mining;
        }

        _isOver = true;
        await mining;
        chain.Violation.ShouldBeNull(Hint());
        RelayJournal.Open(database).Count.ShouldBe(0, $"what is done is still in the journal. {Hint()}");
    }

    private async Task MineAsync(SimulatedPool chain)
    {
        while (!_isOver)
        {
            if (_time.Elapsed > MaxLife) throw new InvalidOperationException("The messages do not get through.");
            chain.IsCalm = _time.Elapsed >= Weather;
            room.IsFull = !chain.IsCalm && _random.Next(8) == 0;
            chain.Mine();
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(50, 1_500)), _time);
        }
    }

    /// <returns>Whether it must be started again.</returns>
    private async Task<bool> LifeAsync(SimulatedPool chain)
    {
        var kills = new Kills(_random, () => !chain.IsCalm, Trace);
        using var index = LedgerIndex.Open(database, network, new(1, Genesis), new(), kills);
        var journal = RelayJournal.Open(database, kills);
        var outcomes = new OutcomeReader(database, () => network);
        RequireKept(journal, outcomes);
        var reader = new BlockReader(chain, network, index.Serials, Options, _time);
        var follower = new ChainFollower(chain, reader, index.Writer, index.Serials, Options, _time, NullLogger<ChainFollower>.Instance);
        var sender = new RelaySender(chain, journal, _time, NullLogger.Instance);
        var tracker = new OutcomeTracker(
            index, new LedgerNetwork(new StoredNetwork(network, 0, [])), journal, outcomes, new PreFlight(chain, index, _time), NullLogger.Instance);
        using var queue = new TransactionQueue(chain, account.Address, index, journal);
        using var stop = new CancellationTokenSource();
        Task[] parts =
        [
            follower.RunAsync(stop.Token), tracker.RunAsync(stop.Token), sender.RunAsync(stop.Token),
            Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => SubmitAsync(queue, journal, outcomes, sender, stop.Token))),
        ];
        var end = Task.Delay(chain.IsCalm ? MaxLife : TimeSpan.FromMilliseconds(_random.Next(100, 12_000)), _time, stop.Token);
        var first = await Task.WhenAny([.. parts, end]);
        Trace.Add($"{_time.Elapsed} ends at {index.Cursor?.Number}: {follower.Health}, {journal.Count} on their way");

        // Cancelled here and now: callbacks on another thread could not be replayed.
#pragma warning disable MA0042, CA1849
        stop.Cancel();
#pragma warning restore MA0042, CA1849
        foreach (var part in parts.Append(end)) await part.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        RequireTrue(index);
        if (first.IsFaulted && !kills.HasKilled) await first;
        if (first != parts[^1] || kills.HasKilled) return true;
        RequireAppliedOnce(index);
        journal.Count.ShouldBe(0, Hint());
        return false;
    }

    // What MessageRelay does once a message is checked and tried out; its checks are no part of this.
    private async Task SubmitAsync(TransactionQueue queue, RelayJournal journal, OutcomeReader outcomes, RelaySender sender, CancellationToken cancellationToken)
    {
        while (!_messages.All(outcomes.IsApplied) || journal.Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(10, 1_800)), _time, cancellationToken);
            RequireKept(journal, outcomes);

            // A turn that is taken is waited for by the clock alone: a semaphore wakes its waiters on threads of its own.
            while (!await queue.Turn.WaitAsync(0, cancellationToken)) await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(1, 50)), _time, cancellationToken);
            try
            {
                var chosen = Enumerable.Range(0, _random.Next(1, MostInOne + 1)).Select(_ => _messages[_random.Next(Messages)]).Distinct()
                    .Where(digest => journal.FindMessage(digest) is null && !outcomes.IsApplied(digest)).ToList();
                if (chosen.Count > 0 && await JournalAsync(queue, chosen, cancellationToken)) sender.Wake();
            }
            finally
            {
                queue.Turn.Release();
            }
        }
    }

    private async Task<bool> JournalAsync(TransactionQueue queue, List<Bytes32> digests, CancellationToken cancellationToken)
    {
        using var limit = new SubmitLimit(_time, DateTime.MaxValue, cancellationToken, CancellationToken.None);
        try
        {
            var entry = (await queue.JournalAsync([new(digests, nonce => Sign(nonce, digests))], limit))[0];
            Trace.Add($"{_time.Elapsed} nonce {entry.Entry.Nonce} has {digests.Count}");
            _acknowledged.UnionWith(digests);
            return true;
        }
        catch (LedgerException exception)
        {
            // Nothing was journalled, and whoever asked was told so.
            Trace.Add($"{_time.Elapsed} {exception.Message}");
            return false;
        }
    }

    private SignedTransaction Sign(ulong nonce, List<Bytes32> digests) => new LegacyTransaction
    {
        ChainId = network.ChainId,
        Nonce = nonce,
        GasLimit = 1_000_000,
        GasPrice = 0,
        To = network.AddressOf(LedgerContract.Catalogue),
        Data = digests.SelectMany(digest => digest.ToArray()).ToArray(),
    }.Sign(account);

    private ulong Cursor() => database.Rocks.Get(database.Meta, IndexCursor.Key) is { } row ? IndexCursor.Decode(row).Number : 0;

    private void RequireKept(RelayJournal journal, OutcomeReader outcomes)
    {
        foreach (var digest in _acknowledged)
        {
            var isKnown = journal.FindMessage(digest) is not null || outcomes.Find(digest) is not null || journal.FindFailure(digest) is not null;
            isKnown.ShouldBeTrue($"message {digest} was acknowledged and is lost. {Hint()}");
            if (journal.FindMessage(digest) is not null) journal.FindFailure(digest).ShouldBeNull($"what is tried again has failed already. {Hint()}");
            if (journal.FindFailure(digest) is { } failure)
                failure.Block.ShouldBeLessThanOrEqualTo(Cursor(), $"an outcome was told before its block was in the index. {Hint()}");
        }
    }

    private void RequireTrue(LedgerIndex index)
    {
        for (var number = 1ul; number <= (index.Cursor?.Number ?? 0); number++)
            BlockRow.Decode(database.Rocks.Get(database.Blocks, BlockRow.KeyOf(number))!).Hash.ShouldBe(_blocks[(int)number - 1].ClaimedHash, Hint());
    }

    private void RequireAppliedOnce(LedgerIndex index)
    {
        var applied = new List<Bytes32>();
        for (var number = 1ul; number <= index.Cursor!.Number; number++)
        {
            foreach (var row in ReceiptRows.Of(database, number))
            {
                foreach (ref readonly var log in ReceiptRlp.Decode(row.Receipt.Span).Logs.ToArray().AsSpan())
                {
                    if (AppliedEvent.TryDecode(log.Topics.Span, log.Data.Span, out var message)) applied.Add(message.Digest);
                }
            }
        }

        applied.Count.ShouldBe(Messages, $"a message was applied twice or never. {Hint()}");
        applied.ToHashSet().SetEquals(_messages).ShouldBeTrue(Hint());
    }

    private string Hint() => $"Replay it with LEDGER_SEED={seed}:\n{string.Join('\n', Trace.TakeLast(40))}";

    private sealed class Kills(Random random, Func<bool> isOn, List<string> trace) : IIndexFaults, IRelayFaults
    {
        public bool HasKilled { get; private set; }

        public void At(IndexStep step, ulong block) => Reach($"{step} of block {block}", 60);

        public void At(RelayStep step, ulong nonce) => Reach($"{step} of nonce {nonce}", 12);

        private void Reach(string step, int oneIn)
        {
            // Whatever is still under way when the node dies does nothing any more.
            if (!HasKilled && (!isOn() || random.Next(oneIn) != 0)) return;
            HasKilled = true;
            trace.Add($"killed at {step}");
            throw new InvalidOperationException($"simulated: killed at {step}");
        }
    }
}
