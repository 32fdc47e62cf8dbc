namespace Ledger.Node.Relay;

/// <summary>A moment at which a node may be killed while it writes the relay's journal.</summary>
internal enum RelayStep
{
    /// <summary>A transaction is signed; it is not in the journal.</summary>
    EntryFilled,

    /// <summary>A transaction is in the journal, on the device; it is not sent, and nobody was told.</summary>
    EntryJournalled,

    /// <summary>A transaction was found in its block; the journal still has it.</summary>
    OutcomeFound,

    /// <summary>The journal has forgotten a transaction; who waits for it was not told.</summary>
    OutcomeJournalled,
}
