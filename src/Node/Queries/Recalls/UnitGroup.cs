using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Node.Queries.Recalls;

/// <summary>Units of one run that lie side by side and have had the same fate.</summary>
/// <param name="First">The first one.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Status">Their status, or that of what they are in.</param>
/// <param name="Owner">The partner with title; none in a final status.</param>
/// <param name="Custodian">The partner that has them; none in a final status.</param>
/// <param name="Parent">What they are in; none if held, or in a final status of their own.</param>
internal readonly record struct UnitGroup(TokenId First, uint Count, TokenStatus Status, PartnerId Owner, PartnerId Custodian, TokenId Parent)
{
    /// <summary>Whether the status is final.</summary>
    public bool HasEnded => Status is >= TokenStatus.Dispensed and <= TokenStatus.Consumed;
}
