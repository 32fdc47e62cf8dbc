namespace Ledger.Native.Loading;

/// <summary>A native library this process needs is absent or can't be loaded.</summary>
/// <remarks>The message is one line that names the library, the package to install and the variable that points elsewhere.</remarks>
public sealed class NativeLibraryMissingException : DllNotFoundException
{
    /// <summary>Creates the exception with a generic message.</summary>
    public NativeLibraryMissingException()
        : base("A native library is missing.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One line: what is missing and the cure.</param>
    public NativeLibraryMissingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">One line: what is missing and the cure.</param>
    /// <param name="innerException">What the dynamic loader said.</param>
    public NativeLibraryMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The library's short name, for example <c>rocksdb</c>; empty when unknown.</summary>
    public string LibraryName { get; init; } = "";

    /// <summary>The Debian package that holds the library; empty when unknown.</summary>
    public string DebianPackage { get; init; } = "";

    /// <summary>The environment variable that may name the library's file; empty when unknown.</summary>
    public string OverrideVariable { get; init; } = "";
}
