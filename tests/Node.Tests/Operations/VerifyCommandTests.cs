using System.Buffers.Binary;
using Ledger.Contracts.Projection;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Embedded;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Operations;
using Ledger.Node.Tests.Hosting;

namespace Ledger.Node.Tests.Operations;

public sealed class VerifyCommandTests(StoppedNodeFixture stopped) : OperationTest(stopped)
{
    [Fact]
    public async Task Verify_StoppedNode_IsEqualAndLeavesNothing()
    {
        var before = Directory.GetFileSystemEntries(Data).Order(StringComparer.Ordinal).ToArray();
        var run = (await OperationRun.RunAsync("index", "verify", "--data", Data, "--deep", "--json")).ShouldEnd(OperationExitCodes.Done);
        run.Json["equal"]!.GetValue<bool>().ShouldBeTrue();
        run.Json["height"]!.GetValue<ulong>().ShouldBe(Node.Height);
        run.Json["rows"]!.GetValue<ulong>().ShouldBeGreaterThan(50UL);
        run.Json["deep"]!["transactionsRoots"]!.GetValue<ulong>().ShouldBe(Node.Height);
        run.Json["deep"]!["serialLists"]!.GetValue<ulong>().ShouldBe(1UL);
        run.Json["deep"]!["serials"]!.GetValue<ulong>().ShouldBe(200UL);
        run.Errors.ShouldContain($"replayed {Node.Height} of {Node.Height} blocks");
        Directory.GetFileSystemEntries(Data).Order(StringComparer.Ordinal).ToArray().ShouldBe(before);
    }

    [Fact]
    public async Task Verify_BesideARunningNode_SeesWhatIsInItsLogAlone()
    {
        await using var node = await ChildNode.StartReadyAsync(Data);
        await StoppedNodeFixture.SubmitAsync(node, Node.Consortium.Register(node.Network, Consortium.GtinOf(7)));
        var height = (await node.Query.StatusAsync(new())).Cursor.Number;
        var run = (await OperationRun.RunAsync("index", "verify", "--data", Data, "--json")).ShouldEnd(OperationExitCodes.Done);
        run.Json["height"]!.GetValue<ulong>().ShouldBe(height);
        height.ShouldBeGreaterThan(Node.Height);
        await StoppedNodeFixture.SubmitAsync(node, Node.Consortium.Register(node.Network, Consortium.GtinOf(8)));
    }

    [Fact]
    public void OpenReadOnly_WriterCompactsAwayEveryFile_StillReadsThem()
    {
        using var writer = LedgerDatabase.Open(new() { FolderPath = Path.Combine(Data, "db") });
        writer.Rocks.Flush(writer.Receipts);
        using var reader = LedgerDatabase.OpenReadOnly(new() { FolderPath = Path.Combine(Data, "db"), CacheSizeBytes = 8 << 20 });
        writer.Rocks.Delete(writer.Receipts, ReceiptRow.KeyOf(1, 0));
        writer.Rocks.Flush(writer.Receipts);
        writer.Rocks.CompactRange(writer.Receipts);
        ReceiptRows.Of(reader, 1).ShouldNotBeEmpty();
        ReceiptRows.Of(writer, 1).Count.ShouldBeLessThan(ReceiptRows.Of(reader, 1).Count);
    }

    [Fact]
    public async Task Verify_DigestWasChanged_NamesTheFirstBlock()
    {
        Change(Data, database =>
        {
            for (var number = Node.Height - 1; number <= Node.Height; number++)
            {
                var key = BlockRow.KeyOf(number);
                database.Rocks.Put(database.Blocks, key, (BlockRow.Decode(database.Rocks.Get(database.Blocks, key)!) with { Digest = Bytes32.Zero }).Encode());
            }
        });
        var run = (await OperationRun.RunAsync("index", "verify", "--data", Data)).ShouldEnd(OperationExitCodes.Differs);
        run.Output.ShouldContain($"DIFFERS at block {Node.Height - 1}");
        run.Output.ShouldContain("ledger index rebuild");
    }

    [Fact]
    public async Task Verify_OlderSchema_NamesTheRebuildAndNoDifference()
    {
        Change(Data, database =>
        {
            var version = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(version, SchemaVersion.Current - 1);
            database.Rocks.Put(database.Meta, "schema"u8, version);
        });
        var run = await OperationRun.RunAsync("index", "verify", "--data", Data);
        run.ExitCode.ShouldNotBe(OperationExitCodes.Done);
        run.ExitCode.ShouldNotBe(OperationExitCodes.Differs);
        run.Errors.ShouldContain($"schema {SchemaVersion.Current - 1}");
        run.Errors.ShouldContain("ledger index rebuild");
    }

    [Fact]
    public async Task Verify_RowWasChangedButNoDigest_NamesTheRow()
    {
        Change(Data, database =>
        {
            var family = database.FamilyOf(EntityKind.Run);
            using var iterator = database.Rocks.CreateIterator(family);
            iterator.SeekToFirst().ShouldBeTrue();
            var changed = iterator.Value.ToArray();
            changed[^1] ^= 1;
            database.Rocks.Put(family, iterator.Key.ToArray(), changed);
        });
        (await OperationRun.RunAsync("index", "verify", "--data", Data)).ShouldEnd(OperationExitCodes.Differs).Output.ShouldContain("Family run: the row 0x");
    }

    [Fact]
    public async Task Verify_TransactionWasChanged_DeepNamesTheBlock()
    {
        Change(Data, database =>
        {
            var log = new BlockLog(database.Rocks, database.BlockLog);
            var entry = log.ReadEntry(Node.Height)!;
            var raw = entry.Transactions[0].ToArray();
            raw[^1] ^= 1;
            database.Rocks.Put(database.BlockLog, BlockLogCodec.EntryKey(Node.Height), BlockLogCodec.Encode(entry with { Transactions = [raw, .. entry.Transactions.Skip(1)] }));
        });
        (await OperationRun.RunAsync("index", "verify", "--data", Data)).ShouldEnd(OperationExitCodes.Done);
        var deep = (await OperationRun.RunAsync("index", "verify", "--data", Data, "--deep", "--json")).ShouldEnd(OperationExitCodes.Differs);
        deep.Json["firstDifference"]!.GetValue<ulong>().ShouldBe(Node.Height);
        deep.Json["fault"]!.GetValue<string>().ShouldContain("transactions kept");
    }

    [Fact]
    public async Task Verify_NoData_SaysWhatIsMissing()
    {
        (await OperationRun.RunAsync("index", "verify", "--data", In("none"))).ShouldEnd(OperationExitCodes.Unavailable).Errors.ShouldContain("There is no data folder");
        (await OperationRun.RunAsync("index", "verify", "--data", In("none"), "--json")).ShouldEnd(OperationExitCodes.Unavailable).Json["error"]!["code"]!.GetValue<string>().ShouldBe("NODE_UNAVAILABLE");
        (await OperationRun.RunAsync("index", "verify")).ShouldEnd(ExitCodes.Usage).Errors.ShouldContain("--data is missing");
        (await OperationRun.RunAsync("index", "verify", "--data", Data, "--deeper")).ShouldEnd(ExitCodes.Usage).Errors.ShouldContain("--deeper");
    }
}
