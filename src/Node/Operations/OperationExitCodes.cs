namespace Ledger.Node.Operations;

/// <summary>How an operation ends. Documented in docs/node.md.</summary>
internal static class OperationExitCodes
{
    /// <summary>Done, or all is well.</summary>
    public const int Done = 0;

    /// <summary>What was looked at is not what it should be.</summary>
    public const int Differs = 1;

    /// <summary>Something that is needed is missing or taken.</summary>
    public const int Unavailable = 69;
}
