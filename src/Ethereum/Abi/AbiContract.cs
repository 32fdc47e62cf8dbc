using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>The interface of a contract, read from the ABI JSON that the Solidity compiler writes.</summary>
public sealed class AbiContract
{
    /// <summary>The most entries of one contract.</summary>
    public const int MaximumEntries = 4096;

    /// <summary>The longest ABI JSON that is read.</summary>
    public const int MaximumJsonSizeBytes = 16 << 20;

    internal AbiContract(
        AbiType constructorInputs,
        IReadOnlyList<AbiFunction> functions,
        IReadOnlyList<AbiEvent> events,
        IReadOnlyList<AbiError> errors)
    {
        ConstructorInputs = constructorInputs;
        Functions = functions;
        Events = events;
        Errors = errors;
    }

    /// <summary>A tuple of the constructor's arguments, to be encoded behind the creation code.</summary>
    public AbiType ConstructorInputs { get; }

    /// <summary>The functions, in the order of the file.</summary>
    public IReadOnlyList<AbiFunction> Functions { get; }

    /// <summary>The events, in the order of the file.</summary>
    public IReadOnlyList<AbiEvent> Events { get; }

    /// <summary>The custom errors, in the order of the file.</summary>
    public IReadOnlyList<AbiError> Errors { get; }

    /// <summary>Reads ABI JSON: an array of entries, or an object whose <c>abi</c> is one (as build tools write it).</summary>
    /// <exception cref="EthereumFormatException">Not such JSON, or beyond the bounds.</exception>
    public static AbiContract Parse(ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Length > MaximumJsonSizeBytes)
        {
            throw new EthereumFormatException($"ABI JSON of more than {MaximumJsonSizeBytes} bytes.");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8Json);
            return AbiJson.ReadContract(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new EthereumFormatException($"The ABI is not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>The function with a name or a canonical signature.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or the name is overloaded.</exception>
    public AbiFunction Function(string nameOrSignature) => Single(Functions, f => f.Name, f => f.Signature, nameOrSignature);

    /// <summary>The event with a name or a canonical signature.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or the name is overloaded.</exception>
    public AbiEvent Event(string nameOrSignature) => Single(Events, e => e.Name, e => e.Signature, nameOrSignature);

    /// <summary>The error with a name or a canonical signature.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or the name is overloaded.</exception>
    public AbiError Error(string nameOrSignature) => Single(Errors, e => e.Name, e => e.Signature, nameOrSignature);

    private static T Single<T>(IReadOnlyList<T> entries, Func<T, string> name, Func<T, string> signature, string wanted)
    {
        var key = wanted.Contains('(', StringComparison.Ordinal) ? signature : name;
        var found = entries.Where(e => string.Equals(key(e), wanted, StringComparison.Ordinal)).ToList();
        return found.Count == 1 ? found[0] : throw new KeyNotFoundException($"The contract has {found.Count} entries called '{wanted}'.");
    }
}
