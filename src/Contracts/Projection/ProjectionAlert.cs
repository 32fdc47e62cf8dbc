using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Projection;

/// <summary>A finding outside the digest.</summary>
/// <param name="Code">A stable code, e.g. <c>DUPLICATE_SERIAL</c>.</param>
/// <param name="Message">One sentence for an operator.</param>
/// <param name="Block">The block that showed it.</param>
/// <param name="Tokens">The tokens concerned.</param>
public readonly record struct ProjectionAlert(string Code, string Message, ulong Block, IReadOnlyList<TokenId> Tokens);
