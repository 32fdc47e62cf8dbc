using Ledger.Contracts.Generated;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Contracts.Deployment;

/// <summary>The signed transactions that put the contracts on a chain, in order, with the addresses they will get.</summary>
/// <remarks>
/// The contracts name each other by addresses that follow from the deployer's nonces, so all transactions are known beforehand, and the
/// deployer keeps no power: the council is the only administrator. Send them in order; they need no funds (gas price 0).
/// </remarks>
public sealed class DeploymentPlan
{
    private const ulong BaseGas = 600_000;
    private const ulong GasPerByte = 250;
    private const ulong GasPerCouncilEntry = 150_000;

    private readonly ulong _chainId;

    private DeploymentPlan(ulong chainId, IReadOnlyList<DeploymentStep> steps)
    {
        _chainId = chainId;
        Steps = steps;
    }

    /// <summary>The creations, in order.</summary>
    public IReadOnlyList<DeploymentStep> Steps { get; }

    /// <summary>Makes a plan.</summary>
    /// <param name="deployer">Signs the creations; may be forgotten afterwards.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="founding">The council's beginning.</param>
    /// <param name="firstNonce">The deployer's next nonce on the chain; 0 for a new key.</param>
    public static DeploymentPlan Create(IEthereumSigner deployer, ulong chainId, CouncilFounding founding, ulong firstNonce = 0)
    {
        var order = Enum.GetValues<LedgerContract>();
        var addresses = new Dictionary<LedgerContract, Address>();
        for (var i = 0; i < order.Length; i++) addresses[order[i]] = ContractAddress.FromCreation(deployer.Address, firstNonce + (ulong)i);
        var steps = new List<DeploymentStep>(order.Length);
        foreach (var contract in order)
        {
            var arguments = ConstructorArguments(contract, addresses, founding);
            var code = ContractArtifact.Of(contract).CreationCode;
            byte[] data = [.. code.Span, .. arguments];
            var transaction = new LegacyTransaction
            {
                ChainId = chainId,
                Nonce = firstNonce + (ulong)steps.Count,
                GasLimit = GasFor(contract, data.Length, founding),
                GasPrice = 0,
                Data = data,
            };
            steps.Add(new DeploymentStep(contract, addresses[contract], transaction.Sign(deployer)));
        }

        return new DeploymentPlan(chainId, steps);
    }

    /// <summary>Sends the transactions in order.</summary>
    /// <param name="send">Takes one raw transaction and returns when the chain has accepted it.</param>
    /// <param name="cancellationToken">Stops between transactions.</param>
    public async Task SendAsync(Func<ReadOnlyMemory<byte>, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        foreach (var step in Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await send(step.Transaction.Raw, cancellationToken);
        }
    }

    /// <summary>Describes the network that the plan makes.</summary>
    /// <param name="name">A name for people.</param>
    /// <param name="genesisHash">The hash of block 0.</param>
    /// <param name="deployedBlock">The first block with one of the creations, or any before it.</param>
    public NetworkDescriptor Describe(string name, Bytes32 genesisHash, ulong deployedBlock) =>
        new(name, _chainId, genesisHash, deployedBlock, Steps.ToDictionary(s => s.Contract, s => s.Address));

    private static byte[] ConstructorArguments(LedgerContract contract, Dictionary<LedgerContract, Address> at, CouncilFounding founding) => contract switch
    {
        LedgerContract.Council => CouncilFunctions.Constructor.Encode(founding.Founders, founding.Rules),
        LedgerContract.Catalogue => CatalogueFunctions.Constructor.Encode(at[LedgerContract.Tokens]),
        LedgerContract.Partners => PartnersFunctions.Constructor.Encode(at[LedgerContract.Tokens], at[LedgerContract.Council]),
        LedgerContract.Liens => LiensFunctions.Constructor.Encode(at[LedgerContract.Tokens]),
        LedgerContract.Recalls => RecallsFunctions.Constructor.Encode(at[LedgerContract.Tokens]),
        LedgerContract.Conditions => ConditionsFunctions.Constructor.Encode(at[LedgerContract.Tokens]),
        LedgerContract.Lens => LensFunctions.Constructor.Encode(at[LedgerContract.Tokens]),
        LedgerContract.Tokens => TokensFunctions.Constructor.Encode(
            at[LedgerContract.Council],
            [at[LedgerContract.Handling], at[LedgerContract.Shipping], at[LedgerContract.Endings], at[LedgerContract.Lending], at[LedgerContract.Holding]],
            [at[LedgerContract.Catalogue], at[LedgerContract.Partners], at[LedgerContract.Liens], at[LedgerContract.Recalls], at[LedgerContract.Conditions]]),
        _ => [],
    };

    // Creation costs 200 gas a byte of code and at most 16 a byte of calldata (EIP-3541, EIP-2028, EIP-3860), beside what the constructor does.
    private static ulong GasFor(LedgerContract contract, int sizeBytes, CouncilFounding founding) =>
        BaseGas + ((ulong)sizeBytes * GasPerByte)
        + (contract == LedgerContract.Council ? (ulong)(founding.Founders.Count + founding.Rules.Count) * GasPerCouncilEntry : 0);
}
