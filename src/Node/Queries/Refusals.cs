using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Gs1.Keys;

namespace Ledger.Node.Queries;

/// <summary>Refusals that several queries share, each with its cure.</summary>
internal static class Refusals
{
    /// <summary>A required member is empty.</summary>
    public static LedgerException Missing(string field) => new(ErrorCode.ArgumentMissing, $"'{field}' is empty.", "Give it.", field);

    /// <summary>A member is not what it must be.</summary>
    public static LedgerException Invalid(string field, string message, string cure) => new(ErrorCode.ArgumentInvalid, message, cure, field);

    /// <summary>A GS1 key or element string is wrong.</summary>
    public static LedgerException Gs1(Gs1Error error, string field) => new(
        string.Equals(error.Code, Gs1ErrorCode.CheckDigit, StringComparison.Ordinal) ? ErrorCode.CheckDigitWrong : ErrorCode.Gs1Syntax,
        error.Message,
        error.Cure,
        field);

    /// <summary>No product has the GTIN.</summary>
    public static LedgerException GtinNotRegistered(ulong gtin, string field) => new(
        ErrorCode.GtinNotRegistered, $"No product is registered with the GTIN {gtin:D14}.", "Check the GTIN, or let its issuer register the product.", field);

    /// <summary>No unit bears the serial.</summary>
    public static LedgerException SerialUnknown(ulong gtin, string serial, string field) => new(
        ErrorCode.SerialUnknown, $"No unit of {gtin:D14} has the serial '{serial}'.", "Check the serial; it is case-sensitive.", field);

    /// <summary>There is no such token.</summary>
    public static LedgerException TokenUnknown(string item, string field) => new(
        ErrorCode.TokenUnknown, $"There is no token '{item}'.", "Give the id of a unit, case, pallet, run or container that exists.", field);

    /// <summary>There is no such lot.</summary>
    public static LedgerException LotUnknown(ulong gtin, string code, string field) => new(
        ErrorCode.LotUnknown, $"The product {gtin:D14} has no lot '{code}'.", "Check the lot code; it is case-sensitive.", field);

    /// <summary>There is no such partner.</summary>
    public static LedgerException PartnerUnknown(string partner, string field) => new(
        ErrorCode.PartnerUnknown, $"There is no partner '{partner}'.", "Give a partner id, a 13-digit GLN, a name or a 0x-hex account; 'partners' lists them.", field);

    /// <summary>There is no such shipment.</summary>
    public static LedgerException ShipmentUnknown(uint shipment, string field) => new(
        ErrorCode.ShipmentUnknown, $"There is no shipment {shipment}.", "Give the id that the departure told; 'shipments' lists those of a partner.", field);

    /// <summary>There is no such hold.</summary>
    public static LedgerException HoldUnknown(uint hold, string field) => new(
        ErrorCode.HoldUnknown, $"There is no recall, quarantine or dispute {hold}.", "Give the id that a restriction names; 'holds' lists all.", field);

    /// <summary>There is no such block.</summary>
    public static LedgerException BlockUnknown(string moment, string field) => new(
        ErrorCode.BlockUnknown, $"The index has no block {moment}.", "Give a moment between the first indexed block and the cursor; 'status' shows it.", field);

    /// <summary>A page token is of another request or version, damaged, or too old.</summary>
    public static LedgerException PageToken(string why) => new(
        ErrorCode.PageTokenInvalid, $"The page token cannot be used: {why}.", "Ask for the first page again, without a token.", "page.token");
}
