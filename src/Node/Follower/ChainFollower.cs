using Ledger.Contracts.Projection;
using Ledger.Native.Memory;
using Ledger.Native.RocksDb;
using Ledger.Node.Chain;
using Ledger.Node.Index;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Follower;

/// <summary>Brings every block of the chain into the index, in order, and goes on for ever. Faults of the chain are waited out; contradictions halt it.</summary>
internal sealed class ChainFollower
{
    private readonly IChain _chain;
    private readonly IndexWriter _writer;
    private readonly SerialIndex _serials;
    private readonly FollowerOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<ChainFollower> _logger;
    private readonly BlockReader _reader;
    private readonly SealTracker? _seals;
    private FollowerHealth _health = new(FollowerState.Stopped, "the follower has not started");
    private Task _seal = Task.CompletedTask;
    private Task _givingBack = Task.CompletedTask;
    private long _gaveBackAt;
    private ulong _acknowledged;
    private int _rereads;
    private int _faults;

    /// <summary>Prepares a follower; nothing runs before <see cref="RunAsync"/>.</summary>
    /// <param name="chain">The chain, started or starting.</param>
    /// <param name="reader">Reads its blocks.</param>
    /// <param name="writer">Takes them; nobody else may use it while this runs.</param>
    /// <param name="serials">The writer's serial index, sealed from here.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="timeProvider">Delays.</param>
    /// <param name="logger">Alarms.</param>
    /// <param name="seals">Holds blocks against their seals, and is known to the reader; null where there are none.</param>
    public ChainFollower(
        IChain chain,
        BlockReader reader,
        IndexWriter writer,
        SerialIndex serials,
        FollowerOptions options,
        TimeProvider timeProvider,
        ILogger<ChainFollower> logger,
        SealTracker? seals = null)
    {
        (_chain, _reader, _writer, _serials, _seals) = (chain, reader, writer, serials, seals);
        (_options, _timeProvider, _logger) = (options, timeProvider, logger);
    }

    /// <summary>How it is.</summary>
    public FollowerHealth Health
    {
        get
        {
            var health = Volatile.Read(ref _health);
            var (head, cursor) = (_chain.Head, _writer.Cursor?.Number ?? 0);
            if (health.State is not FollowerState.AtHead || head >= cursor) return health;

            // Endpoints that are behind catch up; a chain that was set back differs as soon as it grows, if not at once.
            return new(FollowerState.Waiting, $"The chain's newest block is {head}, and the index has {cursor}: the endpoints are behind, or the chain was restored from a backup.");
        }
    }

    /// <summary>Blocks of the chain that the index lacks.</summary>
    public ulong Lag => _chain.Head >= _writer.NextBlock ? _chain.Head - _writer.NextBlock + 1 : 0;

