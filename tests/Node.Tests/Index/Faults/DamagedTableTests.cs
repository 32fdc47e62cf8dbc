using Google.Protobuf;
using Grpc.Core;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Native.RocksDb;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Storage;
using Ledger.Node.Operations;
using Ledger.Node.Tests.Chain.Faults;
using Ledger.Node.Tests.Hosting;
using Ledger.Node.Tests.Operations;
using Ledger.Rpc.Client;
using Xunit.Abstractions;

namespace Ledger.Node.Tests.Index.Faults;

/// <summary>Table files with flipped bytes: whatever is asked is answered truly or refused, the node says what is wrong, and a rebuild cures it.</summary>
public sealed class DamagedTableTests(RpcNetworkFixture network, ITestOutputHelper output) : IClassFixture<RpcNetworkFixture>, IDisposable
{
    private readonly TestFolder _folder = new();

    private string Sound => _folder.In("sound");

    [Fact]
    public async Task Ask_AnyTableDamaged_IsAnsweredTrulyOrRefused()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await StoppedNodeAsync();
        var truth = (await AskAsync(Sound, "sound")).ShouldNotBeNull();
        truth.ShouldAllBe(answer => answer != null);
        var (refusals, unopened) = (0, 0);
        foreach (var table in Directory.GetFiles(Path.Combine(Sound, "db"), "*.sst"))
        {
            var data = _folder.In(Path.GetFileNameWithoutExtension(table));
            StoppedNodeFixture.Copy(Sound, data);
            var place = Flip(Path.Combine(data, "db", Path.GetFileName(table)), random);
            var hint = $"seed {seed}, {Path.GetFileName(table)} at {place}";
            if (await AskAsync(data, hint) is not { } answers)
            {
                unopened++;
                continue;
            }

            for (var i = 0; i < truth.Count; i++)
            {
                if (answers[i] is { } answer) answer.ShouldBe(truth[i], $"{hint}: question {i}");
                else refusals++;
            }
        }

