using System.Collections.Concurrent;
using System.Text.Json;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Deployment;

/// <summary>What the compiler gave for a contract: its interface and its creation code, as they were when this library was built.</summary>
public sealed class ContractArtifact
{
    private static readonly ConcurrentDictionary<LedgerContract, ContractArtifact> Loaded = new();

    private ContractArtifact(AbiContract abi, byte[] creationCode, Bytes32 runtimeCodeHash)
    {
        Abi = abi;
        CreationCode = creationCode;
        RuntimeCodeHash = runtimeCodeHash;
    }

    /// <summary>The interface.</summary>
    public AbiContract Abi { get; }

    /// <summary>The creation code, to be followed by the constructor's arguments.</summary>
    public ReadOnlyMemory<byte> CreationCode { get; }

    /// <summary>The hash of the runtime code with zeros where immutables are written.</summary>
    public Bytes32 RuntimeCodeHash { get; }

    /// <summary>The artifact of a contract.</summary>
    public static ContractArtifact Of(LedgerContract contract) => Loaded.GetOrAdd(contract, Load);

    private static ContractArtifact Load(LedgerContract contract)
    {
        using var bin = JsonDocument.Parse(Resource($"{contract}.bin.json"));
        return new ContractArtifact(
            AbiContract.Parse(Resource($"{contract}.abi.json")),
            Hex.FromHex(bin.RootElement.GetProperty("bytecode").GetString()),
            Bytes32.Parse(bin.RootElement.GetProperty("deployedBytecodeHash").GetString()));
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(ContractArtifact).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The library was built without '{name}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
