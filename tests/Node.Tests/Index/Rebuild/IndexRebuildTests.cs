using Ledger.Ethereum.Primitives;
using Ledger.Node.Index;
using Ledger.Node.Index.Rebuild;
using Ledger.Node.Index.Rows;
using Ledger.Node.Tests.Queries;

namespace Ledger.Node.Tests.Index.Rebuild;

public sealed class IndexRebuildTests(StoryFixture story) : IClassFixture<StoryFixture>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-rebuild-").FullName;

    private IndexRebuild Rebuild => new(story.World.Network, new(1, null), new());

    [Fact]
    public async Task RunAsync_FromReceiptsAlone_GivesTheSameDigest()
    {
        var report = await Rebuild.RunAsync(story.World.Index, story.World.Views, Path.Combine(_folder, "same"), null, CancellationToken.None);
        report.Agrees.ShouldBeTrue();
        report.Actual.ShouldBe(story.World.Index.Cursor!.Digest);
        report.Actual.ShouldNotBe(Bytes32.Zero);
        report.Blocks.ShouldBe(story.World.Index.Cursor.Number);
    }

    [Fact]
    public async Task RunAsync_DigestWasChanged_NamesTheFirstBlock()
    {
        var database = story.World.Database;
        var kept = new Dictionary<ulong, byte[]>();
        for (var number = story.TransferBlock; number <= story.World.Index.Cursor!.Number; number++)
        {
            var key = BlockRow.KeyOf(number);
            kept[number] = database.Rocks.Get(database.Blocks, key)!;
            database.Rocks.Put(database.Blocks, key, (BlockRow.Decode(kept[number]) with { Digest = Bytes32.Zero }).Encode());
        }

        // What is written past the writer is seen by the next snapshot only.
        story.World.Index.Newest.Supersede();
        try
        {
            var report = await Rebuild.RunAsync(story.World.Index, story.World.Views, Path.Combine(_folder, "changed"), null, CancellationToken.None);
            report.FirstDifference.ShouldBe(story.TransferBlock);
        }
        finally
        {
            foreach (var (number, row) in kept) database.Rocks.Put(database.Blocks, BlockRow.KeyOf(number), row);
            story.World.Index.Newest.Supersede();
        }
    }

    [Fact]
    public async Task RunAsync_ReceiptWasChanged_SaysWhichBlock()
    {
        var database = story.World.Database;
        var key = ReceiptRow.KeyOf(story.TransferBlock, 0);
        var kept = database.Rocks.Get(database.Receipts, key)!;
        var changed = kept.ToArray();
        changed[^1] ^= 1;
        database.Rocks.Put(database.Receipts, key, changed);
        story.World.Index.Newest.Supersede();
        try
        {
            (await Should.ThrowAsync<IndexCorruptException>(
                () => Rebuild.RunAsync(story.World.Index, story.World.Views, Path.Combine(_folder, "receipt"), null, CancellationToken.None)))
                .Message.ShouldContain($"block {story.TransferBlock}");
        }
        finally
        {
            database.Rocks.Put(database.Receipts, key, kept);
            story.World.Index.Newest.Supersede();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
