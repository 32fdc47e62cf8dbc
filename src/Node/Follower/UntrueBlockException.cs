namespace Ledger.Node.Follower;

/// <summary>An endpoint told a block that contradicts itself: it is broken or lies.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="innerException">What found out.</param>
internal sealed class UntrueBlockException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Who told it; null when that is not known.</summary>
    public object? Teller { get; init; }
}
