using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Rows;

/// <summary>Anything with a sequence of its own.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id.</param>
internal readonly record struct Subject(SubjectKind Kind, ulong Id)
{
    /// <summary>A token.</summary>
    public static Subject Of(TokenId token) => new(SubjectKind.Token, token.Value);
}
