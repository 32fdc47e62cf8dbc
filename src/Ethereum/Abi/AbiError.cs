using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>A custom error of a contract.</summary>
public sealed class AbiError
{
    /// <summary>Describes an error.</summary>
    /// <param name="name">The name in the source.</param>
    /// <param name="fields">A tuple of its values.</param>
    public AbiError(string name, AbiType fields)
    {
        Name = name;
        Fields = fields;
        Signature = name + fields.Name;
        Selector = Selector.Of(Signature);
    }

    /// <summary><c>Error(string)</c>: what <c>require</c> and <c>revert</c> with a text give.</summary>
    public static AbiError Message { get; } = new("Error", AbiType.Tuple(new AbiParameter("message", AbiType.Text)));

    /// <summary><c>Panic(uint256)</c>: what a failed check of the compiler's gives.</summary>
    public static AbiError Panic { get; } = new("Panic", AbiType.Tuple(new AbiParameter("code", AbiType.UnsignedInteger(256))));

    /// <summary>The name in the source.</summary>
    public string Name { get; }

    /// <summary>A tuple of the values.</summary>
    public AbiType Fields { get; }

    /// <summary>The canonical signature.</summary>
    public string Signature { get; }

    /// <summary>What names the error in revert data.</summary>
    public Selector Selector { get; }

    /// <summary>Encodes revert data.</summary>
    /// <exception cref="ArgumentException">A value does not fit its type.</exception>
    public byte[] Encode(params IReadOnlyList<object> values) => AbiCodec.Encode(Selector, Fields, values);

    /// <summary>Decodes revert data.</summary>
    /// <exception cref="EthereumFormatException">Another error, or malformed.</exception>
    public AbiTuple Decode(ReadOnlySpan<byte> revertData) =>
        Selector.Read(revertData) == Selector
            ? AbiCodec.Decode(Fields, revertData[Selector.SizeBytes..], AbiStrictness.Emitted)
            : throw new EthereumFormatException($"The revert data is not of {Signature}.");
}
