using System.Buffers.Binary;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Projection.Events;
using Ledger.Contracts.Projection.Records;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection;

/// <summary>
/// Turns a network's events into rows: the same machine in a node's index, in a client that verifies and in tests. Pure: rows and digest follow
/// from the events alone. Not thread-safe.
/// </summary>
/// <remarks>
/// For each block in order: <see cref="Begin"/>, <see cref="Apply(in EventRef, in LogEntry)"/> for each log in order, <see cref="End"/>. Strict:
/// an event that doesn't follow from what came before is a <see cref="ProjectionException"/>, after which the writes made since
/// <see cref="Begin"/> must be dropped; the projection itself may be used on, from a <see cref="Begin"/> of the same block.
/// </remarks>
public sealed class LedgerProjection : IDisposable
{
    private readonly NetworkDescriptor _network;
    private readonly ProjectionContext _context;
    private readonly UnitSums _sums;
    private readonly CouncilEvents _council;
    private readonly EventTable _table;

    /// <summary>Starts on rows as they are: empty, or as the last <see cref="End"/> left them.</summary>
    /// <param name="network">Whose events are taken.</param>
    /// <param name="store">Where rows are.</param>
    /// <param name="sink">Takes histories and alerts.</param>
    public LedgerProjection(NetworkDescriptor network, IProjectionStore store, IProjectionSink sink)
    {
        _network = network;
        _context = new ProjectionContext(store, sink);
        _sums = new UnitSums(_context);
        _council = new CouncilEvents(_context);
        _table = new EventTable(_context, _sums, _council);
    }

    /// <summary>Every contract's event that is handled.</summary>
    internal IEnumerable<(LedgerContract Contract, Bytes32 Topic)> Handled => _table.Handled;

    /// <summary>Starts a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="previousDigest">The digest of the block before; zero at the start.</param>
    public void Begin(in ProjectionBlock block, in Bytes32 previousDigest)
    {
        _context.Begin(block, previousDigest);
        _sums.Begin();
        _council.Begin();
        _table.Shipments.Begin();
        _table.Disputes.Begin();
    }

    /// <summary>Applies a log. Logs of other addresses change nothing.</summary>
    /// <exception cref="ProjectionException">The event doesn't follow from what came before, or is unknown.</exception>
    public void Apply(in EventRef at, in LogEntry log) => Apply(at, log.Address, log.Topics.Span, log.Data.Span);

    /// <summary>Applies a log.</summary>
    /// <param name="at">Where it stands.</param>
    /// <param name="emitter">The contract that emitted it.</param>
    /// <param name="topics">Its topics.</param>
    /// <param name="data">Its data.</param>
    /// <exception cref="ProjectionException">The event doesn't follow from what came before, or is unknown.</exception>
    public void Apply(in EventRef at, in Address emitter, ReadOnlySpan<Bytes32> topics, ReadOnlySpan<byte> data)
    {
        if (!_network.TryFind(emitter, out var contract)) return;
        _context.Next(at, topics.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32BigEndian(topics[0].Span));
        if (topics.IsEmpty || _table.Find(contract, topics[0]) is not { } handler) throw _context.Corrupt($"{contract} emitted an unknown event.");
        try
        {
            int topicBudget = 0, dataBudget = 0;
            var reader = new EventReader(topics, data, ref topicBudget, ref dataBudget);
            handler(ref reader);
        }
        catch (Exception exception) when (exception is EthereumFormatException or RecordFormatException or ArgumentException or OverflowException)
        {
            throw _context.Corrupt($"an event of {contract} can't be applied: {exception.Message}", exception);
        }
    }

    /// <summary>Ends a block.</summary>
    /// <returns>The digest over all effects up to here.</returns>
    /// <exception cref="ProjectionException">The block's events are incomplete.</exception>
    public Bytes32 End()
    {
        _council.Finish();
        _table.Shipments.Finish();
        _table.Disputes.Finish();
        _sums.Finish();
        return _context.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();
}