        output.WriteLine($"{refusals} refusals, {unopened} not opened");
        refusals.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("run", "receipts")]
    [InlineData("partner", "receipts")]
    [InlineData("receipt", "chain")]
    [InlineData("binding", "receipts")]
    public async Task Node_TableOfAFamilyDamaged_IsNotReadySaysWhyAndIsCuredByARebuild(string family, string from)
    {
        await StoppedNodeAsync();
        var data = _folder.In("data");
        StoppedNodeFixture.Copy(Sound, data);
        DamageFamily(data, family);
        string[] options = ["--chain", "rpc", "--rpc", $"{network.Anvil.HttpEndpoint}", "--network", network.DescriptorPath];
        await using (var node = ChildNode.Start(data, options))
        {
            await node.ListeningAsync();
            await RequireRefusalAsync(node);
            var status = await node.Query.StatusAsync(new StatusRequest());
            status.Ready.ShouldBeFalse();
            status.Problems.ShouldContain(problem => problem.StartsWith("index: ", StringComparison.Ordinal) && problem.Contains("orrupt", StringComparison.Ordinal), string.Join("; ", status.Problems));
        }

        (await File.ReadAllTextAsync(Path.Combine(data, "logs", "node.log"))).ShouldContain("Critical");
        string[] source = from is "chain" ? ["--from", "chain", "--rpc", $"{network.Anvil.HttpEndpoint}"] : ["--from", "receipts"];
        (await OperationRun.RunAsync(["index", "rebuild", "--data", data, .. source])).ShouldEnd(OperationExitCodes.Done);
        (await OperationRun.RunAsync("index", "verify", "--data", data, "--deep")).ShouldEnd(OperationExitCodes.Done);
        (await AskAsync(data, "rebuilt")).ShouldBe(await AskAsync(Sound, "sound"));
    }

    [Fact]
    public async Task Start_TableThatIsReadFirstDamaged_IsRefusedWithTheCure()
    {
        await StoppedNodeAsync();
        var data = _folder.In("data");
        StoppedNodeFixture.Copy(Sound, data);
        DamageFamily(data, "run_blob");
        (await AskAsync(data, "run_blob")).ShouldBeNull();
    }

    public void Dispose() => _folder.Dispose();

    // A node that has followed everything, with all of it in tables.
    private async Task StoppedNodeAsync()
    {
        await using (var host = await network.StartAsync(Sound, [network.Anvil.HttpEndpoint]))
            await host.Services.Index.Committed.WaitAboveAsync((ulong)network.Truth.Count - 1, CancellationToken.None);
        OperationTest.Change(Sound, database =>
        {
            using var cache = new BlockCache(1 << 20);
            foreach (var family in LedgerFamilies.Describe(cache)) database.Rocks.Flush(database.Rocks.GetColumnFamily(family.Name));
        });
    }

    private static int Flip(string path, Random random)
    {
        // Anywhere in the blocks of rows, filters and index; what lies behind them is read at each opening.
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var place = random.Next((int)Math.Max(1, file.Length * 3 / 4));
        file.Position = place;
        var value = (byte)file.ReadByte();
        file.Position = place;
        file.WriteByte((byte)(value ^ (1 << random.Next(8))));
        return place;
    }

    private static void DamageFamily(string data, string family)
    {
        var database = Path.Combine(data, "db");

        // A table names its family among its properties, behind the blocks of rows.
        var table = Directory.GetFiles(database, "*.sst").Single(path => NamesFamily(File.ReadAllBytes(path), System.Text.Encoding.UTF8.GetBytes(family)));
        var bytes = File.ReadAllBytes(table);
        for (var i = 0; i < 16; i++) bytes[i] ^= 0x55;
        File.WriteAllBytes(table, bytes);
    }

    private static bool NamesFamily(ReadOnlySpan<byte> table, byte[] family)
    {
        // Keys share their beginnings with the one before, so that only the end of "rocksdb.column.family.name" stands there, before its value.
        byte[] sought = [.. "name"u8, .. family];
        var place = table.LastIndexOf(sought);
        return place >= 0 && !IsNamePart(table[place + sought.Length]);
    }

    private static bool IsNamePart(byte next) => next is (byte)'_' or (>= (byte)'a' and <= (byte)'z');

    private static async Task RequireRefusalAsync(ChildNode node)
    {
        var refused = 0;
        foreach (var question in Questions(node.Channel))
        {
            try
            {
                await question();
            }
            catch (RpcException exception) when (RpcErrors.ToLedgerException(exception).Error.Code is ErrorCode.IndexCorrupt)
            {
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(0);
    }

    // Null in place of an answer is a refusal with the right code; anything else is a failure of the test. Null alone: the node refused to start.
    private async Task<List<string?>?> AskAsync(string data, string hint)
    {
        NodeHost host;
        try
        {
            host = await network.StartAsync(data, [network.Anvil.HttpEndpoint]);
        }
        catch (NodeStartException exception)
        {
            exception.ExitCode.ShouldBe(ExitCodes.Internal, $"{hint}: {exception.Message}");
            exception.Message.ShouldContain("ebuild", Case.Sensitive, hint);
            return null;
        }

        await using (host)
        {
            using var channel = RpcChannel.ForAddress(host.Addresses!.Grpc);
            var answers = new List<string?>();
            foreach (var question in Questions(channel))
            {
                try
                {
                    answers.Add(JsonFormatter.Default.Format(await question()));
                }
                catch (RpcException exception)
                {
                    RpcErrors.ToLedgerException(exception).Error.Code.ShouldBe(ErrorCode.IndexCorrupt, $"{hint}: {exception.Status}");
                    answers.Add(null);
                }
            }

            return answers;
        }
    }

    private static IEnumerable<Func<Task<IMessage>>> Questions(RpcChannel channel)
    {
        var query = new Query.QueryClient(channel);
        foreach (var serial in RpcNetworkFixture.AllSerials.Where((_, i) => i % 10 == 0))
        {
            var item = $"(01){Consortium.Gtin:D14}(21){serial}";
            yield return async () => await query.TokenAsync(new TokenRequest { Item = item });
            yield return async () => await query.TraceAsync(new TraceRequest { Item = item });
        }

        yield return async () => await query.PartnersAsync(new PartnersRequest());
        yield return async () => await query.HoldingsAsync(new HoldingsRequest { Partner = "1" });
        yield return async () => await query.ProductAsync(new ProductRequest { Gtin = $"{Consortium.Gtin:D14}" });
        yield return async () => await query.LotAsync(new LotRequest { Gtin = $"{Consortium.Gtin:D14}", Lot = "LOT-1" });
        yield return async () => await query.AlertsAsync(new AlertsRequest());
        yield return async () => await query.ReceiptProofAsync(new ReceiptProofRequest { Block = 12 });
    }
}
