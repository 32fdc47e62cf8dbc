using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Words;
using Ledger.Node.Follower;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Ledger.Node.Tests.Queries;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests.Index.Reading;

/// <summary>Views answer from a shared snapshot and shared rows; what they say is held against the database itself.</summary>
public sealed class SharedViewTests(StoryFixture story) : IClassFixture<StoryFixture>, IDisposable
{
    private const uint Units = 24;
    private const uint Beyond = 30;

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-shared-").FullName;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    [Fact]
    public void TryRead_EveryRowAndEveryToken_IsWhatTheDatabaseHas()
    {
        using var view = story.World.Views.Open()!;
        foreach (var kind in LedgerFamilies.Kinds.Where(StoredRow.IsAsItIs))
        {
            using var rows = view.Iterate(kind, []);
            for (var isValid = rows.SeekToFirst(); isValid; isValid = rows.Next())
            {
                for (var time = 0; time < 2; time++)
                {
                    view.TryRead(kind, rows.Key, out var value).ShouldBeTrue($"{kind} {Convert.ToHexString(rows.Key)}");
                    value.SequenceEqual(rows.Value).ShouldBeTrue($"{kind} {Convert.ToHexString(rows.Key)}");
                }
            }
        }

        foreach (var token in Tokens(story.Run)) RequireSame(view, EntityKind.Token, ProjectionKeys.Token(token));
    }

    [Fact]
    public void TryRead_AskedAgain_ReadsNothing()
    {
        Ask();
        using var view = Ask();
        view.RowReads.ShouldBeLessThanOrEqualTo(1, "only a unit's own record is read");

        IndexView Ask()
        {
            var opened = story.World.Views.Open()!;
            opened.Tree.Status(story.Unit(1)).ShouldBe(TokenStatus.Dispensed);
            opened.Rows.RunWord(story.Run).Count.ShouldBe(Units);
            opened.Rows.Token(opened.Tree.Root(story.Unit(20))).Owner.ShouldBe(story.Maker);
            return opened;
        }
    }

    [Fact]
    public async Task TryRead_BesideTheFollower_IsOfTheViewsHeightAndNoSnapshotIsLeft()
    {
        using var database = LedgerDatabase.Open(new() { FolderPath = Path.Combine(_folder, "db"), CacheSizeBytes = 8 << 20 });
        using (var index = LedgerIndex.Open(database, story.World.Network, new(1, null), new(), NoIndexFaults.Instance))
        {
            using var views = new IndexViews(index, TimeProvider.System);
            var head = story.World.Index.Cursor!.Number;
            var readers = Enumerable.Range(0, 3).Select(number => Task.Run(() => ReadUntil(views, head, new Random(number)))).ToArray();
            await FollowAsync(index, head);
            await Task.WhenAll(readers);
            index.Cursor!.Digest.ShouldBe(story.World.Index.Cursor.Digest);
        }

        (database.Rocks.GetNumberProperty(database.Meta, "rocksdb.num-snapshots") ?? -1).ShouldBe(0);
    }

    [Fact]
    public void OpenPinned_SupersededMeanwhile_IsOfItsHeightAsLongAsItIsKept()
    {
        using var first = story.World.Views.OpenPinned()!;
        story.World.Index.Newest.Supersede();
        using var again = story.World.Views.OpenPinned(first.Cursor.Number)!;
        again.Cursor.ShouldBe(first.Cursor);
        again.Rows.RunWord(story.Run).Count.ShouldBe(Units);
    }

    public void Dispose()
    {
        _limit.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<TokenId> Tokens(RunId run)
    {
        foreach (var level in (TokenLevel[])[TokenLevel.Unit, TokenLevel.Case, TokenLevel.Pallet])
        {
            for (var i = 0u; i < Beyond; i++) yield return TokenId.Of(run, level, i);
        }

        yield return TokenId.RootOf(run);
    }

    // An iterator of the view's snapshot knows nothing of the shared rows.
    private static void RequireSame(IndexView view, EntityKind kind, ProjectionKey key)
    {
        using var rows = view.Iterate(kind, key.Span);
        var isThere = rows.Seek(key.Span);
        if (view.TryRead(kind, key.Span, out var value) != isThere || (isThere && !value.SequenceEqual(rows.Value)))
            throw new InvalidOperationException($"At {view.Cursor.Number} the view and the database disagree on {kind} {key}.");
    }

    private void ReadUntil(IndexViews views, ulong head, Random random)
    {
        var tokens = Tokens(story.Run).ToList();
        for (var height = 0UL; height < head && !_limit.IsCancellationRequested;)
        {
            using var view = views.Open();
            if (view is null) continue;
            height = view.Cursor.Number;
            for (var i = 0; i < 20; i++)
            {
                var token = tokens[random.Next(tokens.Count)];
                RequireSame(view, EntityKind.Token, ProjectionKeys.Token(token));
                RequireSame(view, EntityKind.Touched, ProjectionKeys.WordOf(token));
            }

            RequireSame(view, EntityKind.Run, ProjectionKeys.Run(story.Run));
            RequireSame(view, EntityKind.Lot, ProjectionKeys.Lot(new(1)));
            for (var partner = 1u; partner <= 6; partner++) RequireSame(view, EntityKind.Partner, ProjectionKeys.Partner(new(partner)));
        }
    }

    private async Task FollowAsync(LedgerIndex index, ulong head)
    {
        var options = new FollowerOptions { BlocksPerRead = 1, MinRetryDelayMilliseconds = 1 };
        var follower = new ChainFollower(
            story.World.Chain, new(story.World.Chain, story.World.Network, index.Serials, options, TimeProvider.System), index.Writer, index.Serials, options, TimeProvider.System,
            NullLogger<ChainFollower>.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        var following = Task.Run(() => follower.RunAsync(stop.Token), CancellationToken.None);
        await index.Committed.WaitAboveAsync(head - 1, stop.Token);
        await stop.CancelAsync();
        await following;
    }
}
