using Ledger.Contracts.Words;

namespace Ledger.Node.Queries.Shipments;

/// <summary>Kinds, reasons and outcomes of exceptions in words. The codes are listed in docs/contracts.md.</summary>
internal static class ExceptionWords
{
    /// <summary>A reason code; empty for none, its number where it is the partners' own.</summary>
    public static string Reason(uint code) => (ExceptionReason)code switch
    {
        ExceptionReason.None => "",
        ExceptionReason.WrongItem => "wrong item",
        ExceptionReason.WrongSerial => "wrong serial",
        ExceptionReason.WrongLot => "wrong lot",
        ExceptionReason.WrongParty => "wrong party",
        ExceptionReason.Damaged => "damaged",
        ExceptionReason.Expired => "expired or short-dated",
        ExceptionReason.Temperature => "temperature",
        ExceptionReason.Suspect => "suspect or counterfeit",
        ExceptionReason.NotOrdered => "not ordered",
        ExceptionReason.TooFew => "short",
        ExceptionReason.ConcealedShortage => "concealed shortage",
        ExceptionReason.DocumentsMissing => "documents missing",
        ExceptionReason.Other => "other",
        _ => $"reason {code}",
    };

    /// <summary>Kind and reason, e.g. <c>refused: wrong serial</c>.</summary>
    public static string Exception(ShipmentExceptionKind kind, uint code)
    {
        var word = kind switch
        {
            ShipmentExceptionKind.Refused => "refused",
            ShipmentExceptionKind.Missing => "missing",
            ShipmentExceptionKind.Damaged => "damaged",
            _ => "not accepted",
        };
        var reason = Reason(code);
        return reason.Length == 0 || string.Equals(reason, word, StringComparison.Ordinal) ? word : $"{word}: {reason}";
    }
}
