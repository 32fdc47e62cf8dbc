using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Partners: their words come from Tokens, and from Partners what they mean.</summary>
internal sealed class PartnerEvents(ProjectionContext context)
{
    public void PartnerSet(ref EventReader reader)
    {
        var partner = new PartnerId(reader.IndexedUInt32(24));
        var word = reader.Word();
        reader.End();
        Change(partner, word);
    }

    public void PartnerMarketsSet(ref EventReader reader)
    {
        var partner = new PartnerId(reader.IndexedUInt32(24));
        var markets = reader.Hash();
        reader.End();
        Write(partner, Known(partner) with { Markets = markets });
    }

    public void PartnerAdmitted(ref EventReader reader)
    {
        var partner = new PartnerId(reader.IndexedUInt32(24));
        var account = reader.IndexedAddress();
        var roles = (PartnerRoles)reader.UInt64(16);
        var markets = reader.Hash();
        var gln = reader.UInt64(64);
        var identityKey = reader.Hash();
        var name = reader.Text();
        var record = Confirm(partner, ref reader);
        if (record.Word.Account != account || record.Word.Roles != roles || record.Markets != markets) throw context.Corrupt($"partner {partner} was not admitted as its word says.");
        Write(partner, record with { Gln = gln, IdentityKey = identityKey, Name = name, Admitted = context.At, TimestampSeconds = context.Block.TimestampSeconds });
        context.Count(ProjectionCounters.Partners, 1);
    }

    public void PartnerSuspended(ref EventReader reader)
    {
        var partner = new PartnerId(reader.IndexedUInt32(24));
        var until = reader.UInt64(40);
        if (Confirm(partner, ref reader).Word.SuspendedUntilSeconds != until) throw context.Corrupt($"partner {partner} is not suspended as its word says.");
    }

    public void PartnerReinstated(ref EventReader reader) => Confirm(new PartnerId(reader.IndexedUInt32(24)), ref reader);

    public void RolesChanged(ref EventReader reader)
    {
        var partner = new PartnerId(reader.IndexedUInt32(24));
        var roles = (PartnerRoles)reader.UInt64(16);
        if (Confirm(partner, ref reader).Word.Roles != roles) throw context.Corrupt($"partner {partner} has other roles.");
    }

    public void MarketsChanged(ref EventReader reader)
    {
        var partner = new PartnerId(reader.IndexedUInt32(24));
        var markets = reader.Hash();
        if (Confirm(partner, ref reader).Markets != markets) throw context.Corrupt($"partner {partner} has other markets.");
    }

    public void AccountChanged(ref EventReader reader)
    {
        var partner = new PartnerId(reader.IndexedUInt32(24));
        var (_, account) = (reader.IndexedAddress(), reader.IndexedAddress());
        reader.Boolean();
        if (Confirm(partner, ref reader).Word.Account != account) throw context.Corrupt($"partner {partner} has another account.");
    }

    public void IdentityKeyChanged(ref EventReader reader)
    {
        var partner = new PartnerId(reader.IndexedUInt32(24));
        var identityKey = reader.Hash();
        Write(partner, Confirm(partner, ref reader) with { IdentityKey = identityKey });
    }

    public void MarketNamed(ref EventReader reader)
    {
        var market = (byte)reader.IndexedUInt32(8);
        var name = reader.Text();
        reader.End();
        context.Write(EntityKind.Market, ProjectionKeys.Market(market), System.Text.Encoding.UTF8.GetBytes(name));
    }

    /// <summary>The owner's word came before.</summary>
    public void MandateSet(ref EventReader reader)
    {
        var (owner, agent) = (new PartnerId(reader.IndexedUInt32(24)), new PartnerId(reader.IndexedUInt32(24)));
        var until = reader.UInt64(40);
        reader.End();
        Mention(owner);
        var (key, mirror) = (ProjectionKeys.Mandate(owner, agent), ProjectionKeys.Mandate(agent, owner));
        if (until == 0)
        {
            context.Delete(EntityKind.Mandate, key);
            context.Delete(EntityKind.MandateByAgent, mirror);
            return;
        }

        context.Write(EntityKind.Mandate, key, new MandateRecord(until, context.At).Write(context.Record));
        context.Mark(EntityKind.MandateByAgent, mirror);
    }

    /// <summary>An event of a partner that leaves its word as it is. Returns its seq.</summary>
    public uint Mention(PartnerId partner)
    {
        var word = Known(partner).Word;
        context.History(SubjectKind.Partner, partner.Value, word.Seq, binds: false, word.Word);
        return word.Seq;
    }

    /// <summary>Takes a partner's word; its seq rises by one.</summary>
    public void Change(PartnerId partner, StorageWord given)
    {
        var word = new PartnerWord(given);
        var record = context.View.TryPartner(partner, out var known) ? known : new PartnerRecord(default, default, 0, default, context.At, context.Block.TimestampSeconds, "");
        context.ExpectStep($"partner {partner}", record.Word.Seq, word.Seq);
        if (record.Word.Account != word.Account)
        {
            if (context.View.TryFindPartner(word.Account, out var other)) throw context.Corrupt($"the account {word.Account} served partner {other} before.");
            context.Write(EntityKind.PartnerByAccount, ProjectionKeys.Account(word.Account), partner.Value);
        }

        Write(partner, record with { Word = word });
        context.History(SubjectKind.Partner, partner.Value, word.Seq, binds: true, word.Word);
    }

    private PartnerRecord Known(PartnerId partner) => context.View.TryPartner(partner, out var record) ? record : throw context.Corrupt($"there is no partner {partner}.");

    /// <summary>The last field of an event of Partners is the word, which Tokens gave before.</summary>
    private PartnerRecord Confirm(PartnerId partner, ref EventReader reader)
    {
        var word = reader.Word();
        reader.End();
        var record = Known(partner);
        if (record.Word.Word != word) throw context.Corrupt($"two words were given for partner {partner}.");
        context.History(SubjectKind.Partner, partner.Value, record.Word.Seq, binds: false, word);
        return record;
    }

    private void Write(PartnerId partner, PartnerRecord record) => context.Write(EntityKind.Partner, ProjectionKeys.Partner(partner), record.Write(context.Record));
}
