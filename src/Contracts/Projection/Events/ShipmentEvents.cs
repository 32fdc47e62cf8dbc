using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Departures, arrivals and what else comes of a shipment.</summary>
/// <remarks>
/// The tokens of a departure and of a receipt come before the event that sums them up, in the same transaction: they are collected until
/// then, and none may be left over.
/// </remarks>
internal sealed class ShipmentEvents(ProjectionContext context, TokenRows tokens, UnitCounts units)
{
    private readonly List<TokenId> _departed = [];
    private ShipmentId _departing;
    private (PartnerId Owner, PartnerId Sender, PartnerId Holder) _sides;
    private ShipmentId _closing;
    private ShipmentReceipt _receipt;
    private uint _left;

    public void Begin()
    {
        _departed.Clear();
        (_departing, _closing) = (default, default);
    }

    public void Finish()
    {
        if (_departing != default) throw context.Corrupt($"tokens departed with shipment {_departing}, which did not.");
        if (_closing != default) throw context.Corrupt($"tokens arrived with shipment {_closing}, which did not.");
    }

    public void Departed(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var shipment = new ShipmentId(reader.IndexedUInt32());
        var word = reader.Word();
        reader.End();
        if (_departing == default) (_departing, _sides) = (shipment, default);
        if (shipment != _departing || shipment == default || !context.View.ShipmentWord(shipment).Word.IsZero) throw context.Corrupt($"{token} can't depart with shipment {shipment}.");
        var before = context.View.Token(token);
        var after = tokens.Change(token, word, 1, 1);
        if (!before.IsHeld || before.Status != TokenStatus.Active || !after.IsHeld || after.Status != TokenStatus.InTransit || after.Owner != before.Owner) throw context.Corrupt($"{token} was not held and active, or is not in transit.");
        var sides = (before.Owner, before.Custodian, after.Custodian);
        if (_departed.Count > 0 && sides != _sides) throw context.Corrupt($"{token} departs from other partners than the rest of shipment {shipment}.");
        _sides = sides;
        _departed.Add(token);
        context.Write(EntityKind.InTransit, ProjectionKeys.Token(token), shipment.Value);
        units.MoveAll(token, before, after);
    }

    public void ShipmentDeparted(ref EventReader reader)
    {
        var shipment = new ShipmentId(reader.IndexedUInt32());
        var (sender, receiver) = (new PartnerId(reader.IndexedUInt32(24)), new PartnerId(reader.IndexedUInt32(24)));
        var word = new ShipmentWord(reader.Word());
        var manifest = reader.Hash();
        reader.End();
        if (shipment != _departing) throw context.Corrupt($"no token departed with shipment {shipment}.");
        if (word.Seq != 1 || !word.IsInTransit || word.Custodian != sender || word.NewCustodian != receiver) throw context.Corrupt($"the word of shipment {shipment} is not that of a new one.");
        var holder = word.Carrier == default ? word.Custodian : word.Carrier;
        if (_sides != (word.Owner, word.Custodian, holder)) throw context.Corrupt($"shipment {shipment} departs from other partners than its tokens.");
        if (manifest != Hash(_departed)) throw context.Corrupt($"the manifest of shipment {shipment} is not that of what departed.");
        context.Write(EntityKind.ShipmentManifest, ProjectionKeys.Shipment(shipment), Ids(_departed));
        Write(shipment, new ShipmentRecord(word, manifest, (uint)_departed.Count, context.At, context.Block.TimestampSeconds, default, 0, default));
        foreach (var (party, partner) in Parties(word))
        {
            if (partner != default) context.Mark(EntityKind.ShipmentByPartner, ProjectionKeys.ShipmentByPartner(partner, party, context.Block.Number, shipment));
        }

        context.Count(ProjectionCounters.Shipments, 1);
        _departed.Clear();
        _departing = default;
    }

    public void Arrived(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var (shipment, quarantine) = (new ShipmentId(reader.IndexedUInt32()), new HoldId(reader.IndexedUInt32()));
        var owner = new PartnerId(reader.UInt32(24));
        var word = reader.Word();
        reader.End();
        var sides = Leave(token, shipment);
        var (before, after) = Land(token, word);
        if (before.Owner != owner || after.Owner != (quarantine == default ? sides.NewOwner : sides.Owner) || after.Custodian != sides.NewCustodian) throw context.Corrupt($"{token} arrived with other partners than those of shipment {shipment}.");
        if (quarantine != default && context.View.HoldWord(quarantine) is not { Kind: HoldKind.Quarantine, IsActive: true }) throw context.Corrupt($"{token} came under the hold {quarantine}, which is no quarantine.");
        _receipt = _receipt with { Accepted = _receipt.Accepted + 1 };
        if (quarantine != default) _receipt = _receipt with { Quarantined = _receipt.Quarantined + 1, Quarantine = quarantine };
        units.MoveAll(token, before, after);
    }

    public void TurnedBack(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var shipment = new ShipmentId(reader.IndexedUInt32());
        var word = reader.Word();
        reader.End();
        var sides = Leave(token, shipment);
        var (before, after) = Land(token, word);
        if (after.Owner != sides.Owner || after.Custodian != sides.Custodian) throw context.Corrupt($"{token} turned back to other partners than shipment {shipment} departed from.");
        units.MoveAll(token, before, after);
    }

