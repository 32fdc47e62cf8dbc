using Google.Protobuf;
using Grpc.Core;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Node.Chain;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries;
using Ledger.Node.Queries.Tokens;
using Ledger.Node.Queries.Trace;

namespace Ledger.Node.Streams;

/// <summary>Serves <c>ledger.v1.Events</c>: events in the order of the chain, read from the index by each reader at its own pace.</summary>
/// <remarks>Nothing is buffered for a reader but the events of one read, so a slow one holds up nobody and misses nothing.</remarks>
/// <param name="gate">Opens the index.</param>
/// <param name="committed">Tells of new blocks.</param>
/// <param name="timeProvider">The pace of heights on a quiet stream.</param>
/// <param name="stopping">The node stops.</param>
internal sealed class EventsService(IndexGate gate, BlockHeight committed, TimeProvider timeProvider, CancellationToken stopping) : Events.EventsBase
{
    /// <summary>Most streams at once.</summary>
    public const int MaxStreams = 256;

    /// <summary>Most events that are looked at before what was found is sent.</summary>
    public const int MaxEventsPerRead = 256;

    /// <summary>On a quiet stream the height is told this often.</summary>
    public static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(10);

    private int _streams;

    /// <inheritdoc/>
    public override async Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> responseStream, ServerCallContext context)
    {
        var filter = new WatchFilter(request);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        if (Interlocked.Increment(ref _streams) > MaxStreams)
        {
            Interlocked.Decrement(ref _streams);
            throw new LedgerException(ErrorCode.Busy, $"{MaxStreams} streams are open already.", "Watch again later, or another node.");
        }

        try
        {
            await StreamAsync(request, filter, responseStream, ending.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw new LedgerException(ErrorCode.NodeUnavailable, "The node stops.", "Watch again from the last cursor when it is back.");
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private async Task StreamAsync(WatchRequest request, WatchFilter filter, IServerStreamWriter<WatchResponse> stream, CancellationToken cancellationToken)
    {
        // A reader that is ready for an empty stream should know that it was taken.
        var position = Start(request);
        var toldAt = timeProvider.GetTimestamp();
        await stream.WriteAsync(new WatchResponse { Cursor = WatchCursor.Write(position), Height = CurrentHeight() }, cancellationToken);
        while (true)
        {
            var read = gate.Answer(view => Read(view, position, filter));
            position = read.Position;
            foreach (var response in read.Found) await stream.WriteAsync(response, cancellationToken);
            if (read.Found.Count > 0) toldAt = timeProvider.GetTimestamp();

            // Also on the way through events that nobody asked for: whoever is cut off then goes on from there.
            if (timeProvider.GetElapsedTime(toldAt) >= QuietInterval)
            {
                await stream.WriteAsync(new WatchResponse { Cursor = WatchCursor.Write(position), Height = read.Height }, cancellationToken);
                toldAt = timeProvider.GetTimestamp();
            }

            if (read.IsAtEnd) await WaitAsync(read.Height.Number, cancellationToken);
        }
    }

    private EventPosition Start(WatchRequest request)
    {
        var newest = committed.Value;
        if (request.Cursor.Length > 0)
        {
            var cursor = WatchCursor.Read(request.Cursor);
            if (cursor.Block <= newest) return cursor;
            throw new LedgerException(
                ErrorCode.IndexBehind, $"The cursor is at block {cursor.Block}, and the index at {newest}.", "Watch again when the node has caught up; 'status' shows it.", "cursor");
        }

        return request.FromBlock == 0 ? EventPosition.EndOf(newest) : EventPosition.EndOf(request.FromBlock - 1);
    }

    private Height CurrentHeight() => gate.Answer(HeightOf);

    private static Height HeightOf(IndexView view) => new()
    {
        Number = view.Cursor.Number,
        Hash = ByteString.CopyFrom(view.Cursor.Hash.Span),
        Timestamp = view.Cursor.TimestampSeconds,
        Digest = ByteString.CopyFrom(view.Cursor.Digest.Span),
    };

    private static WatchRead Read(IndexView view, EventPosition after, WatchFilter filter)
    {
        var found = new List<WatchResponse>();
        var height = HeightOf(view);
        var mapper = new TraceEventMapper(view, new PartnerNames(view.Rows));
        var (position, looked) = (after, 0);
        var goods = filter.GoodsIn(view);
        foreach (var row in view.EventsAfter(after))
        {
            if (looked++ == MaxEventsPerRead) return new(found, position, height, IsAtEnd: false);
            position = new(row.Place.Block, row.Place.LogIndex);
            if (row.Subjects.Count == 0 || !filter.Admits(row, goods)) continue;
            var (subject, seq) = row.Subjects[0];
            var told = mapper.Map(new TraceItem(subject, seq, row.Place, TraceVia.Own, default));
            if (filter.Admits(row, told, view.Rows)) found.Add(new WatchResponse { Event = told, Cursor = WatchCursor.Write(position) });
        }

        return new(found, position < EventPosition.EndOf(view.Cursor.Number) ? EventPosition.EndOf(view.Cursor.Number) : position, height, IsAtEnd: true);
    }

    private async Task WaitAsync(ulong number, CancellationToken cancellationToken)
    {
        using var quiet = new CancellationTokenSource(QuietInterval, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancellationToken);
        try
        {
            await committed.WaitAboveAsync(number, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Quiet: the height is told.
        }
    }

    private sealed record WatchRead(IReadOnlyList<WatchResponse> Found, EventPosition Position, Height Height, bool IsAtEnd);
}
