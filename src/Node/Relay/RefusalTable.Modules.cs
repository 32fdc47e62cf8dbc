using Ledger.Api.V1;

namespace Ledger.Node.Relay;

/// <content>Council, partners, catalogue, recalls and conditions.</content>
internal static partial class RefusalTable
{
    private static Dictionary<string, Refusal> OfCouncil => new(StringComparer.Ordinal)
    {
        ["Council_DeadlinePassed"] = new(ErrorCode.DeadlinePassed, "deadline", "The deadline {deadline} had passed at {time}.", "Sign the act again with a later deadline."),
        ["Council_WrongSigner"] = new(ErrorCode.SignerWrong, "approvals", "The approval of {member} is not signed by it.", "Have the member sign the act."),
        ["Council_NotAMember"] = new(ErrorCode.SignerWrong, "approvals", "{member} is not a member of the council.", "Have members of the council sign."),
        ["Council_OutOfOrder"] = new(ErrorCode.ArgumentInvalid, "approvals", "The approval of {member} is out of order.", "Give approvals in ascending order of members, each once."),
        ["Council_QuorumMissing"] = new(ErrorCode.QuorumMissing, "approvals", "{approvals} members approved, and {quorum} must.", "Have more members of the council sign."),
        ["Council_NoRule"] = new(ErrorCode.PermissionDenied, "data", "The council has no rule for the call {selector}.", "Choose a call that the council may make."),
        ["Council_AlreadyKnown"] = new(ErrorCode.AlreadyRegistered, "salt", "The act {digest} was approved before.", "Give a new act another salt."),
        ["Council_NotPending"] = new(ErrorCode.ActNotPending, "digest", "The act {digest} is not waiting to be executed.", "See with 'council' what is pending; an act that was executed or cancelled is approved anew, with another salt."),
        ["Council_TooEarly"] = new(ErrorCode.TooEarly, "digest", "The act {digest} may be executed from {readyAt} on, and it was {time}.", "Wait until its delay is over."),
        ["Council_TooLate"] = new(ErrorCode.ActNotPending, "digest", "The act {digest} had to be executed by {expiresAt}, and it was {time}.", "Have the council approve it anew, with another salt."),
        ["Council_CallFailed"] = new(ErrorCode.ContractRefused, "data", "The contract that the act {digest} calls refuses it without a reason.", "Correct the call, and have the council approve it anew."),
        ["Council_NotTheCouncil"] = new(ErrorCode.PermissionDenied, "target", "Only the council itself changes its members and rules, not {caller}.", "Have the council approve an act that makes the call."),
        ["Council_RuleInvalid"] = new(ErrorCode.ArgumentInvalid, "rule", "Quorum {quorum}, delay {delaySeconds} s and expiry {expirySeconds} s are no rule for {selector}.", "Give a quorum of 2 up to the number of members, an expiry, and a delay where the rule concerns the council itself."),
        ["Council_MemberInvalid"] = new(ErrorCode.ArgumentInvalid, "member", "{member} cannot become a member: it is zero, or is one.", "Name an account that is no member yet."),
        ["Council_TooFewMembers"] = new(ErrorCode.ArgumentInvalid, "member", "With {members} members a quorum of {quorum} would be out of reach.", "Lower the quorum first, or add a member."),
        ["Council_TooMany"] = new(ErrorCode.LimitReached, "council", "The council has {count} of at most {limit} members or rules.", "Remove one first."),
        ["Council_DataInvalid"] = new(ErrorCode.ArgumentInvalid, "data", "{sizeBytes} bytes are no call: it has no selector.", "Give the ABI-encoded call."),
        ["Tokens_NotTheCouncil"] = new(ErrorCode.PermissionDenied, "contract", "Only the council may do this, not {caller}.", "Have the council approve an act that makes the call."),
        ["Tokens_NotTheModule"] = new(ErrorCode.PermissionDenied, "contract", "Only the module of kind {kind} may do this, not {caller}.", "Send the message to the contract that takes it."),
    };

