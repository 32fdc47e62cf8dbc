using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;
using Ledger.Node.Chain;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Follower;

/// <summary>Holds every block against the commit seals of the chain's validators, from the genesis block on. For one caller at a time, but for <see cref="IsOn"/>.</summary>
/// <remarks>
/// What is known of the validators is a row of <c>meta</c>, written in the batch of the block that it is about. Blocks before the contracts were deployed are
/// read and judged once, at the first start; blocks that were followed without seals are judged when seals are asked for.
/// </remarks>
/// <param name="chain">The chain.</param>
/// <param name="network">Whose genesis hash, and validators if it names them, are trusted.</param>
/// <param name="mode">Whether to judge at all.</param>
/// <param name="index">Where the blocks go.</param>
/// <param name="logger">Tells what is judged.</param>
internal sealed class SealTracker(IChain chain, NetworkDescriptor network, SealMode mode, LedgerIndex index, ILogger logger)
{
    private const int ReadsAtOnce = 4;
    private const int StoredHeadersAtOnce = 1_024;

    private readonly LedgerDatabase _database = index.Database;
    private readonly IndexWriter _writer = index.Writer;
    private QbftTrust? _genesis;
    private QbftTrust? _trust;
    private bool _isSettled;

    /// <summary>The row's key in <c>meta</c>.</summary>
    public static ReadOnlySpan<byte> Key => "validators"u8;

    /// <summary>Whether blocks are judged: known from the first <see cref="PrepareAsync"/> on.</summary>
    public bool IsOn => Volatile.Read(ref _genesis) is not null;

    /// <summary>Reads what is known up to the block before the one that comes next, and judges what has not been judged so far.</summary>
    /// <exception cref="UntrueBlockException">An endpoint told a header that is not sealed.</exception>
    /// <exception cref="IndexCorruptException">A block in the index is not, or the chain has no such seals.</exception>
    /// <exception cref="ChainUnavailableException">The chain cannot answer now.</exception>
    public async Task PrepareAsync(BlockReader reader, CancellationToken cancellationToken)
    {
        if (mode is SealMode.None) return;
        if (!_isSettled) Volatile.Write(ref _genesis, await StartAsync(cancellationToken));
        if (!_isSettled && _genesis is { } start)
            logger.LogInformation("Blocks are held against the seals of their validators, {Count} at the genesis block.", start.Validators.Count);
        _isSettled = true;
        if (_genesis is null) return;
        var target = _writer.NextBlock - 1;
        _trust = Read(target) ?? _genesis;
        while (_trust.Number < target)
        {
            _trust = _trust.Number + 1 < _writer.Start.FirstBlock
                ? await ReadOnAsync(_trust, Math.Min(target, _writer.Start.FirstBlock - 1), reader, cancellationToken)
                : JudgeStored(_trust, target, cancellationToken);
            Write(_trust);
        }

        if (_writer.ParentHash is { } parent && parent != _trust.Hash)
            throw new IndexCorruptException($"Block {target} of the index is {parent}, and the sealed chain has {_trust.Hash} there: run 'ledger index rebuild --from chain'.");
    }

    /// <summary>Judges the block that comes next. After any fault <see cref="PrepareAsync"/> comes first.</summary>
    /// <returns>The same block, with what is known of the validators after it.</returns>
    /// <exception cref="UntrueBlockException">It is not sealed as it must be.</exception>
    public VerifiedBlock Check(VerifiedBlock block)
    {
        if (!IsOn) return block;
        _trust = Judge(_trust!, block);
        return block with { Trust = _trust };
    }

    private static QbftTrust Judge(QbftTrust trust, VerifiedBlock block)
    {
        try
        {
            return trust.Follow(block.Qbft ?? throw new QbftSealException($"Block {block.Number} carries no seals."));
        }
        catch (QbftSealException exception)
        {
            throw new UntrueBlockException($"{exception.Message} It was not agreed on by the validators.", exception) { Teller = block.Teller };
        }
    }

