using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Transactions;
using Ledger.Node.Embedded;

namespace Ledger.Node.Hosting;

/// <summary>Finds out which network a node is of, and founds it at the first start.</summary>
internal static class NetworkFounding
{
    // Transactions start at block 1 of a chain that this node makes.
    private const ulong FirstBlock = 1;

    /// <summary>The network in the database; at the first start the one that the options describe.</summary>
    /// <exception cref="NodeStartException">The options and the database do not fit together, or something is missing.</exception>
    public static StoredNetwork Settle(NodeOptions options, NetworkStore store) => options.Chain is ChainKind.Embedded
        ? SettleEmbedded(options, store)
        : SettleRpc(options, store);

    private static StoredNetwork SettleEmbedded(NodeOptions options, NetworkStore store)
    {
        if (store.Read() is not { } stored) return Found(options, store);
        if (stored.BlockGasLimit == 0) throw Other(options, "the network of another chain");
        RequireSame(options, "--chain-id", stored.Descriptor.ChainId, options.ChainId);
        RequireSame(options, "--gas-limit", stored.BlockGasLimit, options.BlockGasLimit);
        return stored;
    }

    private static StoredNetwork Found(NodeOptions options, NetworkStore store)
    {
        var path = options.FoundersPath
            ?? throw NodeStartException.Usage($"The data folder '{options.DataFolderPath}' is new, so the council's founders are needed. Name them: --founders FILE.");
        var founders = FoundersFile.Read(path);
        var chainId = options.ChainId ?? founders.ChainId ?? EmbeddedChainOptions.DefaultChainId;
        if (founders.ChainId is { } said && said != chainId)
            throw NodeStartException.Usage($"The founders file says chain {said}, and --chain-id says {chainId}. Correct one of them.");
        if (options.NetworkName.Length is 0 or > NetworkDescriptor.MaximumNameLength)
            throw NodeStartException.Usage($"--network-name must have 1 to {NetworkDescriptor.MaximumNameLength} characters. Give another.");

        // The key lives until its transactions are signed; the contracts give it no power.
        using var deployer = EthereumPrivateKey.Create();
        var plan = DeploymentPlan.Create(deployer, chainId, founders.Council);
        var gasLimit = options.BlockGasLimit ?? new EmbeddedChainOptions { FolderPath = options.DataFolderPath }.BlockGasLimit;
        var network = new StoredNetwork(
            plan.Describe(options.NetworkName, default, FirstBlock), gasLimit, [.. plan.Steps.Select(step => step.Transaction.Raw.ToArray())]);
        if (plan.Steps.Max(step => step.Transaction.Transaction.GasLimit) is var needed && needed > gasLimit)
            throw NodeStartException.Usage($"--gas-limit {gasLimit} is too small for the contracts. Give at least {needed}.");
        store.Write(network);
        return network;
    }

    private static StoredNetwork SettleRpc(NodeOptions options, NetworkStore store)
    {
        var given = ReadDescriptor(options.NetworkPath!);
        if (store.Read() is not { } stored)
        {
            var network = new StoredNetwork(given, BlockGasLimit: 0, []);
            store.Write(network);
            return network;
        }

        if (!string.Equals(stored.Descriptor.ToJson(), given.ToJson(), StringComparison.Ordinal)) throw Other(options, $"the network '{stored.Descriptor.Name}', not that of '{options.NetworkPath}'");
        return stored;
    }

    private static NetworkDescriptor ReadDescriptor(string path)
    {
        try
        {
            return NetworkDescriptor.Parse(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NetworkDescriptorException)
        {
            throw NodeStartException.Usage($"The network descriptor '{path}' cannot be read: {exception.Message} Name the right file.", exception);
        }
    }

    private static void RequireSame(NodeOptions options, string option, ulong stored, ulong? given)
    {
        if (given is null || given == stored) return;
        throw NodeStartException.Usage($"The chain in '{options.DataFolderPath}' was made with {option} {stored}, not {given}. Leave {option} out, or name another data folder.");
    }

    private static NodeStartException Other(NodeOptions options, string what) =>
        NodeStartException.Usage($"The data folder '{options.DataFolderPath}' holds {what}. Name another data folder, or the right options.");
}
