using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.JsonRpc;

/// <summary>Whatever bytes an endpoint answers with, a caller meets a value or a <see cref="JsonRpcException"/>.</summary>
public sealed class DecoderPropertyTests(AnvilFixture fixture) : IClassFixture<AnvilFixture>
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [Fact]
    public void Read_AnyBytes_OnlyJsonRpcErrors() => Run(3000, Prop.ForAll<byte[]>(bytes => ReadAll(bytes)));

    [Fact]
    public void ReadId_AnyBytes_OnlyJsonRpcErrors() => Run(3000, Prop.ForAll<byte[]>(ReadMessage));

    [Fact]
    public async Task Read_MutatedRealAnswers_OnlyJsonRpcErrors()
    {
        var contract = (await fixture.SendAsync(null, EvmCode.Deploying(EvmCode.LogTwiceAndStore), Deadline)).ContractAddress.ShouldNotBeNull();
        var sent = await fixture.SendAsync(contract, [], Deadline);
        var block = BlockTag.Number(sent.BlockNumber);
        JsonRpcRequest[] requests =
        [
            EthereumRequests.GetBlock(block, fullTransactions: true),
            EthereumRequests.GetBlockReceipts(block),
            EthereumRequests.GetTransactionByHash(sent.TransactionHash),
            EthereumRequests.GetLogs(new LogFilter { From = block, To = block }),
            EthereumRequests.GetProof(contract, [Bytes32.Zero], block),
        ];
        var answers = new List<byte[]>();
        foreach (var request in requests)
        {
            var result = (await fixture.Client.CallAsync(request, EthereumDecoders.Json, Deadline)).GetRawText();
            answers.Add(Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"result":""" + result + "}"));
            answers.Add(Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"0xa","result":""" + result + "}}"));
        }

        // The unmutated answer must be readable by exactly one decoder, or the mutations would test nothing.
        answers.Where((_, i) => i % 2 == 0).ShouldAllBe(answer => ReadAll(answer) == 1);

        // Structure-breaking bytes are favoured: random ones mostly land inside hexadecimal text.
        var bytes = Gen.Frequency((1, Gen.Choose(0, 255)), (2, Gen.Elements<int>('"', '{', '}', '[', ']', ',', ':', 'n', '-', '\\')));
        var mutations = from answer in Gen.Elements(answers.ToArray())
                        from position in Gen.Choose(0, answer.Length - 1)
                        from value in bytes
                        from cut in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, answer.Length)))
                        select (answer, position, value, cut);
        Run(3000, Prop.ForAll(mutations.ToArbitrary(), m =>
        {
            var mutated = m.answer.ToArray();
            mutated[m.position] = (byte)m.value;
            ReadAll(mutated[..^m.cut]);
            ReadMessage(mutated[..^m.cut]);
        }));
    }

    [Theory]
    [InlineData("address", "\"0x00\"")]
    [InlineData("address", "null")]
    [InlineData("data", "\"0x0\"")]
    [InlineData("data", "\"0xzz\"")]
    [InlineData("data", "7")]
    [InlineData("topics", "\"0x\"")]
    [InlineData("topics", "[\"0x\"]")]
    [InlineData("topics", "[T,T,T,T,T]")]
    [InlineData("logIndex", "\"0x100000000\"")]
    [InlineData("logIndex", "\"0x00\"")]
    [InlineData("removed", "\"no\"")]
    [InlineData("blockHash", "null")]
    public void ReadLogs_LyingMember_IsRefused(string member, string value)
    {
        const string Valid = $$"""
            {"address":"0x0000000000000000000000000000000000000001","data":"0x","topics":[],"logIndex":"0x0","removed":false,"blockNumber":"0x1",
            "blockHash":"0x{{Zeros}}","transactionHash":"0x{{Zeros}}","transactionIndex":"0x0"}
            """;
        ReadLogs(Valid).Fault.ShouldBeNull();
        ReadLogs(Valid[..^1] + $",\"{member}\":{value.Replace("T", $"\"0x{Zeros}\"", StringComparison.Ordinal)}}}")
            .Fault.ShouldBeOfType<JsonRpcProtocolException>();
    }

    private static JsonRpcCall<IReadOnlyList<FilteredLog>> ReadLogs(string log)
    {
        var call = new JsonRpcCall<IReadOnlyList<FilteredLog>>(JsonRpcRequest.Create("eth_getLogs"), EthereumDecoders.Logs) { Id = 1 };
        JsonRpcAnswerReader.Read(Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[{log}]}}"), [call], isBatch: false);
        return call;
    }

    /// <summary>Reads the bytes with every decoder; returns how many of the structured ones made a value of them.</summary>
    private static int ReadAll(byte[] bytes)
    {
        Read(bytes, EthereumDecoders.Quantity);
        Read(bytes, EthereumDecoders.Bytes32);
        Read(bytes, EthereumDecoders.Bytes);
        Read(bytes, EthereumDecoders.Text);
        Read(bytes, EthereumDecoders.Receipt);
        return Read(bytes, EthereumDecoders.Block) + Read(bytes, EthereumDecoders.BlockReceipts) + Read(bytes, EthereumDecoders.Transaction)
            + Read(bytes, EthereumDecoders.Logs) + Read(bytes, EthereumDecoders.Proof);
    }

    private static int Read<T>(byte[] bytes, JsonRpcDecoder<T> decode)
    {
        var successes = 0;
        foreach (var isBatch in (bool[])[false, true])
        {
            var call = new JsonRpcCall<T>(JsonRpcRequest.Create("any"), decode) { Id = 1 };
            try
            {
                JsonRpcAnswerReader.Read(bytes, [call], isBatch);
                if (call.Fault is null) successes++;
            }
            catch (JsonRpcException)
            {
                // The one family of errors that callers expect.
            }
        }

        return successes;
    }

    private static void ReadMessage(byte[] bytes)
    {
        try
        {
            if (WebSocketMessage.ReadId(bytes) is null)
            {
                var subscription = new JsonRpcSubscription<FilteredLog>(null!, JsonRpcRequest.Create("any"), ReceiptDecoder.ReadLog, capacity: 1);
                WebSocketMessage.Deliver(bytes, _ => subscription.Core);
            }
        }
        catch (JsonRpcException)
        {
            // The one family of errors that the connection expects.
        }
    }

    private static void Run(int tests, Property property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), property);
}
