using System.Globalization;
using System.Numerics;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Trace;

/// <summary>What an event is to a reader: one short sentence, and who gave and took.</summary>
internal sealed class EventWords(LedgerView rows, PartnerNames names)
{
    /// <summary>Tells an event.</summary>
    /// <param name="type">Its ABI name.</param>
    /// <param name="values">Its arguments.</param>
    public (string Summary, PartnerRef? From, PartnerRef? To) Describe(string type, AbiTuple values) => type switch
    {
        "RunOpened" => Opened(values),
        "RunCommissioned" => ($"commissioned in lot {values["lotCode"]}", null, null),
        "Transferred" => Transferred(values),
        "Packed" => ($"packed into {Token(values["parent"])}", null, null),
        "Unpacked" => ($"unpacked from {Token(values["parent"])}", null, null),
        "Dispensed" => ("dispensed", null, null),
        "RangeDispensed" => ($"dispensed with units {values["first"]} to {values["last"]}", null, null),
        "Touched" => ("outstanding consent withdrawn", null, null),
        "LienCreated" => Created(values),
        "Pledged" => Pledged(values),
        "TokenReleased" => ($"released from lien {values["lien"]}", Financier(values), null),
        "LienReleased" => ($"lien {values["lien"]} released", Financier(values), null),
        "HoldPlaced" => Placed(values),
        "HoldLifted" => ($"{HoldName(values)} lifted", null, null),
        "Recalled" => ($"recall announced: {values["reason"]}", null, null),
        "RecallLifted" => ("recall lifted", Partner(values["partner"]), null),
        "PartnerAdmitted" => ($"{values["name"]} admitted", null, Partner(values["partner"])),
        "ProductRegistered" => ($"product {values["name"]} registered", Partner(values["issuer"]), null),
        _ => (Spaced(type), null, null),
    };

    private (string, PartnerRef?, PartnerRef?) Opened(AbiTuple values)
    {
        var word = new RunWord(StorageWord.Read(WordOf(values["runSlot"])));
        return ($"commissioned as one of {word.Count} units", null, names.Of(word.Issuer));
    }

    private (string, PartnerRef?, PartnerRef?) Transferred(AbiTuple values)
    {
        var (owner, newOwner) = (Partner(values["owner"]), Partner(values["newOwner"]));
        var (custodian, newCustodian) = (Partner(values["custodian"]), Partner(values["newCustodian"]));
        var (title, custody) = (owner?.Id != newOwner?.Id, custodian?.Id != newCustodian?.Id);
        if (title && custody && newOwner?.Id == newCustodian?.Id) return ($"title and custody to {newOwner?.Name}", custodian, newOwner);
        if (title && custody) return ($"title to {newOwner?.Name}, custody to {newCustodian?.Name}", custodian, newCustodian);
        return title ? ($"title to {newOwner?.Name}", owner, newOwner) : ($"custody to {newCustodian?.Name}", custodian, newCustodian);
    }

    private (string, PartnerRef?, PartnerRef?) Created(AbiTuple values)
    {
        var (debtor, financier) = (Partner(values["debtor"]), Partner(values["financier"]));
        return ($"lien {values["lien"]} for {financier?.Name}", debtor, financier);
    }

    private (string, PartnerRef?, PartnerRef?) Pledged(AbiTuple values)
    {
        var lien = rows.LienWord(new((uint)Number(values["lien"])));
        var financier = names.Of(lien.Financier);
        return ($"pledged to {financier?.Name}", names.Of(lien.Debtor), financier);
    }

    private (string, PartnerRef?, PartnerRef?) Placed(AbiTuple values)
    {
        var found = rows.TryHold(new((uint)Number(values["hold"])), out var hold);
        var name = HoldName(values);
        var reason = found && hold!.Reason.Length > 0 ? $": {hold.Reason}" : "";
        var level = found && hold!.Word.Kind == HoldKind.Recall ? $" class {hold.Word.Class}" : "";
        return ($"{name}{level} placed{reason}", found ? names.Of(hold!.Word.PlacedBy) : null, null);
    }

    private string HoldName(AbiTuple values) => rows.HoldWord(new((uint)Number(values["hold"]))).Kind switch
    {
        HoldKind.Recall => "recall",
        HoldKind.Quarantine => "quarantine",
        HoldKind.Dispute => "dispute",
        _ => "hold",
    };

    private PartnerRef? Financier(AbiTuple values) => names.Of(rows.LienWord(new((uint)Number(values["lien"]))).Financier);

    private PartnerRef? Partner(object value) => names.Of(new((uint)Number(value)));

    private static string Token(object value)
    {
        var token = new TokenId((ulong)Number(value));
        return $"{TraceVia.Of(token.Level)} {token}";
    }

    private static BigInteger Number(object value) => value switch
    {
        BigInteger number => number,
        ulong number => number,
        IConvertible number => new BigInteger(number.ToDecimal(CultureInfo.InvariantCulture)),
        _ => BigInteger.Zero,
    };

    private static byte[] WordOf(object value)
    {
        var bytes = new byte[Bytes32.SizeBytes];
        var number = Number(value);
        if (number.TryWriteBytes(bytes, out var written, isUnsigned: true, isBigEndian: true) && written < bytes.Length)
        {
            bytes.AsSpan(0, written).CopyTo(bytes.AsSpan(bytes.Length - written));
            bytes.AsSpan(0, bytes.Length - written).Clear();
        }

        return bytes;
    }

    // `PartnerSuspended` becomes `partner suspended`.
    private static string Spaced(string type) =>
        string.Concat(type.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(c) : c.ToString()));
}
