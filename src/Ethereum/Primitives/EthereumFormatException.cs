namespace Ledger.Ethereum.Primitives;

/// <summary>Input that is not in the format it claims: malformed RLP, ABI data, hexadecimal text, keystore, proof or header.</summary>
/// <remarks>Every decoder in this project throws this type, and no other, on malformed input.</remarks>
public sealed class EthereumFormatException : FormatException
{
    /// <summary>Creates the exception with a generic message.</summary>
    public EthereumFormatException()
        : base("The input is malformed.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public EthereumFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The cause.</param>
    public EthereumFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
