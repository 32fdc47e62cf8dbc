using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Events;

/// <summary>The council and its acts, and the modules it sets.</summary>
/// <remarks>
/// An act takes its seq before the call and says so after it, so an act upon the council itself leaves a gap that its own event fills. No gap
/// may outlast the block.
/// </remarks>
internal sealed class CouncilEvents(ProjectionContext context)
{
    private readonly HashSet<uint> _gaps = [];

    public void Begin() => _gaps.Clear();

    public void Finish()
    {
        if (_gaps.Count != 0) throw context.Corrupt($"the council's seq {_gaps.Min()} has no event.");
    }

    public void ActApproved(ref EventReader reader)
    {
        var digest = reader.IndexedHash();
        var (target, selector) = (reader.IndexedAddress(), new Selector(reader.IndexedSelector()));
        var seq = reader.UInt32();
        var (readyAt, expiresAt) = (reader.UInt64(64), reader.UInt64(64));
        var data = reader.Bytes();
        var document = reader.Hash();
        reader.End();
        if (context.View.TryCouncilAct(digest, out _)) throw context.Corrupt($"the act {digest} was approved twice.");
        Write(digest, new CouncilActRecord(CouncilActState.Pending, target, selector, readyAt, expiresAt, document, context.At, default, data));
        Take(seq, context.View.Council());
    }

    public void ActExecuted(ref EventReader reader)
    {
        var digest = reader.IndexedHash();
        var seq = reader.UInt32();
        reader.Bytes();
        reader.End();
        EndAct(digest, CouncilActState.Executed);
        Take(seq, context.View.Council());
    }

    public void ActCancelled(ref EventReader reader)
    {
        var digest = reader.IndexedHash();
        var seq = reader.UInt32();
        reader.End();
        EndAct(digest, CouncilActState.Cancelled);
        Take(seq, context.View.Council());
    }

    public void RuleSet(ref EventReader reader)
    {
        var selector = new Selector(reader.IndexedSelector());
        var rule = new CouncilRecord.Rule(selector, (byte)reader.UInt64(8), reader.UInt32(), reader.UInt32());
        var seq = reader.UInt32();
        reader.End();
        var council = context.View.Council();
        var rules = council.Rules.Where(r => r.Selector != selector);
        if (rule.Quorum != 0) rules = rules.Append(rule);
        Take(seq, council with { Rules = [.. rules.OrderBy(r => r.Selector.Value)] });
    }

    public void MemberAdded(ref EventReader reader)
    {
        var member = reader.IndexedAddress();
        var seq = reader.UInt32();
        reader.End();
        var council = context.View.Council();
        if (council.Members.Contains(member)) throw context.Corrupt($"{member} became a member of the council twice.");
        Take(seq, council with { Members = [.. council.Members.Append(member).Order()] });
    }

    public void MemberRemoved(ref EventReader reader)
    {
        var member = reader.IndexedAddress();
        var seq = reader.UInt32();
        reader.End();
        var council = context.View.Council();
        if (!council.Members.Contains(member)) throw context.Corrupt($"{member} is no member of the council.");
        Take(seq, council with { Members = [.. council.Members.Where(m => m != member)] });
    }

    public void ModuleSet(ref EventReader reader)
    {
        var kind = (byte)reader.IndexedUInt32(8);
        var module = reader.IndexedAddress();
        reader.End();
        context.Write(EntityKind.Module, ProjectionKeys.Module(kind), module.Span);
    }

    private void EndAct(in Bytes32 digest, CouncilActState state)
    {
        if (!context.View.TryCouncilAct(digest, out var act) || act.State != CouncilActState.Pending) throw context.Corrupt($"the act {digest} is not pending.");
        Write(digest, act with { State = state, Ended = context.At });
    }

    private void Take(uint seq, CouncilRecord council)
    {
        if (seq > council.Seq)
        {
            for (var gap = council.Seq + 1; gap < seq; gap++) _gaps.Add(gap);
            council = council with { Seq = seq };
        }
        else if (!_gaps.Remove(seq))
        {
            throw context.Corrupt($"the council's seq went from {council.Seq} to {seq}.");
        }

        context.Write(EntityKind.Council, ProjectionKeys.Council(), council.Write(context.Record));
        context.History(SubjectKind.Council, 0, seq, binds: true, new StorageWord(0, 0, 0, seq));
    }

    private void Write(in Bytes32 digest, CouncilActRecord act) => context.Write(EntityKind.CouncilAct, ProjectionKeys.Digest(digest), act.Write(context.Record));
}
