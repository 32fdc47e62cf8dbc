using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Eip712;

/// <summary>A message with its types and domain, as <c>eth_signTypedData_v4</c> takes it (EIP-712).</summary>
/// <param name="Types">All structs, the domain's included.</param>
/// <param name="PrimaryType">The message's struct.</param>
/// <param name="Domain">The domain's values.</param>
/// <param name="Message">The message's values.</param>
public sealed record Eip712TypedData(
    Eip712Types Types,
    string PrimaryType,
    IReadOnlyDictionary<string, object> Domain,
    IReadOnlyDictionary<string, object> Message)
{
    /// <summary>The longest JSON that is read.</summary>
    public const int MaximumJsonSizeBytes = 4 << 20;

    /// <summary>Reads the JSON form. Strict: a member that its type does not have is refused, as it would not be signed.</summary>
    /// <remarks>Integers may be JSON integers, decimal text or hexadecimal text; byte strings and addresses are hexadecimal text.</remarks>
    /// <exception cref="EthereumFormatException">Not such JSON, or a value does not fit its type.</exception>
    public static Eip712TypedData Parse(ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Length > MaximumJsonSizeBytes)
        {
            throw new EthereumFormatException($"Typed data of more than {MaximumJsonSizeBytes} bytes.");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8Json);
            return Eip712Json.Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // System.Text.Json reports text with half a surrogate pair as an invalid operation.
            throw new EthereumFormatException($"The typed data is not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>The domain's hash.</summary>
    /// <exception cref="EthereumFormatException">A value does not fit its type.</exception>
    public Bytes32 DomainSeparator() => Types.HashStruct(Eip712Domain.TypeName, Domain);

    /// <summary>The message's hash.</summary>
    /// <exception cref="EthereumFormatException">A value does not fit its type.</exception>
    public Bytes32 HashMessage() => Types.HashStruct(PrimaryType, Message);

    /// <summary>The hash to sign.</summary>
    /// <exception cref="EthereumFormatException">A value does not fit its type.</exception>
    public Bytes32 SigningDigest() => Eip712Digest.Of(DomainSeparator(), HashMessage());
}
