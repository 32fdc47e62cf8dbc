namespace Ledger.Node.Hosting;

/// <summary>The node cannot start as things are; the message is one line that ends with the cure.</summary>
internal sealed class NodeStartException(int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What was given is wrong.</summary>
    public static NodeStartException Usage(string message, Exception? innerException = null) => new(ExitCodes.Usage, message, innerException);

    /// <summary>What is needed is missing or taken.</summary>
    public static NodeStartException Unavailable(string message, Exception? innerException = null) => new(ExitCodes.Unavailable, message, innerException);

    /// <summary>What is stored is not what it should be.</summary>
    public static NodeStartException Internal(string message, Exception? innerException = null) => new(ExitCodes.Internal, message, innerException);
}
