using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Attested conditions, quarantine, and anchors of off-chain events.</summary>
internal sealed class QuarantineEvents(ProjectionContext context, TokenRows tokens, PartnerEvents partners, HoldRows holds)
{
    /// <summary>Without a partner's word a receipt placed it.</summary>
    public void QuarantinePlaced(ref EventReader reader)
    {
        var hold = new HoldId(reader.IndexedUInt32());
        var word = new HoldWord(reader.Word());
        var partnerWord = reader.Word();
        reader.End();
        if (word is not { Kind: HoldKind.Quarantine, Scope: HoldScope.Token }) throw context.Corrupt($"the word of hold {hold} is not that of a quarantine.");
        holds.Place(hold, word, 0);
        if (!partnerWord.IsZero) partners.Change(word.PlacedBy, partnerWord);
    }

    public void Quarantined(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var hold = new HoldId(reader.IndexedUInt32());
        var word = reader.Word();
        reader.End();
        if (holds.Active(hold).Word.Kind != HoldKind.Quarantine) throw context.Corrupt($"hold {hold} is no quarantine.");
        if (tokens.Change(token, word, 1, 1).Hold == default) throw context.Corrupt($"{token} is in quarantine without a hold.");
        context.Mark(EntityKind.HoldToken, ProjectionKeys.HoldToken(hold, token));
        context.Mark(EntityKind.HoldByTarget, ProjectionKeys.HoldByTarget(HoldScope.Token, token.Value, hold));
    }

    public void QuarantineReason(ref EventReader reader)
    {
        var hold = new HoldId(reader.IndexedUInt32());
        var reason = reader.Text();
        reader.End();
        holds.Explain(hold, HoldKind.Quarantine, reason);
    }

    public void QuarantineReleased(ref EventReader reader)
    {
        var hold = new HoldId(reader.IndexedUInt32());
        var partner = new PartnerId(reader.IndexedUInt32(24));
        reader.End();
        holds.SayWhoLifted(hold, HoldKind.Quarantine, partner);
    }

    /// <summary>Changes no token, but is part of its history, and of that of what is inside.</summary>
    public void ConditionAttested(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var partner = new PartnerId(reader.IndexedUInt32(24));
        var kind = (ushort)reader.IndexedUInt32(16);
        var severity = (ConditionSeverity)reader.UInt64(8);
        var dataHash = reader.Hash();
        var quarantine = new HoldId(reader.UInt32());
        reader.End();
        if (severity > ConditionSeverity.Excursion || severity == ConditionSeverity.Excursion != (quarantine != default)) throw context.Corrupt($"a condition of {token} has the severity {severity} and the hold {quarantine}.");
        if (quarantine != default && holds.Active(quarantine).Word.PlacedBy != partner) throw context.Corrupt($"hold {quarantine} was not placed by partner {partner}.");
        if (!context.Tree.Exists(token)) throw context.Corrupt($"there is no token {token}.");
        var record = new ConditionRecord(partner, kind, severity, dataHash, quarantine, context.At, context.Block.TimestampSeconds);
        context.Write(EntityKind.Condition, ProjectionKeys.Condition(token, context.At), record.Write(context.Record));
        var word = context.View.Token(token);
        context.History(SubjectKind.Token, token.Value, word.Seq, binds: true, word.Word);
        partners.Mention(partner);
    }

    public void Anchored(ref EventReader reader)
    {
        var partner = new PartnerId(reader.IndexedUInt32(24));
        var root = reader.IndexedHash();
        var (count, seq) = (reader.UInt32(), reader.UInt32());
        reader.End();
        if (partners.Mention(partner) != seq) throw context.Corrupt($"partner {partner} anchored with the seq {seq}, which it does not have.");
        var record = new AnchorRecord(partner, seq, root, count, context.At, context.Block.TimestampSeconds);
        context.Write(EntityKind.Anchor, ProjectionKeys.Anchor(partner, seq), record.Write(context.Record));
        context.Write(EntityKind.AnchorByRoot, ProjectionKeys.AnchorByRoot(root, context.At), ((ulong)partner.Value << 32) | seq);
    }
}
