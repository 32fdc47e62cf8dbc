namespace Ledger.Node.Operations.Rebuild;

/// <summary>The moments of a rebuild between which a crash finds the data folder in different states.</summary>
internal enum RebuildStep
{
    /// <summary>The families that are no index are in the new database.</summary>
    Copied,

    /// <summary>The new index is complete and on the device.</summary>
    Built,

    /// <summary>Nothing of the old database has been touched.</summary>
    BeforeSwap,

    /// <summary>One of the two names has changed.</summary>
    HalfSwapped,

    /// <summary>The new database is in place, the old one beside it.</summary>
    Swapped,

    /// <summary>The old database is gone.</summary>
    Done,
}
