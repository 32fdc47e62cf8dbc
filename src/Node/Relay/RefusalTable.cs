using Ledger.Api.V1;

namespace Ledger.Node.Relay;

/// <summary>What each custom error of the contracts means to a caller: the one table.</summary>
/// <remarks>In texts, <c>{name}</c> stands for the error's argument of that name. What is not listed is <c>CONTRACT_REFUSED</c>.</remarks>
internal static class RefusalTable
{
    private const string SignAgain = "Read the state again, and sign a new message.";

    private static readonly Dictionary<string, Refusal> Rows = new(StringComparer.Ordinal)
    {
        ["Messages_DeadlinePassed"] = new(ErrorCode.DeadlinePassed, "deadline", "The deadline {deadline} had passed at {time}.", "Sign the message again with a later deadline."),
        ["Council_DeadlinePassed"] = new(ErrorCode.DeadlinePassed, "deadline", "The deadline {deadline} had passed at {time}.", "Sign the act again with a later deadline."),
        ["Messages_SignatureCount"] = new(ErrorCode.SignatureMissing, "signatures", "{required} partners must sign, and {given} signatures were given.", "Have every partner concerned sign, each once, in the order of the message."),
        ["Messages_WrongSigner"] = new(ErrorCode.SignerWrong, "signatures[{index}]", "Signature {index} is not one of account {account}, which partner {partner} has now.", "Have partner {partner} sign with its present account."),
        ["Council_WrongSigner"] = new(ErrorCode.SignerWrong, "approvals", "The approval of {member} is not signed by it.", "Have the member sign the act."),
        ["Council_NotAMember"] = new(ErrorCode.SignerWrong, "approvals", "{member} is not a member of the council.", "Have members of the council sign."),
        ["Council_OutOfOrder"] = new(ErrorCode.ArgumentInvalid, "approvals", "The approval of {member} is out of order.", "Give approvals in ascending order of members, each once."),
        ["Council_QuorumMissing"] = new(ErrorCode.QuorumMissing, "approvals", "{approvals} members approved, and {quorum} must.", "Have more members of the council sign."),
        ["Council_NoRule"] = new(ErrorCode.PermissionDenied, "data", "The council has no rule for the call {selector}.", "Choose a call that the council may make."),
        ["Council_AlreadyKnown"] = new(ErrorCode.AlreadyRegistered, "salt", "The act {digest} was approved before.", "Give a new act another salt."),
        ["Partners_Unknown"] = new(ErrorCode.PartnerUnknown, "partner", "Partner {partner} is not admitted.", "Name an admitted partner, or have the council admit it."),
        ["Partners_Suspended"] = new(ErrorCode.PartnerSuspended, "partner", "Partner {partner} is suspended until {until}.", "Wait, or have the council reinstate the partner."),
        ["Partners_RoleMissing"] = new(ErrorCode.RoleMissing, "partner", "Partner {partner} has none of the roles {wanted}.", "Name a partner with the role, or have the council grant it."),
        ["Partners_StaleSeq"] = new(ErrorCode.SeqStale, "seq", "Partner {partner} is at seq {actual}, and the message names {expected}.", SignAgain),
        ["Partners_AccountTaken"] = new(ErrorCode.AlreadyRegistered, "account", "Account {account} is already that of partner {partner}.", "Use an account that no partner has or had."),
        ["Partners_GlnInvalid"] = new(ErrorCode.CheckDigitWrong, "gln", "{gln} is not a valid GLN.", "Correct the GLN; its last digit is a check digit."),
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
        ["Recalls_GtinUnknown"] = new(ErrorCode.GtinNotRegistered, "gtin", "GTIN {gtin} is not registered.", "Name a registered product."),
        ["Recalls_LotUnknown"] = new(ErrorCode.LotUnknown, "lot_code", "There is no lot '{lotCode}' of GTIN {gtin}.", "Name a lot that was commissioned."),
        ["Recalls_RunUnknown"] = new(ErrorCode.TokenUnknown, "run", "There is no run {run}.", "Name a run that was commissioned."),
        ["Recalls_Unknown"] = new(ErrorCode.RecallUnknown, "hold", "There is no recall {hold}.", "Name a recall in force."),
        ["Recalls_NotAllowed"] = new(ErrorCode.RoleMissing, "partner", "Partner {partner} is neither the issuer ({issuer}) nor a regulator.", "Have the issuer or a regulator sign."),
        ["Liens_Unknown"] = new(ErrorCode.LienUnknown, "lien", "There is no lien {lien}.", "Name a lien."),
        ["Tokens_Unknown"] = new(ErrorCode.TokenUnknown, "tokens", "There is no token {token}.", "Name a token that was commissioned."),
        ["Tokens_NotAnId"] = new(ErrorCode.TokenUnknown, "tokens", "{tokenId} is no token id.", "Name a token that was commissioned."),
        ["Tokens_StaleSeq"] = new(ErrorCode.SeqStale, "tokens", "Token {token} is at seq {actual}, and the message names {expected}.", SignAgain),
        ["Tokens_StaleLien"] = new(ErrorCode.SeqStale, "seq", "Lien {lien} is at seq {actual}, and the message names {expected}.", SignAgain),
        ["Tokens_StaleHold"] = new(ErrorCode.SeqStale, "seq", "Hold {hold} is at seq {actual}, and the message names {expected}.", SignAgain),
        ["Tokens_StaleLot"] = new(ErrorCode.SeqStale, "lot_seq", "Lot {lot} is at seq {actual}, and the message names {expected}.", SignAgain),
        ["Tokens_NotHeld"] = new(ErrorCode.TokenNested, "tokens", "Token {token} is inside token {parent}.", "Unpack it first; both messages can go in one request."),
        ["Tokens_Terminal"] = new(ErrorCode.TokenTerminal, "tokens", "Token {token} is in the final status {status}.", "Nothing can be done with it any more."),
        ["Tokens_NotActive"] = new(ErrorCode.TokenInTransit, "tokens", "Token {token} has the status {status}, which does not allow the act.", "Wait until it has arrived."),
        ["Tokens_AlreadyTouched"] = new(ErrorCode.TokenTerminal, "tokens", "Unit {token} was dispensed, or has a record of its own.", "Dispense it by itself, unless it was dispensed."),
        ["Tokens_WrongOwner"] = new(ErrorCode.SignerWrong, "owner", "Token {token} belongs to partner {actual}, not {named}.", SignAgain),
        ["Tokens_WrongCustodian"] = new(ErrorCode.SignerWrong, "custodian", "Partner {actual} has token {token}, not {named}.", SignAgain),
        ["Tokens_Pledged"] = new(ErrorCode.TokenPledged, "tokens", "Token {token} is pledged by lien {lien} to partner {financier}, who has not signed.", "Have the financier sign too, or release the lien first."),
        ["Tokens_OnHold"] = new(ErrorCode.TokenRecalled, "tokens", "Hold {hold} binds token {token}.", "Wait until it is lifted, or return the goods to a listed destination."),
        ["Tokens_HeldInside"] = new(ErrorCode.TokenRecalled, "tokens", "Inside token {token}, {children} are on hold.", "Unpack what is not on hold, and move that."),
        ["Tokens_RangeInside"] = new(ErrorCode.TokenRecalled, "tokens", "Units of a recalled range of lot {lot} may be inside token {token}.", "Unpack what is not recalled, and move that."),
        ["Tokens_NotADestination"] = new(ErrorCode.TokenRecalled, "new_custodian", "Token {token} is recalled by {hold}, and partner {receiver} is no listed destination of it, or title would move.", "Return the goods to a listed destination, in custody only."),
        ["Tokens_NotAReturn"] = new(ErrorCode.PartnerSuspended, "owner", "Partner {suspended} is suspended and may only return token {token}; partner {receiver} takes no returns.", "Return the goods to the issuer or a returns handler."),
        ["Tokens_WrongMarket"] = new(ErrorCode.MarketNotIntended, "new_owner", "Partner {partner} is admitted to no market of lot {lot}.", "Choose a receiver in an intended market."),
        ["Tokens_LienNotActive"] = new(ErrorCode.LienUnknown, "lien", "Lien {lien} is not active.", "Name an active lien."),
        ["Tokens_HoldNotActive"] = new(ErrorCode.RecallUnknown, "hold", "Hold {hold} is not in force.", "Name a hold in force."),
        ["Tokens_TargetUnknown"] = new(ErrorCode.TokenUnknown, "target", "There is nothing called {target} to recall.", "Name a product, lot, run or token."),
    };

    /// <summary>The custom errors that the table knows.</summary>
    public static IReadOnlyCollection<string> Names => Rows.Keys;

    /// <summary>What an error means; null when it is not listed.</summary>
    public static Refusal? Find(string errorName) => Rows.GetValueOrDefault(errorName);
}