    /// <summary>Follows until cancelled or halted.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) when (Judge(exception) is { } health)
            {
                if (!await RecoverAsync(health, exception, cancellationToken)) break;
            }
        }

        await _seal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (_seals is not null) await _seals.PrepareAsync(_reader, cancellationToken);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reads = new Queue<Task<IReadOnlyList<VerifiedBlock>>>();
        var next = _writer.NextBlock;
        var size = new ReadSize(_options);
        VerifiedBlock? held = null;
        try
        {
            while (true)
            {
                if (reads.Count == 0 && next > _chain.Head)
                {
                    await FlushAsync();
                    Report(new(FollowerState.AtHead, null));
                    await _chain.WaitForHeadAsync(next - 1, cancellationToken);
                }

                for (var head = _chain.Head; reads.Count < _options.MaxReads && next <= head;)
                {
                    var count = (int)Math.Min((ulong)size.Blocks, head - next + 1);
                    reads.Enqueue(_reader.ReadAsync(next, count, _rereads >= _options.MaxRereads, reading.Token));
                    next += (ulong)count;
                }

                if (reads.TryPeek(out var read))
                {
                    if (_seal.IsFaulted) await _seal;
                    await WriteMeanwhileAsync(read);
                    var blocks = await read;
                    size.Learn(blocks);
                    var isLast = reads.Count == 1 && next > _chain.Head;
                    var linked = RequireLinked(held is null ? blocks : [held, .. blocks], isLast);
                    held = isLast ? null : blocks[^1];
                    if (linked.Count > 0) await TakeAsync(linked);
                    _ = reads.Dequeue();
                }
            }
        }
        finally
        {
            // Where there is a context, as in a simulation that replays a seed on one thread, this stays on it.
#pragma warning disable MA0042, CA1849 // What is cancelled only ends the reads below, which are waited for anyway.
            reading.Cancel();
#pragma warning restore MA0042, CA1849
            Task ended = Task.WhenAll(reads);
            await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

            // What was applied is good, whatever came behind it. A write that fails now is the graver fault and takes the place of the first.
            await FlushAsync();
        }
    }

    // Far behind, batches grow while blocks come faster than they are applied; at the head each range is written at once.
    private async Task TakeAsync(IReadOnlyList<VerifiedBlock> blocks)
    {
        var isAtHead = blocks[^1].Number >= _chain.Head;
        if (!isAtHead) Report(new(FollowerState.CatchingUp, null));
        await _writer.StageAsync(blocks, isAtHead);
        if (isAtHead) await _writer.FlushAsync();
        else if (_writer.OpenBlocks >= _options.MaxBlocksPerBatch) await _writer.HandOverAsync();
        (_rereads, _faults) = (0, 0);
        Acknowledge();
        if (_serials.IsSealDue && _seal.IsCompleted) _seal = SealAsync();
        if (!isAtHead) GiveBackMemory();
    }

    // Whoever catches up, seals and merges passes the database through its cache, on ever other threads, and what they free for one another the C library keeps for each.
    private void GiveBackMemory()
    {
        if (!_givingBack.IsCompleted || _timeProvider.GetElapsedTime(_gaveBackAt).TotalMilliseconds < _options.GiveBackIntervalMilliseconds) return;
        _gaveBackAt = _timeProvider.GetTimestamp();

        // Nobody waits for it, and it cannot fail.
        _givingBack = Task.Run(NativeHeap.GiveBackFree);
    }

    // There is nothing to apply: what was applied is written meanwhile, but only when nobody has to wait for that, since blocks may come before the batch before
    // it is written. The chain learns of what is written in any case, since it may wait for that before it gives more.
    private async Task WriteMeanwhileAsync(Task read)
    {
        while (!read.IsCompleted)
        {
            if (_writer.Writing.IsCompleted) await _writer.HandOverAsync();
            Acknowledge();
            await (_writer.Writing.IsCompleted ? Task.WhenAny(read) : Task.WhenAny(read, _writer.Writing));
        }

        Acknowledge();
    }

    private async Task FlushAsync()
    {
        await _writer.FlushAsync();
        Acknowledge();
    }

    private void Acknowledge()
    {
        if (_writer.Cursor is not { } cursor || cursor.Number <= _acknowledged) return;
        _acknowledged = cursor.Number;
        _chain.Followed(cursor.Number);
    }

    // A block after another parent is corruption, unless somebody else has the one that fits: then the first is not to be believed.
    // Block by block: what nobody sealed is told from a change of the chain by being looked at before its successor. The last block of a read waits for the
    // first of the next, where there is one: a block that all endpoints made up is found out by its successor, and then it is not in the index yet.
    private List<VerifiedBlock> RequireLinked(IReadOnlyList<VerifiedBlock> blocks, bool isLast)
    {
        var taken = isLast ? blocks.Count : blocks.Count - 1;
        var linked = new List<VerifiedBlock>(blocks.Count);
        var parent = _writer.ParentHash ?? (blocks[0].Number == 1 ? _chain.GenesisHash : null);
        foreach (var block in blocks)
        {
            if (parent is { } hash && block.Header.ParentHash != hash)
            {
                var reason = $"Block {block.Number} ({block.Hash}) names {block.Header.ParentHash} as its parent, and {hash} comes before it.";
                if (_chain.Disbelieve(block.Teller, reason)) throw new ChainUnavailableException(reason, TimeSpan.Zero);
                throw new IndexCorruptException($"{reason} A final block was changed: find out which chain is right; nothing is followed until then.");
            }

            if (linked.Count < taken) linked.Add(_seals is null ? block : _seals.Check(block));
            parent = block.Hash;
        }

        return linked;
    }

    // Beside the writer, which makes room itself should this not keep up. What fails here is tried again with the next block.
    private async Task SealAsync()
    {
        try
        {
            await _serials.SealAsync(CancellationToken.None);

            // At the head little is freed, but by seals and merges; and these are seldom.
            NativeHeap.GiveBackFree();
        }
        catch (Exception exception) when (exception is SerialIndexCorruptException or RocksDbException { Kind: RocksDbErrorKind.Corruption })
        {
            // Never quietly wrong: reads are refused now, and the next block stops the follower with the same fault.
            _logger.LogCritical(exception, "The serial index is corrupt; the index halts.");
            Report(new(FollowerState.Halted, exception.Message));
            throw;
        }
        catch (RocksDbException exception)
        {
            _logger.LogError(exception, "Serials could not be merged into their buckets; it is tried again.");
        }
    }

    private FollowerHealth? Judge(Exception exception) => exception switch
    {
        ChainChangedException => new(FollowerState.Halted, exception.Message),
        ChainException => new(FollowerState.Waiting, exception.Message),
        NoRoomException => new(FollowerState.DiskFull, exception.Message),
        UntrueBlockException untrue when _chain.Disbelieve(untrue.Teller, untrue.Message) || _rereads++ < _options.MaxRereads => new(FollowerState.Waiting, exception.Message),
        UntrueBlockException or ProjectionException or IndexCorruptException or SerialIndexCorruptException => new(FollowerState.Halted, exception.Message),
        RocksDbException { Kind: RocksDbErrorKind.Busy } => new(FollowerState.Waiting, exception.Message),
        _ => new(FollowerState.Halted, $"The index cannot go on: {exception.Message}"),
    };

    private async Task<bool> RecoverAsync(FollowerHealth health, Exception exception, CancellationToken cancellationToken)
    {
        if (health.State is FollowerState.Halted)
        {
            _logger.LogCritical(exception, "The index has halted at block {Block}: {Reason}", _writer.NextBlock, health.Reason);
            Report(health);
            return false;
        }

        if (Health != health) _logger.LogWarning("The index waits at block {Block}: {Reason}", _writer.NextBlock, health.Reason);
        Report(health);
        var exponent = Math.Min(_faults++, 16);
        var delay = Math.Min((long)_options.MinRetryDelayMilliseconds << exponent, _options.MaxRetryDelayMilliseconds);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(delay), _timeProvider, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // Halted is final: the follower and a seal beside it report at once, and neither may talk the other's fault away.
    private void Report(FollowerHealth health)
    {
        var last = Volatile.Read(ref _health);
        while (last.State is not FollowerState.Halted)
        {
            var found = Interlocked.CompareExchange(ref _health, health, last);
            if (ReferenceEquals(found, last)) return;
            last = found;
        }
    }
}
