using Ledger.Api.V1;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using TokenStatus = Ledger.Contracts.Words.TokenStatus;

namespace Ledger.Node.Relay;

/// <summary>What a custom error means where it stands for several things that callers tell apart.</summary>
internal static class RefusalDetails
{
    private const string Cured = "See with 'shipment' what became of it.";

    /// <summary>What an error means; null when the table says it all.</summary>
    /// <param name="error">The error.</param>
    /// <param name="rows">Tells of holds; null when there is no index to ask.</param>
    public static Refusal? Of(ContractError error, LedgerView? rows) => error switch
    {
        TokensNotActiveError { Status: var status } => NotActive((TokenStatus)status),
        TokensShipmentNotOpenError { Status: 0 } => new(ErrorCode.ShipmentUnknown, "shipment", "There is no shipment {shipment}.", "Name a shipment; 'shipments' lists those of a partner."),
        TokensShipmentNotOpenError { Status: var state } =>
            new(ErrorCode.ShipmentNotOpen, "shipment", $"Shipment {{shipment}} {StateText((ShipmentState)state)}, which does not allow the act.", Cured),
        TokensShipmentUntilError { Until: var until, Time: var time } when time <= until =>
            new(ErrorCode.TooEarly, "shipment", "Shipment {shipment} can be received until {until}, and it was {time}.", "Wait, or have its sender cancel it."),
        TokensOnHoldError { Hold: var hold } when rows is not null && rows.TryHold(new HoldId(hold), out var record) => OnHold(record),
        _ => null,
    };

    private static Refusal NotActive(TokenStatus status) => status switch
    {
        TokenStatus.Active => new(ErrorCode.ArgumentInvalid, "tokens", "Token {token} is active, which does not allow the act.", "Leave it out of the message."),
        TokenStatus.InTransit => new(ErrorCode.TokenInTransit, "tokens", "Token {token} is in transit, which does not allow the act.", "Wait until it has arrived, or have the shipment cancelled."),
        TokenStatus.Lost or TokenStatus.Stolen =>
            new(ErrorCode.TokenMissing, "tokens", "Token {token} is {status}, which does not allow the act.", "Have owner and issuer reinstate it if it was found."),
        _ => new(ErrorCode.TokenTerminal, "tokens", "Token {token} is {status}, for good.", "Nothing can be done with it any more."),
    };

    private static Refusal? OnHold(HoldRecord record)
    {
        var reason = record.Reason.Length > 0 ? $": {record.Reason.Replace('{', '(').Replace('}', ')').TrimEnd('.')}" : "";
        return record.Word.Kind switch
        {
            HoldKind.Quarantine => new(ErrorCode.TokenQuarantined, "tokens", $"Token {{token}} is in quarantine {{hold}}{reason}.", "Have the issuer of the goods or a regulator release it."),
            HoldKind.Dispute => new(ErrorCode.TokenInDispute, "tokens", "Token {token} is in dispute {hold}.", "Have both sides resolve the dispute, or wait until it lapses."),
            HoldKind.Recall => new(ErrorCode.TokenRecalled, "tokens", $"Token {{token}} is under recall {{hold}}{reason}.", "Wait until it is lifted, or return the goods to a listed destination."),
            _ => null,
        };
    }

    private static string StateText(ShipmentState state) => state switch
    {
        ShipmentState.InTransit => "is in transit",
        ShipmentState.Received => "was received",
        ShipmentState.Cancelled => "was cancelled",
        ShipmentState.Expired => "has expired",
        _ => $"has the state {(byte)state}",
    };
}
