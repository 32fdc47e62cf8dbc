namespace Ledger.Node.Tests.Chain.Faults;

/// <summary>Tells faults from falsehoods.</summary>
internal static class Lies
{
    /// <summary>Whether it is an answer that is none.</summary>
    public static bool IsFault(this Lie lie) => lie >= Lie.Hangs;
}
