using Grpc.Core;
using Ledger.Api.V1;
using Ledger.Node.Hosting;
using Ledger.Node.Operations;
using Ledger.Node.Operations.Backups;
using Ledger.Node.Relay;
using Ledger.Node.Tests.Hosting;
using ApiOperations = Ledger.Api.V1.Operations;

namespace Ledger.Node.Tests.Operations;

public sealed class BackupCommandTests(StoppedNodeFixture stopped) : OperationTest(stopped)
{
    private string Out => In("backup");

    private string Restored => In("restored");

    [Fact]
    public async Task Backup_RunningNode_IsRestoredElsewhereAndGoesOn()
    {
        ulong height;
        await using (var node = await ChildNode.StartReadyAsync(Data))
        {
            await StoppedNodeFixture.SubmitAsync(node, Node.Consortium.Register(node.Network, Consortium.GtinOf(21)));
            height = (await node.Query.StatusAsync(new StatusRequest())).Cursor.Number;
            var backup = (await OperationRun.RunAsync("backup", "--data", Data, "--out", Out, "--json")).ShouldEnd(OperationExitCodes.Done);
            backup.Json["height"]!.GetValue<ulong>().ShouldBe(height);
            await StoppedNodeFixture.SubmitAsync(node, Node.Consortium.Register(node.Network, Consortium.GtinOf(22)));
        }

        File.Exists(Path.Combine(Out, "identity.key")).ShouldBeFalse();
        File.Exists(Path.Combine(Out, "relay.key")).ShouldBeFalse();
        Directory.Exists(Out + ".partial").ShouldBeFalse();
        var restore = (await OperationRun.RunAsync("restore", "--from", Out, "--data", Restored)).ShouldEnd(OperationExitCodes.Done);
        restore.Output.ShouldContain("forks");
        (await OperationRun.RunAsync("index", "verify", "--data", Restored, "--deep")).ShouldEnd(OperationExitCodes.Done);

        await using var again = await ChildNode.StartReadyAsync(Restored);
        (await again.Query.StatusAsync(new StatusRequest())).Cursor.Number.ShouldBe(height);
        await StoppedNodeFixture.SubmitAsync(again, Node.Consortium.Register(again.Network, Consortium.GtinOf(22)));
    }

