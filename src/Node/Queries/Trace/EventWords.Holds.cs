using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Ethereum.Abi;
using Ledger.Node.Queries.Conditions;
using Ledger.Node.Queries.Holds;
using ConditionSeverity = Ledger.Contracts.Words.ConditionSeverity;
using HoldKind = Ledger.Contracts.Words.HoldKind;

namespace Ledger.Node.Queries.Trace;

/// <content>Recalls, quarantines and conditions.</content>
internal sealed partial class EventWords
{
    private (string, PartnerRef?, PartnerRef?)? OfHolds(string type, AbiTuple values) => type switch
    {
        "HoldPlaced" => Placed(values),
        "HoldLifted" => ($"{HoldName(values)} lifted", null, null),
        "RecallLifted" => ("recall lifted", Partner(values["partner"]), null),
        "TokenCleared" => ($"taken out of recall {values["hold"]}", HoldPlacer(values), null),
        "QuarantinePlaced" => ($"quarantine placed{ReasonOf(values)}", HoldPlacer(values), null),
        "Quarantined" => ($"quarantined{ReasonOf(values)}", HoldPlacer(values), null),
        "QuarantineReason" => ($"quarantine announced: {values["reason"]}", null, null),
        "QuarantineReleased" => ("released from quarantine", Partner(values["partner"]), null),
        "ConditionAttested" => ($"{ConditionWords.Of((ushort)Number(values["kind"]), (ConditionSeverity)(byte)Number(values["severity"]))} attested", Partner(values["partner"]), null),
        _ => null,
    };

    private (string, PartnerRef?, PartnerRef?) Placed(AbiTuple values)
    {
        var found = Rows.TryHold(HoldOf(values), out var hold);
        var level = found && hold!.Word.Kind == HoldKind.Recall ? $" class {hold.Word.Class}" : "";
        return ($"{HoldName(values)}{level} placed{ReasonOf(values)}", found ? names.Of(hold!.Word.PlacedBy) : null, null);
    }

    private string ReasonOf(AbiTuple values)
    {
        var reason = Rows.TryHold(HoldOf(values), out var hold) ? HoldText.ReasonOf(view, HoldOf(values), hold) : "";
        return reason.Length > 0 ? $": {reason}" : "";
    }

    private string HoldName(AbiTuple values) => Rows.HoldWord(HoldOf(values)).Kind switch
    {
        HoldKind.Recall => "recall",
        HoldKind.Quarantine => "quarantine",
        HoldKind.Dispute => "dispute",
        _ => "hold",
    };

    private PartnerRef? HoldPlacer(AbiTuple values) => names.Of(Rows.HoldWord(HoldOf(values)).PlacedBy);

    private static HoldId HoldOf(AbiTuple values) => new((uint)Number(values["hold"]));
}
