using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using Ledger.Node.Queries.Shipments;
using TokenStatus = Ledger.Contracts.Words.TokenStatus;

namespace Ledger.Node.Queries.Trace;

/// <content>Shipments, their receipts and disputes.</content>
internal sealed partial class EventWords
{
    private (string, PartnerRef?, PartnerRef?)? OfShipments(string type, AbiTuple values) => type switch
    {
        "Departed" or "ShipmentDeparted" => Departed(values),
        "Arrived" => Arrived(values),
        "TurnedBack" => ("turned back to the sender", Receiver(values), Sender(values)),
        "Disputed" => Disputed(values),
        "OverageReported" => Over(values),
        "ShipmentClosed" => Closed(values),
        "ReceiptCorrected" => ("receipt corrected", Receiver(values), Sender(values)),
        "DisputeEnded" => DisputeEnded(values),
        _ => null,
    };

    private (string, PartnerRef?, PartnerRef?) Departed(AbiTuple values)
    {
        var carrier = names.Of(Shipment(values).Carrier);
        var with = carrier is null ? "" : $" with carrier {carrier.Name}";
        return ($"departed to {Receiver(values)?.Name}{with}", Sender(values), Receiver(values));
    }

    private (string, PartnerRef?, PartnerRef?) Arrived(AbiTuple values)
    {
        var into = (uint)Number(values["quarantine"]);
        var quarantine = into == 0 ? "" : $" in custody only, into quarantine {into}";
        return ($"received by {Receiver(values)?.Name}{quarantine}", Sender(values), Receiver(values));
    }

    // Said later, it is a correction of the receipt: the goods are the receiver's, and stay there for the time being.
    private (string, PartnerRef?, PartnerRef?) Disputed(AbiTuple values)
    {
        var text = ExceptionWords.Exception((ShipmentExceptionKind)(byte)Number(values["kind"]), (uint)Number(values["reason"]));
        var isLater = new HoldWord(Word(values["holdSlot"])).IsCorrection;
        return (isLater ? $"found after the receipt: {text}" : text, Receiver(values), Sender(values));
    }

    private (string, PartnerRef?, PartnerRef?) Over(AbiTuple values)
    {
        var reason = ExceptionWords.Reason((uint)Number(values["reason"]));
        var what = Number(values["token"]).IsZero ? "something the ledger does not know" : $"token {values["token"]}";
        return ($"{values["count"]} over: {what}{(reason.Length > 0 ? $", {reason}" : "")}", Receiver(values), Sender(values));
    }

    private (string, PartnerRef?, PartnerRef?) Closed(AbiTuple values)
    {
        var state = (ShipmentState)(byte)Number(values["status"]);
        if (state == ShipmentState.Cancelled) return ("shipment cancelled", Sender(values), Receiver(values));
        if (state != ShipmentState.Received) return ("shipment expired", Receiver(values), Sender(values));
        if (!Rows.TryShipment(ShipmentOf(values), out var record)) return ("shipment received", Sender(values), Receiver(values));
        var disputes = new ShipmentWord(Word(values["shipmentSlot"])).Disputes;
        var rest = disputes == 0 ? "" : $", {disputes} in dispute";
        return ($"shipment received: {record.Receipt.Accepted} of {record.Tokens} accepted{rest}", Sender(values), Receiver(values));
    }

    private (string, PartnerRef?, PartnerRef?) DisputeEnded(AbiTuple values)
    {
        var isLost = new TokenWord(Word(values["slot"])).Status == TokenStatus.Lost;
        return (DisputeOutcome)(byte)Number(values["outcome"]) switch
        {
            DisputeOutcome.Returned => ($"dispute resolved: back to {Sender(values)?.Name}", Receiver(values), Sender(values)),
            DisputeOutcome.Accepted => ($"dispute resolved: accepted by {Receiver(values)?.Name}", Sender(values), Receiver(values)),
            DisputeOutcome.Lost => ("dispute resolved: lost", Sender(values), Receiver(values)),
            _ => (isLost ? "dispute lapsed: lost" : "dispute lapsed", null, null),
        };
    }

    private PartnerRef? Sender(AbiTuple values) => names.Of(Shipment(values).Custodian);

    private PartnerRef? Receiver(AbiTuple values) => names.Of(Shipment(values).NewCustodian);

    private ShipmentWord Shipment(AbiTuple values) => Rows.ShipmentWord(ShipmentOf(values));

    private static ShipmentId ShipmentOf(AbiTuple values) => new((uint)Number(values["shipment"]));
}
