using Ledger.Api.V1;
using Ledger.Contracts.Projection;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Embedded;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Ledger.Node.Operations;
using Ledger.Node.Operations.Rebuild;
using Ledger.Node.Tests.Hosting;
using Ledger.Node.Tests.Index.Serials;

namespace Ledger.Node.Tests.Operations;

public sealed class RebuildCommandTests(StoppedNodeFixture stopped) : OperationTest(stopped)
{
    private static readonly string[] Kept =
        [BlockLog.ColumnFamilyName, LedgerFamilies.Relay, LedgerFamilies.Webhook, LedgerFamilies.Document, LedgerFamilies.Alert, LedgerFamilies.Meta];

    [Theory]
    [InlineData("receipts")]
    [InlineData("chain")]
    public async Task Rebuild_DamagedRows_AreRightAgainAndTheRestIsUntouched(string from)
    {
        Change(Data, database =>
        {
            database.Rocks.Put(database.Rocks.GetColumnFamily(LedgerFamilies.Document), [1, 2, 3], [4]);
            database.Rocks.Put(database.Relay, [(byte)'X'], [5]);
            var family = database.FamilyOf(EntityKind.Run);
            using var iterator = database.Rocks.CreateIterator(family);
            iterator.SeekToFirst().ShouldBeTrue();
            database.Rocks.Put(family, iterator.Key.ToArray(), [.. iterator.Value, 0]);
            var last = BlockRow.KeyOf(Node.Height);
            database.Rocks.Put(database.Blocks, last, (BlockRow.Decode(database.Rocks.Get(database.Blocks, last)!) with { Digest = Bytes32.Zero }).Encode());
        });
        var kept = Rows(Data, Kept);
        (await OperationRun.RunAsync("index", "verify", "--data", Data)).ShouldEnd(OperationExitCodes.Differs);

        var run = (await OperationRun.RunAsync("index", "rebuild", "--data", Data, "--from", from, "--json")).ShouldEnd(OperationExitCodes.Done);

        run.Json["height"]!.GetValue<ulong>().ShouldBe(Node.Height);
        run.Json["firstDifference"]!.GetValue<ulong>().ShouldBe(Node.Height);
        (await OperationRun.RunAsync("index", "verify", "--data", Data, "--deep")).ShouldEnd(OperationExitCodes.Done);
        Rows(Data, Kept).ShouldBe(kept);
        Directory.Exists(Path.Combine(Data, "db.old")).ShouldBeFalse();
        Directory.Exists(Path.Combine(Data, RebuildCommand.StagingName)).ShouldBeFalse();
    }

    [Fact]
    public async Task Rebuild_ThenStart_TheNodeGoesOn()
    {
        (await OperationRun.RunAsync("index", "rebuild", "--data", Data)).ShouldEnd(OperationExitCodes.Done).Output.ShouldContain("the same digests");
        await using var node = await ChildNode.StartReadyAsync(Data);
        await StoppedNodeFixture.SubmitAsync(node, Node.Consortium.Register(node.Network, Consortium.GtinOf(9)));
        (await node.Query.StatusAsync(new StatusRequest())).Cursor.Number.ShouldBeGreaterThan(Node.Height);
    }

