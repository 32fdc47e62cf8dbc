using Ledger.Node.Index.Writing;

namespace Ledger.Node.Follower;

/// <summary>
/// How many blocks the next read asks for: full blocks are read one or two at a time, so that all reads under way have about as much to do and none keeps the
/// others waiting; small ones many at a time, since each read costs a round trip. Starts with one block, because nobody knows yet how full they are.
/// </summary>
internal sealed class ReadSize(FollowerOptions options)
{
    // A read of empty blocks says little about what comes, so sizes rise step by step.
    private const int Growth = 2;

    /// <summary>Blocks to be asked for; at least one.</summary>
    public int Blocks { get; private set; } = 1;

    /// <summary>Learns from a read, the newest one that was taken.</summary>
    public void Learn(IReadOnlyList<VerifiedBlock> blocks)
    {
        var entries = 0L;
        foreach (var block in blocks)
        {
            foreach (var receipt in block.Receipts) entries += 1L + receipt.Logs.Length;
        }

        var fitting = entries == 0 ? options.BlocksPerRead : (long)options.EntriesPerRead * blocks.Count / entries;
        Blocks = (int)Math.Clamp(fitting, 1, Math.Min(options.BlocksPerRead, Blocks * Growth));
    }
}