    [Fact]
    public async Task Backup_WithKeys_RestoresTheSameNode()
    {
        (await OperationRun.RunAsync("backup", "--data", Data, "--out", Out, "--with-keys")).ShouldEnd(OperationExitCodes.Done);
        (await OperationRun.RunAsync("restore", "--from", Out, "--data", Restored)).ShouldEnd(OperationExitCodes.Done);
        foreach (var key in new[] { "identity.key", "relay.key" })
        {
            (await File.ReadAllTextAsync(Path.Combine(Restored, key))).ShouldBe(await File.ReadAllTextAsync(Path.Combine(Data, key)));
            IsOwnerOnly(Path.Combine(Out, key)).ShouldBeTrue();
            IsOwnerOnly(Path.Combine(Restored, key)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Restore_TransactionsOnTheirWayWithoutTheirKey_AreForgotten()
    {
        Change(Data, database => database.Rocks.Put(
            database.Relay, [(byte)'T', 0, 0, 0, 0, 0, 0, 0, 77], new JournalEntry(77, 1, [new([.. Enumerable.Repeat((byte)1, 32)])], [1, 2, 3]).Encode()));
        (await OperationRun.RunAsync("backup", "--data", Data, "--out", Out)).ShouldEnd(OperationExitCodes.Done);
        var restore = (await OperationRun.RunAsync("restore", "--from", Out, "--data", Restored, "--json")).ShouldEnd(OperationExitCodes.Done);
        restore.Json["forgottenTransactions"]!.GetValue<int>().ShouldBe(1);
        restore.Json["forksChain"]!.GetValue<bool>().ShouldBeTrue();
        await using var again = await ChildNode.StartReadyAsync(Restored);
        await StoppedNodeFixture.SubmitAsync(again, Node.Consortium.Register(again.Network, Consortium.GtinOf(23)));
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("missing")]
    [InlineData("added")]
    [InlineData("manifest")]
    public async Task Restore_BackupIsNotWhatItsManifestSays_IsRefused(string damage)
    {
        (await OperationRun.RunAsync("backup", "--data", Data, "--out", Out)).ShouldEnd(OperationExitCodes.Done);
        var table = Directory.GetFiles(Path.Combine(Out, "db")).OrderByDescending(file => new FileInfo(file).Length).First();
        switch (damage)
        {
            case "changed":
                var bytes = await File.ReadAllBytesAsync(table);
                bytes[bytes.Length / 2] ^= 1;
                await File.WriteAllBytesAsync(table, bytes);
                break;
            case "missing":
                File.Delete(table);
                break;
            case "added":
                await File.WriteAllTextAsync(Path.Combine(Out, "db", "999999.sst"), "x");
                break;
            default:
                File.Delete(Path.Combine(Out, BackupManifest.FileName));
                break;
        }

        var run = (await OperationRun.RunAsync("restore", "--from", Out, "--data", Restored)).ShouldEnd(OperationExitCodes.Differs);
        run.Errors.ShouldContain("Use another backup.");
        Directory.Exists(Path.Combine(Restored, "db")).ShouldBeFalse();
    }

    [Fact]
    public async Task Restore_FolderHasADatabase_IsRefused()
    {
        (await OperationRun.RunAsync("backup", "--data", Data, "--out", Out)).ShouldEnd(OperationExitCodes.Done);
        (await OperationRun.RunAsync("restore", "--from", Out, "--data", Data)).ShouldEnd(OperationExitCodes.Unavailable).Errors.ShouldContain("has a database already");
        (await OperationRun.RunAsync("backup", "--data", Data, "--out", Out)).ShouldEnd(ExitCodes.Usage).Errors.ShouldContain("exists");
    }

    [Fact]
    public async Task Backup_OverRpc_AsksForTokenAndAbsolutePath()
    {
        await using var node = await ChildNode.StartReadyAsync(Data);
        var client = new ApiOperations.OperationsClient(node.Channel);
        var stranger = await Should.ThrowAsync<RpcException>(async () => await client.BackupAsync(new BackupRequest { Folder = Out }));
        stranger.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        Directory.Exists(Out).ShouldBeFalse();

        var token = await File.ReadAllTextAsync(Path.Combine(Data, "operator.token"));
        IsOwnerOnly(Path.Combine(Data, "operator.token")).ShouldBeTrue();
        var metadata = new Metadata { { OperationsService.TokenKey, $"Bearer {token.Trim()}" } };
        foreach (var folder in new[] { "backup", "", "/", Out + "/../backup", Out + "/", Data, In(Path.Combine("no", "where")) })
        {
            var refused = await Should.ThrowAsync<RpcException>(async () => await client.BackupAsync(new BackupRequest { Folder = folder }, metadata));
            refused.StatusCode.ShouldBe(StatusCode.InvalidArgument, folder);
        }

        (await client.BackupAsync(new BackupRequest { Folder = Out }, metadata)).Height.Number.ShouldBe(Node.Height);
    }

    [Fact]
    public async Task Backup_NodeListensOnAllAddresses_IsNotServed()
    {
        await using var node = await ChildNode.StartReadyAsync(Data, "--bind", "0.0.0.0");
        var refused = await Should.ThrowAsync<RpcException>(async () => await new ApiOperations.OperationsClient(node.Channel).BackupAsync(new BackupRequest { Folder = Out }));
        refused.StatusCode.ShouldBe(StatusCode.Unimplemented);
        (await OperationRun.RunAsync("backup", "--data", Data, "--out", Out)).ShouldEnd(OperationExitCodes.Unavailable).Errors.ShouldContain("serves no backups");
    }
}
