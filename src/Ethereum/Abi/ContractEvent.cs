namespace Ledger.Ethereum.Abi;

/// <summary>A decoded log: the base of the generated event types.</summary>
public abstract record ContractEvent
{
    /// <summary>The event's name in the source.</summary>
    public abstract string EventName { get; }
}
