using Ledger.Api.Errors;
using Ledger.Api.V1;

namespace Ledger.Client.Acts;

/// <summary>What became of an offer that was submitted.</summary>
/// <param name="Outcomes">One for each message, in order.</param>
/// <param name="Elapsed">From sending to the final answer.</param>
public sealed record ActResult(IReadOnlyList<MessageOutcome> Outcomes, TimeSpan Elapsed)
{
    /// <summary>The first refusal, or null if all messages were applied.</summary>
    public Error? Refusal => Outcomes
        .Where(o => o.State == MessageOutcome.Types.State.Failed)
        .Select(o => o.Error)
        .OrderBy(e => e.Code == ErrorCode.HeldBack)
        .FirstOrDefault();

    /// <summary>The block of the last message applied; 0 if none was.</summary>
    public ulong Block => Outcomes.Max(o => o.Block);

    /// <summary>Gas of the transactions that carried the messages.</summary>
    public ulong GasUsed => (ulong)Outcomes.Where(o => o.Block != 0).DistinctBy(o => o.TransactionHash).Sum(o => (decimal)o.GasUsed);

    /// <summary>An id that applying the messages created.</summary>
    /// <param name="name"><c>run</c>, <c>lien</c>, <c>recall</c>, <c>partner</c>, <c>product</c> …</param>
    /// <exception cref="KeyNotFoundException">None of the messages created such a thing.</exception>
    public ulong Created(string name) => Outcomes.LastOrDefault(o => o.Created.ContainsKey(name))?.Created[name]
        ?? throw new KeyNotFoundException($"The act created no {name}.");

    /// <summary>This, if all messages were applied.</summary>
    /// <exception cref="LedgerException">One was refused.</exception>
    public ActResult EnsureApplied() => Refusal is { } refusal ? throw new LedgerException(refusal) : this;
}
