using Google.Protobuf;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Hosting;

namespace Ledger.Node.Relay;

/// <summary>Brings signed messages to the chain, each at most once whatever happens. Thread-safe.</summary>
/// <remarks>
/// A message's name is its digest: one that was applied is answered from the index, one on its way is waited for, and only another is
/// checked, tried out, journalled and sent. What is refused before it is journalled leaves nothing behind, so it may be sent again.
/// </remarks>
internal sealed class MessageRelay : IAsyncDisposable
{
    private readonly NodeServices _services;
    private readonly RelayJournal _journal;
    private readonly OutcomeReader _outcomes;
    private readonly MessageChecks _checks;
    private readonly PreFlight _preFlight;
    private readonly TransactionMaker _maker;
    private readonly RelaySender _sender;
    private readonly OutcomeTracker _tracker;
    private readonly TransactionQueue _queue;
    private readonly Settlement _settlement;
    private readonly SerialsOnTheirWay _serials = new();
    private readonly Task _inherited;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _never = new TaskCompletionSource().Task;
    private Task _run = Task.CompletedTask;
    private readonly ILogger _logger;
    private string? _failure;

    private MessageRelay(NodeServices services, RelayJournal journal)
    {
        _services = services;
        _journal = journal;
        _inherited = Task.WhenAll(journal.All().Select(entry => entry.Done));
        var (index, time) = (services.Index, services.Overrides.TimeProvider);
        var logger = services.Loggers.CreateLogger<MessageRelay>();
        _logger = logger;
        _outcomes = new OutcomeReader(services.Database, () => services.Network.Descriptor);
        _checks = new MessageChecks(index, time);
        _preFlight = new PreFlight(services.Chain, index, time);
        _maker = new TransactionMaker(services.Account, services.Network, index);
        _sender = new RelaySender(services.Chain, journal, time, logger);
        _tracker = new OutcomeTracker(index, services.Network, journal, _outcomes, _preFlight, logger);
        _queue = new TransactionQueue(services.Chain, services.Account.Address, index, journal);
        _settlement = new Settlement(services, _queue, _preFlight, _maker, _sender);
    }

    /// <summary>Ends when nobody is to wait any more.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>What keeps messages from being sent; null when all is well.</summary>
    public string? Problem => Volatile.Read(ref _failure) ?? _sender.Problem;

    /// <summary>Opens the relay with what its journal has. Nothing runs before <see cref="Start"/>.</summary>
    /// <exception cref="JournalException">The journal is damaged.</exception>
    public static MessageRelay Open(NodeServices services) => new(services, RelayJournal.Open(services.Database, services.Overrides.RelayFaults));

    /// <summary>Starts sending and tracking.</summary>
    public void Start() => _run = Task.WhenAll(RunAsync(_sender.RunAsync), RunAsync(_tracker.RunAsync));

    /// <summary>Answers everyone who waits with what is known, and lets nobody wait from now on.</summary>
    public void StopWaiting() => _stopping.Cancel();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _run;
        _queue.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Takes messages.</summary>
    /// <param name="signed">The messages, in order.</param>
    /// <param name="wait">Whether to wait for their outcomes.</param>
    /// <param name="allOrNothing">Whether to submit none when one is refused.</param>
    /// <param name="deadline">The caller's deadline, UTC; <see cref="DateTime.MaxValue"/> when it has none.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>An outcome for each.</returns>
    /// <exception cref="LedgerException">Nothing was journalled: the request is malformed or too large, the chain is away, the relay or the disk full.</exception>
    public async Task<IReadOnlyList<MessageOutcome>> SubmitAsync(
        IReadOnlyList<SignedMessage> signed, bool wait, bool allOrNothing, DateTime deadline, CancellationToken cancellationToken)
    {
        using var limit = new SubmitLimit(_services.Overrides.TimeProvider, deadline, cancellationToken, _stopping.Token);
        if (!_services.Network.IsDeployed) await limit.WaitForChainAsync(_services.Network.Deployed.WaitAsync);
        var messages = MessageParser.Parse(signed, _services.Network.Descriptor);
        var refused = new Dictionary<Bytes32, Error>();
        var candidates = Candidates(messages, refused);
        if (allOrNothing && refused.Count > 0) HoldBack(candidates, refused);
        else if (candidates.Count > 0) await AcceptAsync(candidates, refused, allOrNothing, limit);
        if (wait) await WaitForAsync(messages, limit);
        return [.. messages.Select(message => refused.TryGetValue(message.Digest, out var error) ? Refused(message.Digest, error) : Known(message.Digest))];
    }