    private static Dictionary<string, Refusal> OfPartners => new(StringComparer.Ordinal)
    {
        ["Partners_Unknown"] = new(ErrorCode.PartnerUnknown, "partner", "Partner {partner} is not admitted.", "Name an admitted partner, or have the council admit it."),
        ["Partners_Suspended"] = new(ErrorCode.PartnerSuspended, "partner", "Partner {partner} is suspended until {until}.", "Wait, or have the council reinstate the partner."),
        ["Partners_RoleMissing"] = new(ErrorCode.RoleMissing, "partner", "Partner {partner} has none of the roles {wanted}.", "Name a partner with the role, or have the council grant it."),
        ["Partners_StaleSeq"] = new(ErrorCode.SeqStale, "seq", "Partner {partner} is at seq {actual}, and the message names {expected}.", SignAgain),
        ["Partners_AccountTaken"] = new(ErrorCode.AlreadyRegistered, "account", "Account {account} is already that of partner {partner}.", "Use an account that no partner has or had."),
        ["Partners_GlnInvalid"] = new(ErrorCode.CheckDigitWrong, "gln", "{gln} is not a valid GLN.", "Correct the GLN; its last digit is a check digit."),
        ["Partners_NotTheCouncil"] = new(ErrorCode.PermissionDenied, "contract", "Only the council admits and changes partners, not {caller}.", "Have the council approve an act that makes the call."),
        ["Partners_RolesInvalid"] = new(ErrorCode.ArgumentInvalid, "roles", "{roles} is no set of roles.", "Give at least one role that exists."),
        ["Partners_NameInvalid"] = new(ErrorCode.ArgumentInvalid, "name", "A name has 1 to {limit} bytes, not {sizeBytes}.", "Give a shorter name."),
        ["Partners_UntilInvalid"] = new(ErrorCode.ArgumentInvalid, "until", "The suspension would end at {until}, and it was {time}.", "Give a time in the future."),
        ["Partners_NotSuspended"] = new(ErrorCode.ArgumentInvalid, "partner", "Partner {partner} is not suspended.", "Name a suspended partner."),
        ["Partners_Full"] = new(ErrorCode.LimitReached, "partner", "There are {limit} partners already.", "No further partner can be admitted to this network."),
    };

    private static Dictionary<string, Refusal> OfCatalogue => new(StringComparer.Ordinal)
    {
        ["Catalogue_GtinInvalid"] = new(ErrorCode.CheckDigitWrong, "gtin", "{gtin} is not a valid GTIN.", "Correct the GTIN; its last digit is a check digit."),
        ["Catalogue_GtinUnknown"] = new(ErrorCode.GtinNotRegistered, "gtin", "GTIN {gtin} is not registered.", "Register the product first."),
        ["Catalogue_GtinTaken"] = new(ErrorCode.AlreadyRegistered, "gtin", "GTIN {gtin} is already registered as product {product}.", "Use the registered product."),
        ["Catalogue_StaleSeq"] = new(ErrorCode.SeqStale, "seq", "GTIN {gtin} is at seq {actual}, and the message names {expected}.", SignAgain),
        ["Catalogue_LotExpired"] = new(ErrorCode.ExpiryPassed, "expiry", "The expiry {expiry} had passed at {time}.", "Give a later expiry."),
        ["Catalogue_CountInvalid"] = new(ErrorCode.ArgumentInvalid, "count", "A run has 1 to {limit} units, not {count}.", "Commission several runs."),
        ["Catalogue_LotCodeInvalid"] = new(ErrorCode.Gs1Syntax, "lot_code", "'{lotCode}' is no lot code.", "Give 1 to 20 characters of GS1's set 82."),
        ["Catalogue_LayoutInvalid"] = new(ErrorCode.ArgumentInvalid, "layout", "{unitsPerCase} units a case and {casesPerPallet} cases a pallet is no layout.", "Give cases before pallets, and fewer levels if need be."),
        ["Catalogue_SsccInvalid"] = new(ErrorCode.CheckDigitWrong, "sscc", "{sscc} is not a valid first SSCC.", "Correct the SSCC; its last digit is a check digit."),
        ["Catalogue_SerialsInvalid"] = new(ErrorCode.SerialInvalid, "serials", "A serial list has 1 to {limit} bytes, not {sizeBytes}.", "Commission several runs."),
        ["Catalogue_CodecUnknown"] = new(ErrorCode.SerialInvalid, "codec", "There is no serial codec {codec}.", "Encode the list as docs/serial-codecs.md says."),
        ["Catalogue_NameInvalid"] = new(ErrorCode.ArgumentInvalid, "name", "A name has 1 to {limit} bytes, not {sizeBytes}.", "Give a shorter name."),
        ["Catalogue_NotTokens"] = new(ErrorCode.PermissionDenied, "contract", "Only Tokens may do this, not {caller}.", "Send the message to the contract that takes it."),
        ["Catalogue_NotTheIssuer"] = new(ErrorCode.SignerWrong, "owner", "Partner {partner} is not the issuer of GTIN {gtin}, which is partner {issuer}.", "Have the product's issuer own and transform the units, or choose a product of its own."),
    };