    private async Task<QbftTrust?> StartAsync(CancellationToken cancellationToken)
    {
        if (network.Validators.Count > 0) return QbftTrust.StartAt(0, network.GenesisHash, network.Validators);
        if (mode is SealMode.Auto && network.GenesisHash == Bytes32.Zero) return null;
        var genesis = await chain.ReadGenesisAsync(cancellationToken);
        if (genesis.Number != 0 || genesis.ClaimedHash != network.GenesisHash || !BlockVerifier.HasHash(genesis.Header, genesis.ClaimedHash))
            throw new UntrueBlockException($"Block 0 does not hash to {network.GenesisHash}, which the network's descriptor names.") { Teller = genesis.Teller };
        try
        {
            return QbftTrust.StartAt(QbftHeader.Read(genesis.Header));
        }
        catch (EthereumFormatException) when (mode is SealMode.Auto)
        {
            // No chain of QBFT's: its blocks have no seals.
            return null;
        }
        catch (Exception exception) when (exception is EthereumFormatException or QbftSealException)
        {
            throw new IndexCorruptException($"The chain cannot be held against seals: {exception.Message} With '--seals none' it is followed without.", exception);
        }
    }

    private QbftTrust? Read(ulong target)
    {
        if (_database.Rocks.Get(_database.Meta, Key) is not { } row) return null;
        try
        {
            var trust = QbftTrust.Decode(row);

            // What is ahead of the index, or beside it, is of another one: everything is judged anew.
            if (trust.Number > target) return null;
            return trust.Number < _writer.Start.FirstBlock || Stored(trust.Number).Hash == trust.Hash ? trust : null;
        }
        catch (EthereumFormatException exception)
        {
            throw new IndexCorruptException($"The row of the validators cannot be read: {exception.Message}", exception);
        }
    }

    private BlockRow Stored(ulong number) => _database.Rocks.Get(_database.Blocks, BlockRow.KeyOf(number)) is { } row
        ? BlockRow.Decode(row)
        : throw new IndexCorruptException($"The index lacks block {number}.");

    // Nobody needs these blocks but for the votes in them.
    private static async Task<QbftTrust> ReadOnAsync(QbftTrust trust, ulong last, BlockReader reader, CancellationToken cancellationToken)
    {
        var reads = new List<Task<IReadOnlyList<VerifiedBlock>>>();
        for (var next = trust.Number + 1; next <= last && reads.Count < ReadsAtOnce; next += ChainLimits.MaxBlocksPerRead)
            reads.Add(reader.ReadAsync(next, (int)Math.Min(ChainLimits.MaxBlocksPerRead, last - next + 1), acceptsMissingSerials: true, cancellationToken));
        foreach (var read in await Task.WhenAll(reads)) trust = read.Aggregate(trust, Judge);
        return trust;
    }

    private QbftTrust JudgeStored(QbftTrust trust, ulong last, CancellationToken cancellationToken)
    {
        var headers = new QbftHeader[(int)Math.Min(StoredHeadersAtOnce, last - trust.Number)];
        var first = trust.Number + 1;
        try
        {
            for (var i = 0; i < headers.Length; i++) headers[i] = QbftHeader.Read(BlockHeader.Decode(Stored(first + (ulong)i).HeaderRlp.Span));
            Parallel.ForEach(headers, new ParallelOptions { CancellationToken = cancellationToken }, header => header.RecoverSigners());
            return headers.Aggregate(trust, (known, header) => known.Follow(header));
        }
        catch (Exception exception) when (exception is EthereumFormatException or QbftSealException)
        {
            throw new IndexCorruptException($"The index has a block that the validators did not agree on: {exception.Message} Run 'ledger index rebuild --from chain'.", exception);
        }
    }

    private void Write(QbftTrust trust)
    {
        if (!_database.Room.HasRoom) throw new NoRoomException(_database.Room.Complaint);
        try
        {
            _database.Rocks.Put(_database.Meta, Key, trust.Encode());
        }
        catch (RocksDbException exception) when (exception.Kind is RocksDbErrorKind.NoSpace)
        {
            throw _database.Room.ReportRefusal(exception);
        }
    }
}
