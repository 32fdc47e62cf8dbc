using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>A function of a contract.</summary>
public sealed class AbiFunction
{
    /// <summary>Describes a function.</summary>
    /// <param name="name">The name in the source.</param>
    /// <param name="inputs">A tuple of the arguments.</param>
    /// <param name="outputs">A tuple of the results.</param>
    /// <param name="stateMutability"><c>pure</c>, <c>view</c>, <c>nonpayable</c> or <c>payable</c>.</param>
    public AbiFunction(string name, AbiType inputs, AbiType outputs, string stateMutability = "nonpayable")
    {
        Name = name;
        Inputs = inputs;
        Outputs = outputs;
        StateMutability = stateMutability;
        Signature = name + inputs.Name;
        Selector = Selector.Of(Signature);
    }

    /// <summary>The name in the source.</summary>
    public string Name { get; }

    /// <summary>A tuple of the arguments.</summary>
    public AbiType Inputs { get; }

    /// <summary>A tuple of the results.</summary>
    public AbiType Outputs { get; }

    /// <summary><c>pure</c>, <c>view</c>, <c>nonpayable</c> or <c>payable</c>.</summary>
    public string StateMutability { get; }

    /// <summary>The canonical signature, for example <c>transfer(address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>What names the function in calldata.</summary>
    public Selector Selector { get; }

    /// <summary>Encodes a call.</summary>
    /// <exception cref="ArgumentException">A value does not fit its type.</exception>
    public byte[] EncodeCall(params IReadOnlyList<object> arguments) => AbiCodec.Encode(Selector, Inputs, arguments);

    /// <summary>Decodes the arguments of a call that a contract may have executed.</summary>
    /// <exception cref="EthereumFormatException">Another function's call, or malformed.</exception>
    public AbiTuple DecodeCall(ReadOnlySpan<byte> calldata, AbiStrictness strictness = AbiStrictness.Solidity) =>
        Selector.Read(calldata) == Selector
            ? AbiCodec.Decode(Inputs, calldata[Selector.SizeBytes..], strictness)
            : throw new EthereumFormatException($"The calldata calls {Selector.Read(calldata)}, not {Signature}.");

    /// <summary>Decodes what a call returned.</summary>
    /// <exception cref="EthereumFormatException">The data is malformed.</exception>
    public AbiTuple DecodeOutput(ReadOnlySpan<byte> data) => AbiCodec.Decode(Outputs, data, AbiStrictness.Emitted);
}