    [Theory]
    [InlineData("receipts")]
    [InlineData("chain")]
    public async Task Rebuild_IndexOfAnOlderSchema_IsRefusedByTheNodeWithTheCureAndCured(string from)
    {
        Change(Data, database =>
        {
            database.Rocks.Put(database.Meta, "schema"u8, [0, 0, 0, 1]);
            database.Rocks.DropColumnFamily(database.FamilyOf(EntityKind.Market));

            // Its buckets were of one generation, and empty in a folder as small as this one.
            database.Rocks.Put(
                database.Rocks.GetColumnFamily(SerialIndexFamilies.SerialBucket), [0xFF], SealStateTests.OneGeneration(0, 0, 0, 0, 0, 0, []));
        });
        await using (var node = ChildNode.Start(Data))
        {
            var (code, errors) = await node.EndedAsync();
            code.ShouldBe(ExitCodes.Internal, errors);
            errors.ShouldContain("has schema 1");
            errors.ShouldContain("ledger index rebuild");
        }

        (await OperationRun.RunAsync("index", "rebuild", "--data", Data, "--from", from)).ShouldEnd(OperationExitCodes.Done);
        (await OperationRun.RunAsync("index", "verify", "--data", Data, "--deep")).ShouldEnd(OperationExitCodes.Done);
        await using var again = await ChildNode.StartReadyAsync(Data);
        (await again.Query.StatusAsync(new StatusRequest())).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rebuild_IndexOfANewerSchema_IsLeftAlone()
    {
        Change(Data, database => database.Rocks.Put(database.Meta, "schema"u8, [0, 0, 0, 99]));
        var run = (await OperationRun.RunAsync("index", "rebuild", "--data", Data)).ShouldEnd(ExitCodes.Internal);
        run.Errors.ShouldContain("run the newer node");
        (await OperationRun.RunAsync("index", "verify", "--data", Data)).ShouldEnd(ExitCodes.Internal);
    }

    [Fact]
    public async Task Rebuild_NodeRuns_IsRefused()
    {
        await using var node = ChildNode.Start(Data);
        await node.ListeningAsync();
        (await OperationRun.RunAsync("index", "rebuild", "--data", Data)).ShouldEnd(OperationExitCodes.Unavailable).Errors.ShouldContain("A node runs on");
    }

    [Fact]
    public async Task Rebuild_ReceiptDamaged_ChangesNothingAndPointsToTheChain()
    {
        Change(Data, database =>
        {
            var key = ReceiptRow.KeyOf(2, 0);
            var row = database.Rocks.Get(database.Receipts, key)!;
            row[^1] ^= 1;
            database.Rocks.Put(database.Receipts, key, row);
        });
        var before = Rows(Data, Kept);
        var run = (await OperationRun.RunAsync("index", "rebuild", "--data", Data)).ShouldEnd(ExitCodes.Internal);
        run.Errors.ShouldContain("block 2");
        run.Errors.ShouldContain("--from chain");
        Rows(Data, Kept).ShouldBe(before);
        (await OperationRun.RunAsync("index", "rebuild", "--data", Data, "--from", "chain")).ShouldEnd(OperationExitCodes.Done);
        (await OperationRun.RunAsync("index", "verify", "--data", Data)).ShouldEnd(OperationExitCodes.Done);
    }

    [Fact]
    public async Task Rebuild_KilledAtAnyStep_LeavesAFolderThatOpens()
    {
        var arguments = OperationArguments.Read(["--data", Data], ["data"], []);
        var output = new OperationOutput(TextWriter.Null, TextWriter.Null, isJson: false, TimeProvider.System);
        var images = new List<(RebuildStep Step, string Path)>();
        (await RebuildCommand.RunAsync(arguments, output, Photograph, CancellationToken.None)).ShouldBe(OperationExitCodes.Done);
        images.Select(image => image.Step).ShouldBe(Enum.GetValues<RebuildStep>());
        foreach (var (step, path) in images) HeightAfterStart(path).ShouldBe(Node.Height, $"{step}");

        // What a kill would leave is what the file system shows now.
        void Photograph(RebuildStep step)
        {
            images.Add((step, In($"{step}")));
            StoppedNodeFixture.Copy(Data, In($"{step}"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Swap_KilledBetweenItsHalves_LeavesOneOfTheTwo(bool canExchange)
    {
        var (place, made) = (In("db"), In(Path.Combine("new", "db")));
        Directory.CreateDirectory(place);
        Directory.CreateDirectory(made);
        File.WriteAllText(Path.Combine(place, "which"), "old");
        File.WriteAllText(Path.Combine(made, "which"), "new");
        Should.Throw<TimeoutException>(() => DatabaseSwap.Run(made, place, canExchange, step =>
        {
            if (step is RebuildStep.HalfSwapped) throw new TimeoutException();
        }));
        DatabaseSwap.IsInterrupted(place).ShouldBe(!canExchange);
        DatabaseSwap.Recover(place);
        File.ReadAllText(Path.Combine(place, "which")).ShouldBe(canExchange ? "new" : "old");
        DatabaseSwap.Recover(place);
        Directory.Exists(place).ShouldBeTrue();
    }

    private static ulong HeightAfterStart(string data)
    {
        DatabaseSwap.Recover(Path.Combine(data, "db"));
        var height = 0UL;
        Change(data, database => height = IndexCursor.Decode(database.Rocks.Get(database.Meta, IndexCursor.Key)!).Number);
        return height;
    }
}
