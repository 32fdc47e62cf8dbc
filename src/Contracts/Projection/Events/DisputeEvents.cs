using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Disputes about what was shipped, from exception to end.</summary>
internal sealed class DisputeEvents(ProjectionContext context, TokenRows tokens, UnitCounts units, ShipmentEvents shipments, HoldRows holds)
{
    // Exceptions of one correction are counted until it is summed up.
    private ShipmentId _correcting;
    private ShipmentReceipt _corrected;

    public void Begin() => _correcting = default;

    public void Finish()
    {
        if (_correcting != default) throw context.Corrupt($"the receipt of shipment {_correcting} has new disputes and was not corrected.");
    }

    public void Disputed(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var (shipment, hold) = (new ShipmentId(reader.IndexedUInt32()), new HoldId(reader.IndexedUInt32()));
        var (kind, reason) = ((ShipmentExceptionKind)reader.UInt64(8), (ushort)reader.UInt64(16));
        var (word, holdWord) = (reader.Word(), new HoldWord(reader.Word()));
        reader.End();
        if (kind is not (ShipmentExceptionKind.Refused or ShipmentExceptionKind.Missing or ShipmentExceptionKind.Damaged)) throw context.Corrupt($"{token} can't be an exception of the kind {kind}.");
        if (holdWord.ExceptionKind != kind || holdWord.DisputedToken != token || holdWord.Shipment != shipment || holdWord.Scope != HoldScope.Token) throw context.Corrupt($"the word of hold {hold} is not that of a dispute about {token}.");
        if (holdWord.IsCorrection) Correct(shipment, kind);
        else shipments.Except(token, shipment, kind);
        holds.Place(hold, holdWord, token.Value, reason);
        context.Mark(EntityKind.HoldByTarget, ProjectionKeys.HoldByTarget(HoldScope.Token, token.Value, hold));
        context.Mark(EntityKind.ShipmentDispute, ProjectionKeys.ShipmentDispute(shipment, hold));
        var before = context.View.Token(token);
        var after = tokens.Change(token, word, 1, 1);
        if (!before.IsHeld || !after.IsHeld || after.Status != TokenStatus.Active || after.Owner != before.Owner) throw context.Corrupt($"{token} is in dispute and not held and active.");
        units.MoveAll(token, before, after);
    }

    public void ReceiptCorrected(ref EventReader reader)
    {
        var shipment = new ShipmentId(reader.IndexedUInt32());
        var word = reader.Word();
        reader.End();
        if (shipment != _correcting) throw context.Corrupt($"the receipt of shipment {shipment} was corrected without an exception.");
        var (before, more) = (context.View.ShipmentWord(shipment).Disputes, _corrected);
        if (new ShipmentWord(word).Disputes != before + more.Exceptions) throw context.Corrupt($"shipment {shipment} does not have {more.Exceptions} more disputes.");
        shipments.Change(shipment, word, r => r with
        {
            Refused = r.Refused + more.Refused,
            Missing = r.Missing + more.Missing,
            Damaged = r.Damaged + more.Damaged,
            Corrections = r.Corrections + 1,
        });
        _correcting = default;
    }

    public void DisputeEnded(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var (shipment, hold) = (new ShipmentId(reader.IndexedUInt32()), new HoldId(reader.IndexedUInt32()));
        var outcome = (DisputeOutcome)reader.UInt64(8);
        var owner = new PartnerId(reader.UInt32(24));
        var (word, holdWord, shipmentWord) = (reader.Word(), new HoldWord(reader.Word()), reader.Word());
        reader.End();
        if (outcome is not (DisputeOutcome.Returned or DisputeOutcome.Accepted or DisputeOutcome.Lost or DisputeOutcome.Lapsed)) throw context.Corrupt($"a dispute can't end with the outcome {outcome}.");
        var record = holds.Active(hold);
        if (record.Word.DisputedToken != token || record.Word.Shipment != shipment) throw context.Corrupt($"hold {hold} is no dispute about {token} of shipment {shipment}.");
        holds.Lift(hold, record with { Outcome = outcome }, holdWord);
        if (new ShipmentWord(shipmentWord).Disputes + 1 != context.View.ShipmentWord(shipment).Disputes) throw context.Corrupt($"shipment {shipment} does not have one dispute less.");
        shipments.Change(shipment, shipmentWord, r => r);
        var before = context.View.Token(token);
        var after = tokens.Change(token, word, 1, 1);
        if (!before.IsHeld || !after.IsHeld || before.Owner != owner) throw context.Corrupt($"{token} is not held, or has another owner than the end of its dispute says.");
        units.MoveAll(token, before, after);
    }

    private void Correct(ShipmentId shipment, ShipmentExceptionKind kind)
    {
        if (_correcting == default) (_correcting, _corrected) = (shipment, default);
        if (_correcting != shipment) throw context.Corrupt($"shipments {_correcting} and {shipment} are corrected at once.");
        _corrected = _corrected.With(kind);
    }
}
