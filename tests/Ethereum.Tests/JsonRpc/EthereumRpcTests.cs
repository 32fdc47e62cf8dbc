using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Tests.Shared.Anvil;

namespace Ledger.Ethereum.Tests.JsonRpc;

public sealed class EthereumRpcTests(AnvilFixture fixture) : IClassFixture<AnvilFixture>
{
    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    private EthereumRpc Rpc => fixture.Rpc;

    [Fact]
    public async Task GetChainId_Anvil_IsTheConfiguredOne() => (await Rpc.GetChainIdAsync(Deadline)).ShouldBe(AnvilProcess.DefaultChainId);

    [Fact]
    public async Task GetClientVersion_Anvil_NamesIt() => (await Rpc.GetClientVersionAsync(Deadline)).ShouldStartWith("anvil/v1.7");

    [Theory]
    [InlineData("gasPrice", 0)]
    [InlineData("maxFeePerGas", 2)]
    public async Task GetBlock_MinedBlock_HashIsRecomputedFromTheHeader(string feeMember, byte type)
    {
        var receipt = await fixture.SendAsync(null, EvmCode.Deploying(EvmCode.LogTwiceAndStore), Deadline, feeMember);
        var byNumber = await Rpc.GetBlockAsync(BlockTag.Number(receipt.BlockNumber), fullTransactions: true, Deadline);
        var byHash = await Rpc.GetBlockAsync(BlockTag.Hash(receipt.BlockHash), fullTransactions: false, Deadline);

        byNumber.ShouldNotBeNull().Header.ComputeHash().ShouldBe(receipt.BlockHash);
        byNumber.Hash.ShouldBe(receipt.BlockHash);
        byNumber.Transactions.ShouldNotBeNull().ShouldHaveSingleItem().Type.ShouldBe(type);
        byHash.ShouldNotBeNull().TransactionHashes.ShouldBe([receipt.TransactionHash]);
        byHash.Transactions.ShouldBeNull();
    }

    [Fact]
    public async Task GetBlock_NotThere_IsNull() =>
        (await Rpc.GetBlockAsync(BlockTag.Number(1_000_000), fullTransactions: false, Deadline)).ShouldBeNull();

    [Fact]
    public async Task GetBlockReceipts_BlockWithLogs_HasTopicsAndData()
    {
        var contract = await DeployAsync(EvmCode.LogTwiceAndStore);
        var sent = await fixture.SendAsync(contract, [], Deadline);

        var receipts = await Rpc.GetBlockReceiptsAsync(BlockTag.Number(sent.BlockNumber), Deadline);

        var receipt = receipts.ShouldNotBeNull().ShouldHaveSingleItem();
        receipt.TransactionHash.ShouldBe(sent.TransactionHash);
        receipt.IsSuccess.ShouldBeTrue();
        receipt.To.ShouldBe(contract);
        receipt.ContractAddress.ShouldBeNull();
        receipt.Logs.Length.ShouldBe(2);
        var log = receipt.Logs.Span[1];
        log.Index.ShouldBe(1u);
        log.Address.ShouldBe(contract);
        log.Topics.Count.ShouldBe(2);
        log.Topics[0].ShouldBe(Word(7));
        log.Topics[1].ShouldBe(Word(8));
        new Bytes32(log.Data.Span).ShouldBe(Word(42));
    }

    [Fact]
    public async Task GetLogs_ByAddressAndTopic_FindsThem()
    {
        var contract = await DeployAsync(EvmCode.LogTwiceAndStore);
        var sent = await fixture.SendAsync(contract, [], Deadline);
        var filter = new LogFilter { From = BlockTag.Earliest, To = BlockTag.Latest, Addresses = [contract], Topics = [[], [Word(8), Word(9)]] };

        var logs = await Rpc.GetLogsAsync(filter, Deadline);
        var none = await Rpc.GetLogsAsync(filter with { Topics = [[Word(8)]] }, Deadline);

        logs.Count.ShouldBe(2);
        logs.ShouldAllBe(log => log.BlockHash == sent.BlockHash && log.TransactionHash == sent.TransactionHash && !log.IsRemoved);
        none.ShouldBeEmpty();
    }

    [Fact]
    public async Task GetTransactionByHash_KnownAndUnknown_InputOrNull()
    {
        var creation = EvmCode.Deploying(EvmCode.ReturnSlot1);
        var sent = await fixture.SendAsync(null, creation, Deadline);

        var transaction = await Rpc.GetTransactionByHashAsync(sent.TransactionHash, Deadline);

        transaction.ShouldNotBeNull().Input.ToArray().ShouldBe(creation);
        transaction.To.ShouldBeNull();
        transaction.BlockNumber.ShouldBe(sent.BlockNumber);
        (await Rpc.GetTransactionByHashAsync(Word(1), Deadline)).ShouldBeNull();
    }

