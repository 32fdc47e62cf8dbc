namespace Ledger.Node.Operations.Verify;

/// <summary>The index is not what it should be; the message says where.</summary>
/// <param name="message">One sentence.</param>
/// <param name="block">The block that shows it; null when it is of no block.</param>
internal sealed class IndexDifferenceException(string message, ulong? block = null) : Exception(message)
{
    /// <summary>The block that shows it; null when it is of no block.</summary>
    public ulong? Block { get; } = block;
}
