namespace Ledger.Node.Index.Writing;

/// <summary>Lets a test act at every <see cref="IndexStep"/>. In production nothing happens there.</summary>
internal interface IIndexFaults
{
    /// <summary>The step was reached.</summary>
    /// <param name="step">Which.</param>
    /// <param name="block">The last block of the batch; of a seal, the bucket after the last one of the step.</param>
    void At(IndexStep step, ulong block);
}
