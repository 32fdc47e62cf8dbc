using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Views;

/// <summary>A token as it stands, with what it has from its ancestors.</summary>
/// <param name="Token">The token.</param>
/// <param name="Word">Its storage word; zero without a record.</param>
/// <param name="Status">Its status; its own final one wins over its ancestors', and theirs ends what is inside.</param>
/// <param name="Path">Its ancestors, from parent to root; empty if held or in a final status.</param>
/// <param name="Root">The topmost token; none in a final status.</param>
/// <param name="Owner">The partner with title; none in a final status.</param>
/// <param name="Custodian">The partner that has the goods; none in a final status.</param>
/// <param name="Lien">The lien on it, wherever it is nested; none if there is none alive.</param>
/// <param name="Holds">The holds that bind it, each once; empty in a final status.</param>
public sealed record ResolvedToken(
    TokenId Token,
    TokenWord Word,
    TokenStatus Status,
    IReadOnlyList<TokenId> Path,
    TokenId Root,
    PartnerId Owner,
    PartnerId Custodian,
    LienId Lien,
    IReadOnlyList<HoldInForce> Holds)
{
    /// <summary>Whether the status is final.</summary>
    public bool IsTerminal => Status is >= TokenStatus.Dispensed and <= TokenStatus.Consumed;

    /// <summary>Whether it is directly owned.</summary>
    public bool IsHeld => Root == Token;
}
