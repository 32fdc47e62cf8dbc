namespace Ledger.Client.Preparing;

/// <summary>How long a partner can be suspended.</summary>
public static class PartnerSuspension
{
    /// <summary>The end that means: until the council reinstates the partner (2^40 − 1).</summary>
    public const ulong UntilReinstated = (1UL << 40) - 1;
}
