using System.Text;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Eip712;

/// <summary>What keeps a signature for one contract on one chain from being valid elsewhere (EIP-712).</summary>
/// <remarks>Fields that are null are left out.</remarks>
/// <param name="Name">The protocol's name.</param>
/// <param name="Version">The version of the signed messages.</param>
/// <param name="ChainId">The chain.</param>
/// <param name="VerifyingContract">The contract that checks the signature.</param>
/// <param name="Salt">A last resort to tell protocols apart.</param>
public sealed record Eip712Domain(
    string? Name = null,
    string? Version = null,
    ulong? ChainId = null,
    Address? VerifyingContract = null,
    Bytes32? Salt = null)
{
    /// <summary>The name of the struct that a domain is.</summary>
    public const string TypeName = "EIP712Domain";

    /// <summary>The domain's type with the fields that are there, in the order of the standard.</summary>
    public string EncodeType => $"{TypeName}({string.Join(',', Fields())})";

    /// <summary>Hashes the domain. Worth keeping: a contract's domain does not change.</summary>
    public Bytes32 Separator()
    {
        var writer = new AbiWriter(AbiReader.WordSizeBytes * (1 + Fields().Count()));
        writer.WriteBytes32(Keccak256.Hash(Encoding.UTF8.GetBytes(EncodeType)));
        if (Name is not null) writer.WriteBytes32(Keccak256.Hash(Encoding.UTF8.GetBytes(Name)));
        if (Version is not null) writer.WriteBytes32(Keccak256.Hash(Encoding.UTF8.GetBytes(Version)));
        if (ChainId is { } chainId) writer.WriteUInt64(chainId);
        if (VerifyingContract is { } contract) writer.WriteAddress(contract);
        if (Salt is { } salt) writer.WriteBytes32(salt);
        var separator = Keccak256.Hash(writer.WrittenSpan);
        writer.Dispose();
        return separator;
    }

    private IEnumerable<string> Fields()
    {
        if (Name is not null) yield return "string name";
        if (Version is not null) yield return "string version";
        if (ChainId is not null) yield return "uint256 chainId";
        if (VerifyingContract is not null) yield return "address verifyingContract";
        if (Salt is not null) yield return "bytes32 salt";
    }
}
