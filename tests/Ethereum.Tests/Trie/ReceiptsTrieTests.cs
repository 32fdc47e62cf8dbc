using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;
using Ledger.Ethereum.Tests.JsonRpc;
using Ledger.Ethereum.Trie;
using Ledger.Tests.Shared.Anvil;

namespace Ledger.Ethereum.Tests.Trie;

/// <summary>Against a real chain: roots that anvil put into its headers, and its state proofs.</summary>
public sealed class ReceiptsTrieTests(AnvilFixture fixture) : IClassFixture<AnvilFixture>
{
    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [Fact]
    public async Task ComputeRoot_BlockOfManyReceipts_IsTheHeadersAndEveryReceiptIsProven()
    {
        var (header, receipts) = await MineManyAsync(transactions: 150);

        receipts.Count.ShouldBe(150);
        ReceiptsTrie.ComputeRoot(receipts).ShouldBe(header.ReceiptsRoot);
        var trie = ReceiptsTrie.Build(receipts);
        trie.Root.ShouldBe(header.ReceiptsRoot);
        for (var i = 0; i < receipts.Count; i++)
        {
            var key = IndexedTrie.KeyOf(i);
            var proven = TrieProof.Verify(header.ReceiptsRoot, key, trie.Prove(key)).ShouldNotBeNull();
            proven.ShouldBe(ReceiptRlp.Encode(receipts[i]));
            var decoded = ReceiptRlp.Decode(proven);
            decoded.Type.ShouldBe(receipts[i].Type);
            decoded.Logs.Count.ShouldBe(receipts[i].Logs.Length);
            decoded.Logs[1].Topics.Span.SequenceEqual(receipts[i].Logs.Span[1].Topics.Span).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("gasPrice", 0)]
    [InlineData("maxFeePerGas", 2)]
    public async Task ComputeRoot_EitherType_IsTheHeaders(string feeMember, byte type)
    {
        var sent = await fixture.SendAsync(null, EvmCode.Deploying(EvmCode.LogTwiceAndStore), Deadline, feeMember);
        var block = await fixture.Rpc.GetBlockAsync(BlockTag.Number(sent.BlockNumber), fullTransactions: false, Deadline);

        sent.Type.ShouldBe(type);
        ReceiptsTrie.ComputeRoot([sent]).ShouldBe(block.ShouldNotBeNull().Header.ReceiptsRoot);
    }

    [Fact]
    public async Task Verify_StateProofOfAnvil_ShowsAccountAndSlots()
    {
        var created = await fixture.SendAsync(null, EvmCode.Deploying(EvmCode.LogTwiceAndStore), Deadline);
        var contract = created.ContractAddress.ShouldNotBeNull();
        var sent = await fixture.SendAsync(contract, [], Deadline);
        var slot = Word(1);
        var absent = Word(77);
        var block = await fixture.Rpc.GetBlockAsync(BlockTag.Number(sent.BlockNumber), fullTransactions: false, Deadline);
        var proof = await fixture.Rpc.GetProofAsync(contract, [slot, absent], BlockTag.Number(sent.BlockNumber), Deadline);

        var account = TrieProof.Verify(block.ShouldNotBeNull().Header.StateRoot, Keccak256.Hash(contract.Span).Span, proof.Nodes).ShouldNotBeNull();
        ReadStorageRoot(account).ShouldBe(proof.StorageHash);
        TrieProof.Verify(proof.StorageHash, Keccak256.Hash(slot.Span).Span, proof.Storage[0].Nodes).ShouldBe([42]);
        TrieProof.Verify(proof.StorageHash, Keccak256.Hash(absent.Span).Span, proof.Storage[1].Nodes).ShouldBeNull();
    }

    [Fact]
    public void Decode_AnyBytes_OnlyFormatErrors() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<byte[]>(DecodeOrRefuse));

    [Theory]
    [InlineData("0x")]
    [InlineData("0x00c0")]
    [InlineData("0x05c0")]
    [InlineData("0x02")]
    [InlineData("0xc101")]
    public void Decode_NoReceipt_IsRefused(string hex) => Should.Throw<EthereumFormatException>(() => ReceiptRlp.Decode(Hex.FromHex(hex)));

    [Fact]
    public async Task Decode_MutatedReceipt_OnlyFormatErrors()
    {
        var receipt = await fixture.SendAsync(null, EvmCode.Deploying(EvmCode.LogTwiceAndStore), Deadline);
        var encoded = ReceiptRlp.Encode(receipt);
        var mutations = Gen.Choose(0, encoded.Length - 1).SelectMany(position => Gen.Choose(0, 255).Select(value => (position, value)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(mutations.ToArbitrary(), m =>
        {
            var mutated = encoded.ToArray();
            mutated[m.position] = (byte)m.value;
            DecodeOrRefuse(mutated);
        }));
    }

    private static void DecodeOrRefuse(byte[] bytes)
    {
        try
        {
            ReceiptRlp.Decode(bytes);
        }
        catch (EthereumFormatException)
        {
        }
    }

    private static Bytes32 ReadStorageRoot(byte[] account)
    {
        var items = new RlpReader(account).ReadList();
        items.Skip();
        items.Skip();
        return items.ReadBytes32();
    }

    private static Bytes32 Word(byte number)
    {
        var bytes = new byte[Bytes32.SizeBytes];
        bytes[^1] = number;
        return new Bytes32(bytes);
    }

    private static async Task<(BlockHeader Header, IReadOnlyList<TransactionReceipt> Receipts)> MineManyAsync(int transactions)
    {
        await using var anvil = await AnvilProcess.StartAsync("--no-mining", "--order", "fifo", "--gas-limit", "1000000000");
        using var client = new JsonRpcClient(anvil.HttpEndpoint, new JsonRpcClientOptions(), TimeProvider.System);

        // Creation code that is the logging runtime itself: each transaction emits two logs. Every sixteenth is a legacy one.
        var batch = client.CreateBatch();
        for (var i = 0; i < transactions; i++)
        {
            var nonce = $"0x{i:x}";
            var isLegacy = i % 16 == 1;
            var request = JsonRpcRequest.Create("eth_sendTransaction", writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("from", AnvilFixture.Account.ToString());
                writer.WriteString("nonce", nonce);
                writer.WriteString("gas", "0x40000");
                writer.WriteString("data", Hex.ToHex(EvmCode.LogTwiceAndStore));
                writer.WriteString(isLegacy ? "gasPrice" : "maxFeePerGas", "0x0");
                if (!isLegacy) writer.WriteString("maxPriorityFeePerGas", "0x0");
                writer.WriteEndObject();
            });
            batch.Add(request.WithIdempotence(false), EthereumDecoders.Bytes32);
        }

        await batch.SendAsync(Deadline);
        await client.CallAsync(JsonRpcRequest.Create("evm_mine"), EthereumDecoders.Json, Deadline);
        var rpc = new EthereumRpc(client);
        var block = (await rpc.GetBlockAsync(BlockTag.Latest, fullTransactions: false, Deadline)).ShouldNotBeNull();
        block.Header.ComputeHash().ShouldBe(block.Hash);
        return (block.Header, (await rpc.GetBlockReceiptsAsync(BlockTag.Number(block.Header.Number), Deadline)).ShouldNotBeNull());
    }
}
