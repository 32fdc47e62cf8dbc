namespace Ledger.Client.Preparing;

/// <summary>What a transfer moves.</summary>
[Flags]
public enum TransferScope
{
    /// <summary>The title.</summary>
    Title = 1,

    /// <summary>The physical possession.</summary>
    Custody = 2,

    /// <summary>Both.</summary>
    Both = Title | Custody,
}
