namespace Ledger.Native.Sodium;

/// <summary>libsodium could not do what it was asked for lack of a resource: memory, locked memory or randomness.</summary>
public sealed class SodiumException : Exception
{
    /// <summary>Creates the exception with a generic message.</summary>
    public SodiumException()
        : base("libsodium failed.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, and the cure.</param>
    public SodiumException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, and the cure.</param>
    /// <param name="innerException">The cause.</param>
    public SodiumException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
