using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Follower;

namespace Ledger.Node.Chain;

/// <summary>
/// Asks the other endpoints whether they have the block that one told. A block may agree with itself and with its parent and still be made up; that other
/// endpoints have it too is what can be known without the seals of a consensus.
/// </summary>
/// <param name="endpoints">All of them.</param>
/// <param name="finality">How far beyond a block an endpoint must be to have a say.</param>
/// <param name="logger">Alarms.</param>
internal sealed class BlockWitnesses(EndpointSet endpoints, Finality finality, ILogger logger)
{
    /// <summary>Asks for one block. Who cannot answer has no say; who alone tells another block is put aside.</summary>
    /// <param name="teller">The endpoint that told it.</param>
    /// <param name="number">The block.</param>
    /// <param name="hash">Its hash, as told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainUnavailableException">As many or more endpoints have another block.</exception>
    public async Task RequireAsync(RpcEndpoint teller, ulong number, Bytes32 hash, CancellationToken cancellationToken)
    {
        var others = endpoints.Usable.Where(other => other != teller && !other.IsAside && other.Latest >= number + finality.Blocks).ToList();
        if (others.Count == 0) return;
        var answers = await Task.WhenAll(others.Select(other => HashAsync(other, number, cancellationToken)));
        var told = answers.OfType<(RpcEndpoint Endpoint, Bytes32 Hash)?>().Select(answer => answer!.Value).Append((Endpoint: teller, Hash: hash)).ToList();
        var largest = told.GroupBy(answer => answer.Hash).MaxBy(group => group.Count())!;
        if (largest.Count() == told.Count) return;
        if (largest.Count() * 2 <= told.Count && await WithoutUntrueAsync(told, number, cancellationToken) is { Count: > 0 } credible && credible.Count < told.Count)
        {
            if (credible.TrueForAll(answer => answer.Endpoint != teller)) throw ChainAnswers.Unavailable($"Block {number} of {teller.Address} contradicts itself.");
            if (credible.TrueForAll(answer => answer.Hash == hash)) return;
        }

        var difference = $"The endpoints disagree about block {number}: {string.Join(", ", told.Select(answer => $"{answer.Endpoint.Address} has {answer.Hash}"))}";
        if (largest.Count() * 2 > told.Count)
        {
            foreach (var (endpoint, _) in told.Where(answer => answer.Hash != largest.Key)) endpoint.PutAside();
            logger.LogError("{Difference}. Those in the minority are asked last from now on.", difference);
            if (largest.Key == hash) return;
        }

        throw ChainAnswers.Unavailable($"{difference}. Find out which is right and remove the other; nothing is followed meanwhile.");
    }

    // Where votes do not tell, contradictions may: who cannot show receipts that go with its block has no say.
    private async Task<List<(RpcEndpoint Endpoint, Bytes32 Hash)>> WithoutUntrueAsync(
        List<(RpcEndpoint Endpoint, Bytes32 Hash)> told, ulong number, CancellationToken cancellationToken)
    {
        var verdicts = await Task.WhenAll(told.Select(answer => AgreesWithItselfAsync(answer.Endpoint, number, cancellationToken)));
        foreach (var (answer, _) in told.Zip(verdicts).Where(pair => !pair.Second))
        {
            answer.Endpoint.PutAside();
            logger.LogError("Endpoint {Endpoint} tells of block {Block} what cannot be true, and is asked last from now on.", answer.Endpoint.Address, number);
        }

        return [.. told.Zip(verdicts).Where(pair => pair.Second).Select(pair => pair.First)];
    }

    private static async Task<bool> AgreesWithItselfAsync(RpcEndpoint endpoint, ulong number, CancellationToken cancellationToken)
    {
        try
        {
            BlockVerifier.Verify((await ChainAnswers.ReadBlocksAsync(endpoint.Rpc.Transport, endpoint, number, 1, cancellationToken))[0]);
            return true;
        }
        catch (Exception exception) when (exception is JsonRpcException or ChainUnavailableException or UntrueBlockException)
        {
            return false;
        }
    }

    private static async Task<(RpcEndpoint Endpoint, Bytes32 Hash)?> HashAsync(RpcEndpoint endpoint, ulong number, CancellationToken cancellationToken)
    {
        try
        {
            var block = await endpoint.Rpc.GetBlockAsync(BlockTag.Number(number), fullTransactions: false, cancellationToken);
            return block is not null && block.Header.Number == number ? (endpoint, block.Hash) : null;
        }
        catch (JsonRpcException)
        {
            // The next check tells what is wrong with it.
            return null;
        }
    }
}
