using Ledger.Contracts.Projection;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rebuild;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Ledger.Node.Tests.Queries;

namespace Ledger.Node.Tests.Index.Writing;

public sealed class IndexWriterTests : IClassFixture<StoryFixture>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-writer-").FullName;
    private readonly StoryFixture _story;
    private readonly List<VerifiedBlock> _blocks;

    public IndexWriterTests(StoryFixture story)
    {
        _story = story;
        using var view = story.World.Views.Open()!;
        var stored = new StoredBlocks(view, story.World.Index.Serials, story.World.Network);
        _blocks = [.. Enumerable.Range(1, (int)view.Cursor.Number).Select(number => stored.Read((ulong)number))];
    }

    [Fact]
    public Task HandOverAsync_WriteHeldBack_WhatIsNotWrittenIsReadByTheNextBatch() => Task.Run(async () =>
    {
        using var gate = new SemaphoreSlim(0);
        using var world = Open(new Hook((step, _) =>
        {
            if (step is IndexStep.BatchFilled) gate.Wait(Limit).ShouldBeTrue();
        }));
        var writer = world.Index.Writer;
        foreach (var block in _blocks)
        {
            await writer.StageAsync([block], isAtHead: false);
            writer.Staged!.Number.ShouldBe(block.Number);
            (writer.Cursor?.Number ?? 0).ShouldBe(block.Number < 3 ? 0 : block.Number - 3, "the last block but one is being written, and the last one is ready to be");
            if (block.Number > 2) gate.Release();
            await writer.HandOverAsync();
        }

        gate.Release(2);
        await writer.FlushAsync();
        world.RequireSameAs(_story);
    });

    [Fact]
    public Task HandOverAsync_Written_IsToldInOrder() => Task.Run(async () =>
    {
        LedgerIndex? index = null;
        IndexViews? views = null;
        var run = ProjectionKeys.Run(_story.Run);
        using var world = Open(new Hook((step, block) =>
        {
            // What readers may meet at this moment: nobody has learned of a batch before it is written and its rows are noted. An empty index has no snapshot to share.
            using var view = views!.Open();
            var told = step is IndexStep.MemoryUpdated ? block : block - 1;
            if (block > 1) view!.Cursor.Number.ShouldBe(told, $"{step} of {block}: the view");
            (index!.Cursor?.Number ?? 0).ShouldBe(told, $"{step} of {block}: the cursor");
            index.Committed.Value.ShouldBe(block - 1, $"{step} of {block}: those who wait");
            if (block != _story.CommissionBlock) return;
            index.Serials.TryFind(StoryFixture.Gtin, "SN00000"u8, out _).ShouldBe(told == block, $"{step}: a serial");

            // A reader may see the batch as soon as it is written, and must not believe a row from before it then: so rows are noted while nothing is written.
            if (step is IndexStep.BatchClosed) index.CachedRows.Add(EntityKind.Run, run.Span, block - 1, exists: false, []);
            index.CachedRows.TryRead(EntityKind.Run, run.Span, block, new byte[RowCache.MaxValueSizeBytes], out _).ShouldBe(step is IndexStep.BatchClosed, $"{step}: a row from before the batch");
            var isWritten = index.Database.Rocks.Has(index.Database.FamilyOf(EntityKind.Run), run.Span);
            isWritten.ShouldBe(step is not (IndexStep.BatchClosed or IndexStep.BatchFilled), $"{step}: the row");
        }));
        index = world.Index;
        using (views = new(index, new StoppedClock()))
        {
            foreach (var block in _blocks)
            {
                await index.Writer.StageAsync([block], isAtHead: false);
                await index.Writer.HandOverAsync();
                await index.Writer.Writing;
            }
        }

        world.RequireSameAs(_story);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public Task HandOverAsync_WriteFails_EverythingNotWrittenIsForgotten(int failing) => Task.Run(async () =>
    {
        var writes = 0;
        using var world = Open(new Hook((step, _) =>
        {
            if (step is IndexStep.BatchFilled && ++writes == failing) throw new NoRoomException("no room");
        }));
        var writer = world.Index.Writer;
        var thrown = await Should.ThrowAsync<NoRoomException>(async () =>
        {
            foreach (var block in _blocks)
            {
                await writer.StageAsync([block], isAtHead: false);
                await writer.HandOverAsync();
            }
        });
        thrown.Message.ShouldBe("no room");
        writer.NextBlock.ShouldBe((ulong)failing);
        writer.Staged.ShouldBe(writer.Cursor);
        await writer.StageAsync([.. _blocks.Skip(failing - 1)], isAtHead: false);
        await writer.FlushAsync();
        world.RequireSameAs(_story);
    });

    [Fact]
    public Task StageAsync_PoisonedBlockInARange_WritesThoseBeforeIt() => Task.Run(async () =>
    {
        using var world = Open(NoIndexFaults.Instance);
        var writer = world.Index.Writer;
        var place = (int)_story.TransferBlock - 1;
        var poisoned = _blocks[place] with
        {
            Receipts = [.. _blocks[place].Receipts, .. _blocks[place].Receipts],
            TransactionHashes = [.. _blocks[place].TransactionHashes, .. _blocks[place].TransactionHashes],
        };
        await Should.ThrowAsync<ProjectionException>(() => writer.StageAsync([.. _blocks.Take(place), poisoned], isAtHead: false));
        writer.Cursor!.Number.ShouldBe((ulong)place);
        writer.Cursor.Digest.ShouldBe(BlockRow.Decode(_story.World.Database.Rocks.Get(_story.World.Database.Blocks, BlockRow.KeyOf((ulong)place))!).Digest);
        await writer.StageAsync([.. _blocks.Skip(place)], isAtHead: true);
        await writer.FlushAsync();
        world.RequireSameAs(_story);
    });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private World Open(IIndexFaults faults)
    {
        var database = LedgerDatabase.Open(new() { FolderPath = Path.Combine(_folder, "db"), CacheSizeBytes = 8 << 20 });
        return new(database, LedgerIndex.Open(database, _story.World.Network, new(1, null), new(), faults));
    }

    private sealed record World(LedgerDatabase Database, LedgerIndex Index) : IDisposable
    {
        // Digests say that the effects are the same, rows that what was written is what they say.
        public void RequireSameAs(StoryFixture story)
        {
            Index.Cursor.ShouldBe(story.World.Index.Cursor);
            foreach (var kind in LedgerFamilies.Kinds) RowsOf(Database, kind).ShouldBe(RowsOf(story.World.Database, kind), $"{kind}");
        }

        public void Dispose()
        {
            Index.Dispose();
            Database.Dispose();
        }

        private static List<string> RowsOf(LedgerDatabase database, EntityKind kind)
        {
            var rows = new List<string>();
            using var iterator = database.Rocks.CreateIterator(database.FamilyOf(kind));
            for (var isValid = iterator.SeekToFirst(); isValid; isValid = iterator.Next()) rows.Add($"{Convert.ToHexString(iterator.Key)} {Convert.ToHexString(iterator.Value)}");
            return rows;
        }
    }

    // A snapshot that grows old is replaced without a commit.
    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }

    private sealed class Hook(Action<IndexStep, ulong> at) : IIndexFaults
    {
        public void At(IndexStep step, ulong block) => at(step, block);
    }
}