    /// <summary>A token of a receipt was not accepted: one of the shipment's own, or something that was inside one.</summary>
    public void Except(TokenId token, ShipmentId shipment, ShipmentExceptionKind kind)
    {
        if (context.View.InTransitWith(token) != default) Leave(token, shipment);
        else Open(shipment);
        _receipt = _receipt.With(kind);
    }

    public void OverageReported(ref EventReader reader)
    {
        var shipment = new ShipmentId(reader.IndexedUInt32());
        var token = new TokenId(reader.IndexedUInt64(64));
        var (count, reason) = (reader.UInt32(), (ushort)reader.UInt64(16));
        reader.End();
        var word = Open(shipment);
        context.Write(EntityKind.ShipmentOverage, ProjectionKeys.ShipmentOverage(shipment, (ushort)_receipt.Overages), new OverageRecord(token, count, reason, context.At).Write(context.Record));
        _receipt = _receipt with { Overages = _receipt.Overages + 1 };
        context.History(SubjectKind.Shipment, shipment.Value, word.Seq, binds: false, word.Word);
    }

    public void ShipmentClosed(ref EventReader reader)
    {
        var shipment = new ShipmentId(reader.IndexedUInt32());
        var state = (ShipmentState)reader.IndexedUInt32(8);
        var word = new ShipmentWord(reader.Word());
        reader.End();
        Open(shipment);
        var record = Known(shipment);
        context.ExpectStep($"shipment {shipment}", record.Word.Seq, word.Seq);
        if (word.State != state || state is not (ShipmentState.Received or ShipmentState.Cancelled or ShipmentState.Expired)) throw context.Corrupt($"shipment {shipment} can't be closed as {state}.");
        if (_left != record.Tokens) throw context.Corrupt($"{_left} of {record.Tokens} tokens left shipment {shipment}, which is closed.");
        var exceptions = state == ShipmentState.Received ? _receipt.Exceptions : 0;
        if (word.Disputes != exceptions) throw context.Corrupt($"shipment {shipment} has {word.Disputes} disputes after {exceptions} exceptions.");
        Write(shipment, record with { Word = word, Closed = context.At, ClosedSeconds = context.Block.TimestampSeconds, Receipt = _receipt });
        _closing = default;
    }

    /// <summary>A shipment's word after an act that is not its end: a correction, or the end of a dispute.</summary>
    public void Change(ShipmentId shipment, StorageWord given, Func<ShipmentReceipt, ShipmentReceipt> receipt)
    {
        var (record, word) = (Known(shipment), new ShipmentWord(given));
        context.ExpectStep($"shipment {shipment}", record.Word.Seq, word.Seq);
        if (word.State != ShipmentState.Received || record.Word.State != ShipmentState.Received) throw context.Corrupt($"shipment {shipment} was not received.");
        Write(shipment, record with { Word = word, Receipt = receipt(record.Receipt) });
    }

    private (TokenWord Before, TokenWord After) Land(TokenId token, StorageWord word)
    {
        var before = context.View.Token(token);
        var after = tokens.Change(token, word, 1, 1);
        return after.IsHeld && after.Status == TokenStatus.Active ? (before, after) : throw context.Corrupt($"{token} came out of transit and is not held and active.");
    }

    /// <summary>A token of the shipment itself is in transit no longer.</summary>
    private ShipmentWord Leave(TokenId token, ShipmentId shipment)
    {
        if (context.View.InTransitWith(token) != shipment || context.View.Token(token).Status != TokenStatus.InTransit) throw context.Corrupt($"{token} is not in transit with shipment {shipment}.");
        context.Delete(EntityKind.InTransit, ProjectionKeys.Token(token));
        var word = Open(shipment);
        _left++;
        return word;
    }

    private ShipmentWord Open(ShipmentId shipment)
    {
        var word = context.View.ShipmentWord(shipment);
        if (!word.IsInTransit || (_closing != default && _closing != shipment)) throw context.Corrupt($"shipment {shipment} is not in transit.");
        if (_closing == default) (_closing, _receipt, _left) = (shipment, default, 0);
        return word;
    }

    private ShipmentRecord Known(ShipmentId shipment) => context.View.TryShipment(shipment, out var record) ? record : throw context.Corrupt($"there is no shipment {shipment}.");

    private void Write(ShipmentId shipment, ShipmentRecord record)
    {
        context.Write(EntityKind.Shipment, ProjectionKeys.Shipment(shipment), record.Write(context.Record));
        context.History(SubjectKind.Shipment, shipment.Value, record.Word.Seq, binds: true, record.Word.Word);
    }

    private static (ShipmentParty Party, PartnerId Partner)[] Parties(ShipmentWord word) =>
    [
        (ShipmentParty.Owner, word.Owner),
        (ShipmentParty.Sender, word.Custodian),
        (ShipmentParty.NewOwner, word.NewOwner),
        (ShipmentParty.Receiver, word.NewCustodian),
        (ShipmentParty.Carrier, word.Carrier),
    ];

    private static byte[] Ids(List<TokenId> list)
    {
        var bytes = new byte[list.Count * sizeof(ulong)];
        for (var i = 0; i < list.Count; i++) BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(i * sizeof(ulong)), list[i].Value);
        return bytes;
    }

    private static Bytes32 Hash(List<TokenId> list)
    {
        var bytes = new byte[list.Count * Bytes32.SizeBytes];
        for (var i = 0; i < list.Count; i++) BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(((i + 1) * Bytes32.SizeBytes) - sizeof(ulong)), list[i].Value);
        return Keccak256.Hash(bytes);
    }
}
