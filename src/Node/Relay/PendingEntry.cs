namespace Ledger.Node.Relay;

/// <summary>A journalled transaction and those who wait for it.</summary>
internal sealed class PendingEntry(JournalEntry entry)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The transaction.</summary>
    public JournalEntry Entry { get; } = entry;

    /// <summary>Completes when the outcomes of its messages can be read.</summary>
    public Task Done => _done.Task;

    /// <summary>Where it is on the chain, once <see cref="Done"/> is complete: block and index in the block.</summary>
    public (ulong Block, uint Index) Included { get; private set; }

    /// <summary>It was found in a block.</summary>
    public void Include(ulong block, uint index) => Included = (block, index);

    /// <summary>The outcomes can be read.</summary>
    public void Complete() => _done.TrySetResult();
}
