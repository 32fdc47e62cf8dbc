namespace Ledger.Node.Index.Writing;

/// <summary>Does nothing at any step.</summary>
internal sealed class NoIndexFaults : IIndexFaults
{
    /// <summary>The only one needed.</summary>
    public static NoIndexFaults Instance { get; } = new();

    /// <inheritdoc/>
    public void At(IndexStep step, ulong block)
    {
    }
}