    /// <summary>Does what anyone may do when its time has come.</summary>
    /// <param name="request">What.</param>
    /// <param name="deadline">The caller's deadline, UTC; <see cref="DateTime.MaxValue"/> when it has none.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <exception cref="LedgerException">The contract refuses it, it is malformed, or on its way still when the caller's time is over.</exception>
    public async Task<SettleResponse> SettleAsync(SettleRequest request, DateTime deadline, CancellationToken cancellationToken)
    {
        using var limit = new SubmitLimit(_services.Overrides.TimeProvider, deadline, cancellationToken, _stopping.Token);
        if (!_services.Network.IsDeployed) await limit.WaitForChainAsync(_services.Network.Deployed.WaitAsync);
        return await _settlement.SettleAsync(request, limit);
    }

    /// <summary>The outcome of a message.</summary>
    /// <exception cref="LedgerException">The node knows no such message.</exception>
    public OutcomeResponse OutcomeOf(Bytes32 digest)
    {
        var outcome = Find(digest) ?? throw new LedgerException(
            ErrorCode.MessageUnknown, $"No message {digest} is on its way or on the chain.", "Check the digest, or submit the message.", "digest");
        var response = new OutcomeResponse { Outcome = outcome };
        if (_services.Index.Cursor is { } cursor)
        {
            response.Height = new Height
            {
                Number = cursor.Number,
                Hash = ByteString.CopyFrom(cursor.Hash.Span),
                Timestamp = cursor.TimestampSeconds,
                Digest = ByteString.CopyFrom(cursor.Digest.Span),
            };
        }

        return response;
    }

    // What ends here is started by the next node; what is journalled stays where it is.
    private async Task RunAsync(Func<CancellationToken, Task> part)
    {
        try
        {
            await Task.Run(() => part(_stopping.Token), CancellationToken.None);
        }
        catch (Exception exception)
        {
            _logger.LogCritical(exception, "The relay has stopped: {Reason}", exception.Message);
            Volatile.Write(ref _failure, $"it has stopped: {exception.Message}");
        }
    }

    private static MessageOutcome Refused(Bytes32 digest, Error error) => new()
    {
        Digest = ByteString.CopyFrom(digest.Span),
        State = MessageOutcome.Types.State.Failed,
        Error = error,
    };

    private static MessageOutcome Pending(Bytes32 digest) => new()
    {
        Digest = ByteString.CopyFrom(digest.Span),
        State = MessageOutcome.Types.State.Pending,
    };

    private MessageOutcome Known(Bytes32 digest) => Find(digest) ?? Pending(digest);

    // On its way comes first: a message that failed once may be tried again.
    private MessageOutcome? Find(Bytes32 digest) =>
        _journal.FindMessage(digest) is not null && !_outcomes.IsApplied(digest) ? Pending(digest) : _outcomes.Find(digest) ?? _journal.FindFailure(digest);

    private List<ParsedMessage> Candidates(IReadOnlyList<ParsedMessage> messages, Dictionary<Bytes32, Error> refused)
    {
        var candidates = new List<ParsedMessage>();
        foreach (var message in messages.DistinctBy(message => message.Digest))
        {
            if (IsTaken(message)) continue;
            if (_checks.Check(message) is { } error) refused[message.Digest] = error;
            else candidates.Add(message);
        }

        return candidates;
    }

    private static void HoldBack(IEnumerable<ParsedMessage> messages, Dictionary<Bytes32, Error> refused)
    {
        foreach (var message in messages)
        {
            refused[message.Digest] = new Error
            {
                Code = ErrorCode.HeldBack,
                Message = "It was held back because another message of the request is refused.",
                Cure = "Cure the other message, and submit both again.",
            };
        }
    }

    private bool IsTaken(ParsedMessage message) => _journal.FindMessage(message.Digest) is not null || _outcomes.IsApplied(message.Digest);

