using System.Globalization;
using System.Numerics;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Tokens;
using Ledger.Node.Relay;
using TokenStatus = Ledger.Contracts.Words.TokenStatus;

namespace Ledger.Node.Queries.Trace;

/// <summary>What an event is to a reader: one short sentence, and who gave and took.</summary>
internal sealed partial class EventWords(IndexView view, PartnerNames names)
{
    private EventPosition _position;

    /// <summary>Whether the event told last took words from rows that later acts may change, so that a view of another height may tell it in other words.</summary>
    public bool IsOfHeight { get; private set; }

    private LedgerView Rows
    {
        get
        {
            IsOfHeight = true;
            return view.Rows;
        }
    }

    /// <summary>Tells an event.</summary>
    /// <param name="type">Its ABI name.</param>
    /// <param name="values">Its arguments.</param>
    /// <param name="position">Where it stands: who has the first claim of a lien, for one, is told as it was then.</param>
    public (string Summary, PartnerRef? From, PartnerRef? To) Describe(string type, AbiTuple values, EventPosition position)
    {
        (_position, IsOfHeight) = (position, false);
        return OfTokens(type, values) ?? OfShipments(type, values) ?? OfHolds(type, values) ?? OfLiens(type, values) ?? OfPartners(type, values) ?? (Spaced(type), null, null);
    }

    private (string, PartnerRef?, PartnerRef?)? OfTokens(string type, AbiTuple values) => type switch
    {
        "RunOpened" => Opened(values),
        "RunCommissioned" => ($"commissioned in lot {values["lotCode"]}", null, null),
        "RunTransformed" => Transformed(values),
        "Transferred" => Transferred(values),
        "Packed" => ($"packed into {Token(values["parent"])}", null, null),
        "Unpacked" => ($"unpacked from {Token(values["parent"])}", null, null),
        "Dispensed" => ("dispensed", null, null),
        "RangeDispensed" => ($"dispensed with units {values["first"]} to {values["last"]}", null, null),
        "Ended" => (Ended(values), null, null),
        "StatusSet" => (StatusSet(values), null, null),
        "Touched" => ("outstanding consent withdrawn", null, null),
        _ => null,
    };

    private (string, PartnerRef?, PartnerRef?)? OfPartners(string type, AbiTuple values) => type switch
    {
        "PartnerAdmitted" => ($"{values["name"]} admitted", null, Partner(values["partner"])),
        "ProductRegistered" => ($"product {values["name"]} registered", Partner(values["issuer"]), null),
        "MandateSet" => Mandated(values),
        "Anchored" => ($"batch of {values["count"]} off-chain events anchored", Partner(values["partner"]), null),
        _ => null,
    };

    private (string, PartnerRef?, PartnerRef?) Opened(AbiTuple values)
    {
        var word = new RunWord(Word(values["runSlot"]));
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

    private (string, PartnerRef?, PartnerRef?) Transformed(AbiTuple values)
    {
        var lots = Rows.SourcesOf(new((uint)Number(values["run"]))).Select(lot => Rows.TryLot(lot, out var record) ? record.Code : $"{lot}").ToList();
        return (lots.Count == 1 ? $"made of units of lot {lots[0]}" : $"made of units of lots {string.Join(", ", lots)}", null, null);
    }

    private static string Ended(AbiTuple values) => (TokenStatus)(byte)Number(values["status"]) switch
    {
        TokenStatus.Destroyed => "destroyed",
        TokenStatus.Exported => $"exported to country {(uint)Number(values["detail"]):D3}",
        TokenStatus.Consumed => $"used up in run {values["detail"]}",
        _ => "ended",
    };

    private static string StatusSet(AbiTuple values) => (TokenStatus)(byte)Number(values["status"]) switch
    {
        TokenStatus.Lost => "reported lost",
        TokenStatus.Stolen => "reported stolen",
        _ => "found and reinstated",
    };

    private (string, PartnerRef?, PartnerRef?) Mandated(AbiTuple values)
    {
        var (owner, agent, until) = (Partner(values["owner"]), Partner(values["agent"]), (ulong)Number(values["until"]));
        return (until == 0 ? $"mandate of {agent?.Name} withdrawn" : $"{agent?.Name} may move custody until {RefusalWords.TimeText(until)}", owner, agent);
    }

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

    private static StorageWord Word(object value) => StorageWord.Read(WordOf(value));

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
