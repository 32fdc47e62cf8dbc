namespace Ledger.Contracts.Projection.Records;

/// <summary>What became of a signed message. A number is never reused: it is in rows.</summary>
public enum MessageState : byte
{
    /// <summary>Applied; final.</summary>
    Applied = 1,

    /// <summary>Refused by the contract as things stood; final only once a seq that it names has moved on or its deadline has passed.</summary>
    Failed = 2,
}
