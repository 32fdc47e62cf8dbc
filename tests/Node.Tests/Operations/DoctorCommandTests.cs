using System.Net;
using System.Net.Sockets;
using Ledger.Node.Index.Rows;
using Ledger.Node.Operations;
using Ledger.Node.Tests.Hosting;

namespace Ledger.Node.Tests.Operations;

public sealed class DoctorCommandTests(StoppedNodeFixture stopped) : OperationTest(stopped)
{
    private static readonly string[] FreePorts = ["--grpc-port", "0", "--http-port", "0"];

    [Fact]
    public async Task Doctor_StoppedNode_AllIsWell()
    {
        var run = (await OperationRun.RunAsync(["doctor", "--data", Data, .. FreePorts, "--json"])).ShouldEnd(OperationExitCodes.Done);
        run.Json["healthy"]!.GetValue<bool>().ShouldBeTrue();
        var subjects = run.Json["findings"]!.AsArray().Select(finding => finding!["subject"]!.GetValue<string>()).ToArray();
        subjects.ShouldBe(
            ["library RocksDB", "library libsodium", "library libsecp256k1", "anvil", "gRPC port", "HTTP port", "data folder", "permissions", "disk", "index"]);
    }

    [Fact]
    public async Task Doctor_RunningNode_TellsHowItIs()
    {
        await using var node = await ChildNode.StartReadyAsync(Data);
        var run = (await OperationRun.RunAsync("doctor", "--data", Data)).ShouldEnd(OperationExitCodes.Done);
        run.Output.ShouldContain("a node runs on");
        run.Output.ShouldContain($"ready at block {Node.Height:N0}");
    }

    [Fact]
    public async Task Doctor_EverythingWrong_NamesEachWithItsCure()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(Data, "relay.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Directory.CreateDirectory(Path.Combine(Data, "db.old"));
        Directory.CreateDirectory(Path.Combine(Data, "verify-99999999"));
        Change(Data, database => database.Rocks.Delete(database.Blocks, BlockRow.KeyOf(Node.Height)));
        var run = (await OperationRun.RunAsync("doctor", "--data", Data, "--grpc-port", $"{port}", "--http-port", "0", "--anvil", In("none"))).ShouldEnd(OperationExitCodes.Unavailable);
        run.Output.ShouldContain("anvil was not found");
        run.Output.ShouldContain($"{port} cannot be had");
        run.Output.ShouldContain("chmod 600");
        run.Output.ShouldContain("db.old' is of an operation that was cut off");
        run.Output.ShouldContain("verify-99999999'");
        run.Output.ShouldContain($"does not have the block {Node.Height}");
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.StartsWith("ok ", StringComparison.Ordinal) || line.StartsWith("warn", StringComparison.Ordinal) || line.StartsWith("FAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_NewFolder_SaysWhatTheFirstStartDoes() =>
        (await OperationRun.RunAsync(["doctor", "--data", In("new"), .. FreePorts])).ShouldEnd(OperationExitCodes.Done).Output.ShouldContain("the first start makes it");
}
