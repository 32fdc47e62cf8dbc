using Ledger.Contracts.Generated;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Messages;

/// <content>Shipments, final and missing states, liens, conditions.</content>
public sealed partial class MessageText
{
    private string? Shipping(object body) => body switch
    {
        ShipTokens m => Ship(m),
        ReceiveShipment m => Receive(m),
        CorrectReceipt m => $"Correct the receipt of shipment {m.Shipment}: {Exceptions(m.Exceptions)}. The goods stay where they are, in dispute.",
        CancelShipment m => $"Take back shipment {m.Shipment} of {m.Tokens.Count} tokens: {Tokens(m.Tokens)}.",
        ResolveDispute m => $"End disputes of shipment {m.Shipment}: {Listed(m.Resolutions, r => $"{Token(r.Token)} {Outcome(r.Outcome)} (dispute {r.Hold})")}.",
        _ => null,
    };

    private static string? Ending(object body) => body switch
    {
        DestroyTokens m => $"Destroy {Tokens(m.Tokens)} with everything inside. This is final.",
        ExportTokens m => $"Export {Tokens(m.Tokens)} to the country {m.Country:D3} (ISO 3166-1 numeric). This is final.",
        ReportMissing m => $"Report {Tokens(m.Tokens)} {((TokenStatus)m.Status == TokenStatus.Lost ? "lost" : "stolen")}. Nothing moves them until they are reinstated.",
        ReinstateTokens m => $"Make {Tokens(m.Tokens)} active again: they were lost or stolen and are found.",
        TransformUnits m => $"Consume {Tokens(m.Tokens)} for good, and make a run of them. {Commission(m.Output)} The recalls of what is consumed bind the new run too.",
        _ => null,
    };

    private string? Lending(object body) => body switch
    {
        AddClaim m => $"{Partner(m.Debtor)} gives {Partner(m.Financier)} a claim behind all others in lien {m.Lien} until {Time(m.Maturity)}, notice period {Duration(m.NoticeSeconds)}. Terms {m.Terms}.",
        DeclareDefault m => $"Declare that {ClaimOf(m.Rank, m.Lien)} is in default. After the notice period its financier may take the goods.",
        CureLien m => $"Take back the default of lien {m.Lien}; the claim matures on {Time(m.Maturity)} now.",
        ForecloseTokens m => $"Take title of {Tokens(m.Tokens)} under lien {m.Lien} for the financier who declared the default. Senior claims on them end.",
        _ => null,
    };

    private string? Condition(object body) => body switch
    {
        AttestCondition m => $"{Partner(m.Partner)} attests {Severity(m.Severity)} of {Kind(m.Kind)} of {Tokens(m.Tokens)}. Data {m.DataHash}.{(m.Severity == Excursion ? " They go into quarantine." : "")}",
        QuarantineTokens m => $"{Partner(m.Partner)} puts {Tokens(m.Tokens)}, with what is inside, into quarantine. Reason: {m.Reason}",
        ReleaseQuarantine m => $"{Partner(m.Partner)} ends quarantine {m.Hold} everywhere.",
        AnchorBatch m => $"{Partner(m.Partner)} anchors {m.Count} off-chain events under the Merkle root {m.MerkleRoot}.",
        GrantMandate { Until: 0 } m => $"{Partner(m.Owner)} ends the mandate of {Partner(m.Agent)} to move custody of its goods.",
        GrantMandate m => $"{Partner(m.Owner)} lets {Partner(m.Agent)} move custody of its goods, without its signature, until {Time(m.Until)}.",
        _ => null,
    };

    private string Ship(ShipTokens m)
    {
        var (title, custody) = (m.NewOwner != m.Owner, m.NewCustodian != m.Custodian);
        var moves = (title, custody) switch
        {
            (true, true) => $"title goes from {Partner(m.Owner)} to {Partner(m.NewOwner)} and custody from {Partner(m.Custodian)} to {Partner(m.NewCustodian)}",
            (true, false) => $"title goes from {Partner(m.Owner)} to {Partner(m.NewOwner)} (custody stays with {Partner(m.Custodian)})",
            (false, true) => $"custody goes from {Partner(m.Custodian)} to {Partner(m.NewCustodian)} (title stays with {Partner(m.Owner)})",
            _ => "nothing moves",
        };
        var carrier = m.Carrier == 0 ? $"{Partner(m.Custodian)} has them in transit" : $"{Partner(m.Carrier)} has them in transit";
        return $"Ship {Tokens(m.Tokens)}: when {Partner(m.NewCustodian)} accepts them, {moves}. {carrier}. To be received until {Time(m.Until)}, else they go back; disputes lapse after {Duration(m.DisputeSeconds)}.";
    }

    private static string Receive(ReceiveShipment m)
    {
        var exceptions = m.Exceptions.Count == 0 ? "no exceptions" : Exceptions(m.Exceptions);
        var overages = m.Overages.Count == 0 ? "" : $" Beyond the shipment came {Listed(m.Overages, o => $"{o.Count} x {(o.Token == 0 ? "something unknown" : Token(o.Token))} ({Reason(o.Reason)})")}.";
        return $"Receive shipment {m.Shipment} of {m.Tokens.Count} tokens: {m.Accepted} accepted, {exceptions}. {Tokens(m.Tokens)}.{overages}";
    }

    private static string Exceptions(IReadOnlyList<ShipmentException> exceptions) =>
        Listed(exceptions, e => $"{Token(e.Token)} {Exception(e.Kind)} ({Reason(e.Reason)})");

    private static string Exception(byte kind) => (ShipmentExceptionKind)kind switch
    {
        ShipmentExceptionKind.Refused => "refused",
        ShipmentExceptionKind.Missing => "missing",
        ShipmentExceptionKind.Damaged => "damaged",
        _ => $"exception {kind}",
    };

    private static string Reason(ushort code) => Enum.IsDefined((ExceptionReason)code) ? Spaced($"{(ExceptionReason)code}") : $"reason {code}";

    private static string Outcome(byte outcome) => (DisputeOutcome)outcome switch
    {
        DisputeOutcome.Returned => "goes back to the sender",
        DisputeOutcome.Accepted => "is accepted by the receiver",
        DisputeOutcome.Lost => "is lost",
        _ => $"outcome {outcome}",
    };

    private static string ClaimOf(byte rank, uint lien) => $"the claim of rank {rank} in lien {lien}";

    private static string Kind(ushort kind) => Enum.IsDefined((ConditionKind)kind) ? Spaced($"{(ConditionKind)kind}") : $"kind {kind}";

    // `TooFew` becomes `too few`.
    private static string Spaced(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? $"{(i > 0 ? " " : "")}{char.ToLowerInvariant(c)}" : $"{c}"));

    private static string Severity(byte severity) => severity switch
    {
        0 => "a reading",
        1 => "a warning",
        Excursion => "an excursion",
        _ => $"severity {severity}",
    };

    private const byte Excursion = (byte)ConditionSeverity.Excursion;
}
