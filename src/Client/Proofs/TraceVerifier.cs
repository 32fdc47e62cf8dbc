using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Queries;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;

namespace Ledger.Client.Proofs;

/// <summary>Holds a history that a node tells against the receipts of the chain.</summary>
internal sealed class TraceVerifier(LedgerQueries queries, NetworkDescriptor network)
{
    private const int Concurrency = 8;

    public async Task<VerifiedTrace> VerifyAsync(string item, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var trace = await queries.TraceAsync(item, cancellationToken);
        var places = trace.Events.Select(e => (e.Block, e.TransactionIndex)).Distinct().ToArray();
        var checks = new (ConsensusReceipt Receipt, Bytes32 NodeKey)[places.Length];
        var done = 0;
        await Parallel.ForAsync(
            0,
            places.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
            async (i, stop) =>
            {
                var (block, transaction) = places[i];
                checks[i] = ReceiptCheck.Verify(await queries.ReceiptProofAsync(block, transaction, stop), block, transaction, network);
                progress?.Report((double)Interlocked.Increment(ref done) / places.Length);
            });
        var keys = checks.Select(c => c.NodeKey).Distinct().ToArray();
        if (keys.Length > 1) throw Untrue("the headers are signed with different keys");
        var receipts = places.Zip(checks).ToDictionary(p => p.First, p => p.Second.Receipt);
        var seqsShown = trace.Events.Count(e => CheckEvent(e, receipts[(e.Block, e.TransactionIndex)]));
        return new VerifiedTrace(trace, places.Length, seqsShown, IsGapless(trace), HeaderTrust.AttestedByNode, keys.FirstOrDefault());
    }

    /// <summary>Whether the event carries the seq that the node told; throws if it is not the event at all.</summary>
    private bool CheckEvent(TraceEvent told, ConsensusReceipt receipt)
    {
        var name = $"the event {told.Type} in block {told.Block}";
        if (told.ReceiptLogIndex >= (uint)receipt.Logs.Count) throw Untrue($"{name} is beyond its receipt's logs");
        var log = receipt.Logs[(int)told.ReceiptLogIndex];
        if (!network.TryFind(log.Address, out var contract)) throw Untrue($"{name} is of no contract of the network");
        if (Decode(contract, log) is not { } decoded || !string.Equals(decoded.EventName, told.Type, StringComparison.Ordinal))
        {
            throw Untrue($"{name} is another one in its receipt");
        }

        if (EventSeqs.Find(decoded, told.Subject.Kind, told.Subject.Id) is not { } seq) return false;
        return seq == told.Seq ? true : throw Untrue($"{name} has seq {seq} in its receipt, not {told.Seq}");
    }

    private static ContractEvent? Decode(LedgerContract contract, LogEntry log)
    {
        var topics = log.Topics.Span;
        var data = log.Data.Span;
        ContractEvent? value = null;
        _ = contract switch
        {
            LedgerContract.Tokens => TokensEvents.TryDecode(topics, data, out value),
            LedgerContract.Catalogue => CatalogueEvents.TryDecode(topics, data, out value),
            LedgerContract.Partners => PartnersEvents.TryDecode(topics, data, out value),
            LedgerContract.Liens => LiensEvents.TryDecode(topics, data, out value),
            LedgerContract.Recalls => RecallsEvents.TryDecode(topics, data, out value),
            LedgerContract.Conditions => ConditionsEvents.TryDecode(topics, data, out value),
            LedgerContract.Council => CouncilEvents.TryDecode(topics, data, out value),
            _ => false,
        };
        return value;
    }

    private static bool IsGapless(TraceResponse trace)
    {
        var own = trace.Events
            .Where(e => e.Subject.Kind == SubjectKind.Token && e.Subject.Id == trace.Token.Token && e.Seq != 0)
            .Select(e => e.Seq)
            .Distinct()
            .Order()
            .ToArray();
        return own.Length == (int)trace.Token.Seq && own.Select((seq, i) => seq == i + 1).All(isNext => isNext);
    }

    private static LedgerException Untrue(string why) =>
        new(ErrorCode.IndexCorrupt, $"The history is not what the receipts show: {why}.", "Don't trust this answer; ask another node, and tell this one's operator.", "trace");
}
