using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Proofs;

/// <summary>A history whose events were all found in the receipts of their blocks.</summary>
/// <param name="Trace">The history as the node told it.</param>
/// <param name="Receipts">How many receipts were checked against the receipts roots of their headers.</param>
/// <param name="SeqsShown">How many of the events carry the seq that the node told; the others carry none.</param>
/// <param name="IsGapless">Whether the token's own seqs are there without a gap from 1 to the one in its state.</param>
/// <param name="Trust">On whose word the headers are believed.</param>
/// <param name="NodeKey">The key that signed the headers.</param>
public sealed record VerifiedTrace(TraceResponse Trace, int Receipts, int SeqsShown, bool IsGapless, HeaderTrust Trust, Bytes32 NodeKey);