    private static Dictionary<string, Refusal> OfRecalls => new(StringComparer.Ordinal)
    {
        ["Recalls_GtinUnknown"] = new(ErrorCode.GtinNotRegistered, "gtin", "GTIN {gtin} is not registered.", "Name a registered product."),
        ["Recalls_LotUnknown"] = new(ErrorCode.LotUnknown, "lot_code", "There is no lot '{lotCode}' of GTIN {gtin}.", "Name a lot that was commissioned."),
        ["Recalls_RunUnknown"] = new(ErrorCode.TokenUnknown, "run", "There is no run {run}.", "Name a run that was commissioned."),
        ["Recalls_Unknown"] = new(ErrorCode.RecallUnknown, "hold", "There is no recall {hold}.", "Name a recall in force."),
        ["Recalls_NotAllowed"] = new(ErrorCode.RoleMissing, "partner", "Partner {partner} is neither the issuer ({issuer}) nor a regulator.", "Have the issuer or a regulator sign."),
        ["Recalls_ClassInvalid"] = new(ErrorCode.ArgumentInvalid, "class", "{class} is no recall class.", "Give 1, 2 or 3."),
        ["Recalls_TooManyDestinations"] = new(ErrorCode.ArgumentInvalid, "destinations", "{count} destinations were given, and a recall has at most {limit}.", "Name fewer partners to whom the goods may return."),
        ["Recalls_ReasonInvalid"] = new(ErrorCode.ArgumentInvalid, "reason", "A reason has 1 to {limit} bytes, not {sizeBytes}.", "Say why, in fewer words."),
    };

    private static Dictionary<string, Refusal> OfConditions => new(StringComparer.Ordinal)
    {
        ["Conditions_Count"] = new(ErrorCode.ArgumentInvalid, "tokens", "A message names 1 to {limit} tokens, not {count}.", "Send several messages."),
        ["Conditions_NotAllowed"] = new(ErrorCode.RoleMissing, "partner", "Partner {partner} is neither owner, custodian or issuer of token {token}, nor a regulator or device operator.", "Have one of them sign."),
        ["Conditions_SeverityInvalid"] = new(ErrorCode.ArgumentInvalid, "severity", "{severity} is no severity.", "Give 0 for a reading, 1 for a warning or 2 for an excursion."),
        ["Conditions_KindInvalid"] = new(ErrorCode.ArgumentInvalid, "kind", "{kind} is no kind of condition.", "Give 1 temperature, 2 humidity, 3 shock, 4 tamper, 5 light, 6 location, or a number of your own above."),
        ["Conditions_ReasonInvalid"] = new(ErrorCode.ArgumentInvalid, "reason", "A reason has 1 to {limit} bytes, not {length}.", "Say why, in fewer words."),
        ["Conditions_Unknown"] = new(ErrorCode.HoldUnknown, "hold", "There is no quarantine {hold}.", "Name a quarantine in force; 'holds' lists them."),
        ["Conditions_NotTheIssuer"] = new(ErrorCode.RoleMissing, "partner", "Partner {partner} is neither the issuer of the goods ({issuer}) nor a regulator.", "Have the issuer of the goods or a regulator release it."),
        ["Conditions_AnchorInvalid"] = new(ErrorCode.ArgumentInvalid, "merkle_root", "A root of {merkleRoot} with {count} events is no batch.", "Give the root of at least one event."),
    };
}