    private async Task AcceptAsync(List<ParsedMessage> candidates, Dictionary<Bytes32, Error> refused, bool allOrNothing, SubmitLimit limit)
    {
        // One at a time: two requests with the same message must not both find it new.
        await limit.WaitForTurnAsync(_queue.Turn);
        try
        {
            candidates.RemoveAll(IsTaken);
            await CheckSerialsAsync(candidates, refused, limit);
            var accepted = await TryOutAsync(candidates, refused, limit);
            if (allOrNothing && refused.Count > 0)
            {
                HoldBack(accepted.Select(a => a.Message), refused);
                return;
            }

            await JournalAsync([.. Groups(accepted)], limit);
        }
        finally
        {
            _queue.Turn.Release();
        }

        _sender.Wake();
    }

    // The index was asked before; here it is asked for what came in between, and what is on its way beside it.
    private async Task CheckSerialsAsync(List<ParsedMessage> candidates, Dictionary<Bytes32, Error> refused, SubmitLimit limit)
    {
        var runs = candidates.Where(candidate => candidate.Run is not null).ToList();
        if (runs.Count == 0) return;

        // What an earlier process journalled has first to reach the index, where its serials are found.
        await limit.WaitForChainAsync(_inherited.WaitAsync);
        var inRequest = new SerialsOnTheirWay();
        foreach (var message in runs)
        {
            var run = message.Run!;
            if ((_serials.Check(run) ?? inRequest.Check(run) ?? _checks.Check(message)) is { } error)
            {
                refused[message.Digest] = error;
                candidates.Remove(message);
            }
            else if (runs.Count > 1)
            {
                inRequest.Add(run, _never);
            }
        }
    }

    private async Task<List<(ParsedMessage Message, ulong Gas)>> TryOutAsync(List<ParsedMessage> candidates, Dictionary<Bytes32, Error> refused, SubmitLimit limit)
    {
        var accepted = new List<(ParsedMessage, ulong)>(candidates.Count);
        if (candidates.Count == 0) return accepted;
        IReadOnlyList<ProbeAnswer> answers = [];
        await limit.WaitForChainAsync(async token => answers = await _preFlight.TryAsync(candidates, token));
        foreach (var (message, answer) in candidates.Zip(answers))
        {
            if (answer.IsSuccess) accepted.Add((message, answer.GasUsed));
            else refused[message.Digest] = ContractRefusals.Decode(answer.Data, new(new LatestRows(_services.Database)));
        }

        return accepted;
    }

    // The Relay contract passes no acts of the council on: each goes by itself, in its place.
    private static IEnumerable<List<(ParsedMessage Message, ulong Gas)>> Groups(List<(ParsedMessage Message, ulong Gas)> accepted)
    {
        var group = new List<(ParsedMessage Message, ulong Gas)>();
        foreach (var item in accepted)
        {
            var isAlone = !item.Message.Call.Message.Type.IsRelayable;
            if (isAlone && group.Count > 0)
            {
                yield return group;
                group = [];
            }

            group.Add(item);
            if (!isAlone) continue;
            yield return group;
            group = [];
        }

        if (group.Count > 0) yield return group;
    }

    private async Task JournalAsync(List<List<(ParsedMessage Message, ulong Gas)>> groups, SubmitLimit limit)
    {
        if (groups.Count == 0) return;
        var pending = await _queue.JournalAsync([.. groups.Select(Draft)], limit);
        foreach (var (group, entry) in groups.Zip(pending))
        {
            foreach (var item in group)
            {
                if (item.Message.Run is { } run) _serials.Add(run, entry.Done);
            }
        }
    }

    private TransactionDraft Draft(List<(ParsedMessage Message, ulong Gas)> group) =>
        new([.. group.Select(item => item.Message.Digest)], nonce => _maker.Make(nonce, group));

    private async Task WaitForAsync(IReadOnlyList<ParsedMessage> messages, SubmitLimit limit)
    {
        foreach (var message in messages)
        {
            if (_journal.FindMessage(message.Digest) is not { } entry) continue;
            if (!await limit.WaitAsync(entry.Done)) return;
        }
    }
}