    [Fact]
    public async Task CallContract_Revert_CarriesTheData()
    {
        var contract = await DeployAsync(EvmCode.RevertWith42);

        var error = await Should.ThrowAsync<JsonRpcErrorException>(
            () => Rpc.CallContractAsync(new CallRequest { From = AnvilFixture.Account, To = contract }, BlockTag.Latest, Deadline));

        error.HasRevertData.ShouldBeTrue();
        new Bytes32(error.RevertData.Span).ShouldBe(Word(42));
    }

    [Fact]
    public async Task CallContract_BlockAndStateOverrides_AreSeenByTheCode()
    {
        var clock = await DeployAsync(EvmCode.ReturnTimestamp);
        var overridden = Address.Parse("0x00000000000000000000000000000000000000aa");
        var accounts = new Dictionary<Address, StateOverride>
        {
            [overridden] = new() { Code = EvmCode.ReturnSlot1, StateDiff = new Dictionary<Bytes32, Bytes32> { [Word(1)] = Word(99) } },
        };

        var time = await Rpc.CallContractAsync(
            new CallRequest { To = clock }, BlockTag.Latest, null, new BlockOverrides { TimestampSeconds = 4_000_000_000 }, Deadline);
        var word = await Rpc.CallContractAsync(new CallRequest { To = overridden }, BlockTag.Latest, accounts, null, Deadline);

        new Bytes32(time).ShouldBe(Word(4_000_000_000));
        new Bytes32(word).ShouldBe(Word(99));
    }

    [Fact]
    public async Task StateMethods_DeployedContract_Agree()
    {
        var contract = await DeployAsync(EvmCode.LogTwiceAndStore);
        await fixture.SendAsync(contract, [], Deadline);

        (await Rpc.GetCodeAsync(contract, BlockTag.Latest, Deadline)).ShouldBe(EvmCode.LogTwiceAndStore);
        (await Rpc.GetStorageAtAsync(contract, Word(1), BlockTag.Latest, Deadline)).ShouldBe(Word(42));
        (await Rpc.GetTransactionCountAsync(contract, BlockTag.Latest, Deadline)).ShouldBe(1UL);
        (await Rpc.EstimateGasAsync(new CallRequest { To = contract }, BlockTag.Latest, Deadline)).ShouldBeGreaterThan(21_000UL);
        var proof = await Rpc.GetProofAsync(contract, [Word(1), Word(2)], BlockTag.Latest, Deadline);
        proof.Storage.Select(slot => slot.Word).ShouldBe([Word(42), Word(0)]);
        proof.Nonce.ShouldBe(1UL);
    }

    [Fact]
    public async Task SendRawTransaction_Garbage_IsAnError() =>
        await Should.ThrowAsync<JsonRpcErrorException>(() => Rpc.SendRawTransactionAsync(new byte[] { 1, 2, 3 }, allowRetry: false, Deadline));

    [Fact]
    public async Task Batch_MixedOutcomes_EachHasItsOwn()
    {
        var batch = fixture.Client.CreateBatch();
        var head = batch.Add(EthereumRequests.GetBlock(BlockTag.Latest, fullTransactions: false), EthereumDecoders.Block);
        var unknown = batch.Add(JsonRpcRequest.Create("eth_noSuchMethod"), EthereumDecoders.Text);
        var misread = batch.Add(JsonRpcRequest.Create("web3_clientVersion"), EthereumDecoders.Block);
        var chainId = batch.Add(JsonRpcRequest.Create("eth_chainId"), EthereumDecoders.Quantity);

        await batch.SendAsync(Deadline);

        head.Value.ShouldNotBeNull();
        unknown.Fault.ShouldBeOfType<JsonRpcErrorException>().Code.ShouldBe(-32601);
        misread.Fault.ShouldBeOfType<JsonRpcProtocolException>();
        Should.Throw<JsonRpcProtocolException>(() => misread.Value);
        chainId.Value.ShouldBe(AnvilProcess.DefaultChainId);
    }

    private static Bytes32 Word(ulong number)
    {
        var bytes = new byte[Bytes32.SizeBytes];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(24), number);
        return new Bytes32(bytes);
    }

    private async Task<Address> DeployAsync(byte[] runtime)
    {
        var receipt = await fixture.SendAsync(null, EvmCode.Deploying(runtime), Deadline);
        receipt.IsSuccess.ShouldBeTrue();
        return receipt.ContractAddress.ShouldNotBeNull();
    }
}
