using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Projection.Records;
using Ledger.Native.RocksDb;
using Ledger.Node.Follower;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Serials;
using Ledger.Node.Queries.Paging;

namespace Ledger.Node.Queries;

/// <summary>Lets requests at the index while it may be believed, and turns its faults into errors that teach.</summary>
/// <param name="views">Opens views.</param>
/// <param name="health">How the follower is now.</param>
/// <param name="logger">Alarms.</param>
internal sealed class IndexGate(IndexViews views, Func<FollowerHealth> health, ILogger<IndexGate> logger)
{
    private string? _fault;

    /// <summary>Why nothing is answered any more; null while the index may be believed.</summary>
    public string? Fault => Volatile.Read(ref _fault) ?? (health() is { State: FollowerState.Halted } halted ? halted.Reason : null);

    /// <summary>Answers from the newest height.</summary>
    public T Answer<T>(Func<IndexView, T> query) => Run(views.Open, query);

    /// <summary>Reads a row outside of any request; the default when it is damaged, and then nothing is answered any more.</summary>
    public T? Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (IsCorrupt(exception))
        {
            Close(exception);
            return default;
        }
    }

    /// <summary>Whether an exception says that something stored is not what it should be.</summary>
    public static bool IsCorrupt(Exception exception) => exception is IndexCorruptException or RecordFormatException or SerialIndexCorruptException
        or RocksDbException { Kind: RocksDbErrorKind.Corruption };

    /// <summary>What a caller is told of it.</summary>
    public static LedgerException Corrupt(string why, Exception? cause) => new(
        ErrorCode.IndexCorrupt,
        $"The index cannot be believed and answers nothing: {why}",
        "The operator rebuilds it with 'ledger index rebuild'; ask another partner's node meanwhile.",
        innerException: cause);

    /// <summary>Answers a page: the first from the newest height, later ones from the height of the first.</summary>
    public T AnswerPage<T>(PageRequest page, Func<IndexView, T> query) => page.Token is { } token
        ? Run(() => views.OpenPinned(token.Height) ?? throw Refusals.PageToken("its height is no longer kept"), query)
        : Run(views.OpenPinned, query);

    private T Run<T>(Func<IndexView?> open, Func<IndexView, T> query)
    {
        if (Fault is { } fault) throw Corrupt(fault, null);
        try
        {
            using var view = open() ?? throw new LedgerException(
                ErrorCode.IndexBehind, "The index has no block yet.", "Wait until the node has followed its first block; 'status' shows how far it is.");
            return query(view);
        }
        catch (Exception exception) when (IsCorrupt(exception))
        {
            Close(exception);
            throw Corrupt(exception.Message, exception);
        }
    }

    private void Close(Exception exception)
    {
        if (Interlocked.Exchange(ref _fault, exception.Message) is null)
            logger.LogCritical(exception, "The index is damaged and answers nothing any more: {Reason} Stop the node and run 'ledger index rebuild'.", exception.Message);
    }
}
