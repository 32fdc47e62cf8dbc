namespace Ledger.Ethereum.Keystore;

/// <summary>The keystore is well-formed, and the password is not the one it was encrypted with (or its ciphertext was altered).</summary>
public sealed class KeystorePasswordException : Exception
{
    /// <summary>Creates the exception.</summary>
    public KeystorePasswordException()
        : base("The password does not open this keystore.")
    {
    }
}
