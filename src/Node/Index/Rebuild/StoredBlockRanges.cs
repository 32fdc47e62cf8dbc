using System.Runtime.CompilerServices;
using Ledger.Contracts.Deployment;
using Ledger.Node.Follower;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Index.Rebuild;

/// <summary>Reads and verifies ranges of stored blocks ahead, several at once, and gives them in order.</summary>
internal sealed class StoredBlockRanges(IndexViews views, SerialIndex serials, NetworkDescriptor network)
{
    /// <summary>Ranges being read, or read and not taken yet.</summary>
    public const int MaxReads = 6;

    /// <summary>Reads blocks.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="last">The last one; in the index.</param>
    /// <param name="cancellationToken">Stops between ranges.</param>
    /// <exception cref="IndexCorruptException">What the index keeps contradicts itself.</exception>
    public async IAsyncEnumerable<IReadOnlyList<VerifiedBlock>> ReadAsync(ulong first, ulong last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reads = new Queue<Task<List<VerifiedBlock>>>();
        var size = new ReadSize(new());
        try
        {
            for (var next = first; next <= last || reads.Count > 0;)
            {
                while (reads.Count < MaxReads && next <= last)
                {
                    var (from, count) = (next, (int)Math.Min((ulong)size.Blocks, last - next + 1));
                    reads.Enqueue(Task.Run(() => Read(from, count), cancellationToken));
                    next += (ulong)count;
                }

                var blocks = await reads.Dequeue();
                size.Learn(blocks);
                yield return blocks;
            }
        }
        finally
        {
            await ((Task)Task.WhenAll(reads)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private List<VerifiedBlock> Read(ulong from, int count)
    {
        using var view = views.Open() ?? throw new IndexCorruptException("The index to be read is empty.");
        var blocks = new StoredBlocks(view, serials, network);
        var range = new List<VerifiedBlock>(count);
        while (range.Count < count) range.Add(blocks.Read(from + (ulong)range.Count));
        return range;
    }
}
