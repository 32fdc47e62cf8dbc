using Ledger.Ethereum.Eip712;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Deployment;

/// <summary>What tells one network from every other one: all that a verifier needs to know beforehand. Immutable and thread-safe.</summary>
public sealed class NetworkDescriptor
{
    /// <summary>The longest name of a network.</summary>
    public const int MaximumNameLength = 100;

    /// <summary>The most initial validators.</summary>
    public const int MaximumValidators = 1024;

    private readonly Dictionary<LedgerContract, Address> _contracts;
    private readonly Dictionary<Address, LedgerContract> _byAddress;
    private readonly Dictionary<LedgerContract, Bytes32> _domains;

    /// <summary>Describes a network.</summary>
    /// <param name="name">A name for people.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="genesisHash">The hash of block 0.</param>
    /// <param name="deployedBlock">No contract has an event before this block.</param>
    /// <param name="contracts">The address of each contract.</param>
    /// <param name="validators">The validators of block 0, for a chain with sealed blocks; else empty.</param>
    /// <exception cref="NetworkDescriptorException">A contract is missing, two have one address, or a bound is exceeded.</exception>
    public NetworkDescriptor(
        string name,
        ulong chainId,
        Bytes32 genesisHash,
        ulong deployedBlock,
        IReadOnlyDictionary<LedgerContract, Address> contracts,
        IReadOnlyList<Address>? validators = null)
    {
        if (name.Length is 0 or > MaximumNameLength) throw new NetworkDescriptorException($"A network's name has 1 to {MaximumNameLength} characters.");
        if (validators?.Count > MaximumValidators) throw new NetworkDescriptorException($"A network has at most {MaximumValidators} initial validators.");
        foreach (var contract in Enum.GetValues<LedgerContract>())
        {
            if (!contracts.ContainsKey(contract)) throw new NetworkDescriptorException($"The contract {contract} is missing.");
        }

        if (contracts.Values.Distinct().Count() != contracts.Count) throw new NetworkDescriptorException("Two contracts have one address.");
        (Name, ChainId, GenesisHash, DeployedBlock, Validators) = (name, chainId, genesisHash, deployedBlock, validators ?? []);
        _contracts = new Dictionary<LedgerContract, Address>(contracts);
        _byAddress = contracts.ToDictionary(c => c.Value, c => c.Key);
        _domains = contracts.ToDictionary(c => c.Key, c => new Eip712Domain("Ledger", "1", chainId, c.Value).Separator());
    }

    /// <summary>A name for people.</summary>
    public string Name { get; }

    /// <summary>The chain.</summary>
    public ulong ChainId { get; }

    /// <summary>The hash of block 0.</summary>
    public Bytes32 GenesisHash { get; }

    /// <summary>No contract has an event before this block.</summary>
    public ulong DeployedBlock { get; }

    /// <summary>The address of each contract.</summary>
    public IReadOnlyDictionary<LedgerContract, Address> Contracts => _contracts;

    /// <summary>The validators of block 0; empty on a chain without seals.</summary>
    public IReadOnlyList<Address> Validators { get; }

    /// <summary>Reads what <see cref="ToJson"/> writes. Strict: an unknown or missing member is refused.</summary>
    /// <exception cref="NetworkDescriptorException">The text is no such JSON.</exception>
    public static NetworkDescriptor Parse(ReadOnlyMemory<byte> utf8Json) => NetworkDescriptorJson.Read(utf8Json);

    /// <summary>Reads what <see cref="ToJson"/> writes.</summary>
    /// <exception cref="NetworkDescriptorException">The text is no such JSON.</exception>
    public static NetworkDescriptor Parse(string json) => Parse(System.Text.Encoding.UTF8.GetBytes(json));

    /// <summary>The address of a contract.</summary>
    public Address AddressOf(LedgerContract contract) => _contracts[contract];

    /// <summary>The contract at an address.</summary>
    /// <returns>False when none of the network's contracts is there.</returns>
    public bool TryFind(in Address address, out LedgerContract contract) => _byAddress.TryGetValue(address, out contract);

    /// <summary>The EIP-712 domain separator of the messages that a contract takes.</summary>
    public Bytes32 DomainOf(LedgerContract contract) => _domains[contract];

    /// <summary>Writes the descriptor as indented JSON, the same bytes for the same network.</summary>
    public string ToJson() => NetworkDescriptorJson.Write(this);
}
