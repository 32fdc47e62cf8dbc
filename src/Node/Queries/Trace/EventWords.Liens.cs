using Ledger.Api.V1;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using Ledger.Node.Relay;
using SubjectKind = Ledger.Contracts.Projection.SubjectKind;

namespace Ledger.Node.Queries.Trace;

/// <content>Liens and their claims.</content>
internal sealed partial class EventWords
{
    private (string, PartnerRef?, PartnerRef?)? OfLiens(string type, AbiTuple values) => type switch
    {
        "LienCreated" => Created(values),
        "Pledged" => Pledged(values),
        "TokenReleased" => ($"released from lien {values["lien"]}", Financier(values), null),
        "LienReleased" => ($"lien {values["lien"]} released", Financier(values), null),
        "ClaimAdded" => ($"claim of rank {values["rank"]} for {Partner(values["financier"])?.Name}", Debtor(values), Partner(values["financier"])),
        "ClaimSet" => ($"claim of rank {values["rank"]} moved up", null, null),
        "ClaimReleased" => ($"claim of rank {values["rank"]} released", Partner(values["financier"]), null),
        "LienDefaulted" => (
            $"default declared by {Partner(values["financier"])?.Name}, notice until {RefusalWords.TimeText((ulong)Number(values["noticeEnds"]))}",
            Debtor(values),
            Partner(values["financier"])),
        "LienCured" => ("default cured", Partner(values["financier"]), Debtor(values)),
        "Foreclosed" => ($"foreclosed: title to {Partner(values["financier"])?.Name}", Partner(values["owner"]), Partner(values["financier"])),
        _ => null,
    };

    private (string, PartnerRef?, PartnerRef?) Created(AbiTuple values)
    {
        var (debtor, financier) = (Partner(values["debtor"]), Partner(values["financier"]));
        return ($"lien {values["lien"]} for {financier?.Name}", debtor, financier);
    }

    private (string, PartnerRef?, PartnerRef?) Pledged(AbiTuple values)
    {
        var financier = Financier(values);
        return ($"pledged to {financier?.Name}", Debtor(values), financier);
    }

    private PartnerRef? Debtor(AbiTuple values) => names.Of(Lien(values).Debtor);

    private PartnerRef? Financier(AbiTuple values) => names.Of(Lien(values).Financier);

    private LienWord Lien(AbiTuple values) => new(view.History.WordAt(new(SubjectKind.Lien, (uint)Number(values["lien"])), _position));
}
