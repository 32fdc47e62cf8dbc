using Ledger.Contracts.Projection;

namespace Ledger.Contracts.Messages;

/// <summary>A subject that a message names with the seq its signer saw.</summary>
/// <param name="Kind">The subject's kind.</param>
/// <param name="Id">Its id; 0 for a product or lot, which messages name by GTIN and lot code.</param>
/// <param name="Seq">The seq that the message names.</param>
/// <param name="Gtin">The GTIN of a product or lot as a number, else 0.</param>
/// <param name="LotCode">The code of a lot, else null.</param>
public sealed record MessageSubject(SubjectKind Kind, ulong Id, uint Seq, ulong Gtin = 0, string? LotCode = null);
