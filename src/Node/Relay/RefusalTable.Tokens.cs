using Ledger.Api.V1;

namespace Ledger.Node.Relay;

/// <content>Tokens, how they move and nest, shipments, liens and holds.</content>
internal static partial class RefusalTable
{
    private static Dictionary<string, Refusal> OfTokens => new(StringComparer.Ordinal)
    {
        ["Tokens_Unknown"] = new(ErrorCode.TokenUnknown, "tokens", "There is no token {token}.", "Name a token that was commissioned."),
        ["Tokens_NotAnId"] = new(ErrorCode.TokenUnknown, "tokens", "{tokenId} is no token id.", "Name a token that was commissioned."),
        ["Tokens_StaleSeq"] = new(ErrorCode.SeqStale, "tokens", "Token {token} is at seq {actual}, and the message names {expected}.", SignAgain),
        ["Tokens_Count"] = new(ErrorCode.ArgumentInvalid, "tokens", "A message names 1 to {limit} tokens, not {count}.", "Send several messages."),
        ["Tokens_NotHeld"] = new(ErrorCode.TokenNested, "tokens", "Token {token} is inside token {parent}.", "Unpack it first; both messages can go in one request."),
        ["Tokens_NotNested"] = new(ErrorCode.ArgumentInvalid, "tokens", "Token {token} is inside nothing, so there is nothing to take it out of.", "Leave it out of the message."),
        ["Tokens_Terminal"] = new(ErrorCode.TokenTerminal, "tokens", "Token {token} is {status}, for good.", "Nothing can be done with it any more."),
        ["Tokens_NotActive"] = new(ErrorCode.TokenTerminal, "tokens", "Token {token} is {status}, which does not allow the act.", "Nothing can be done with it any more."),
        ["Tokens_NotMissing"] = new(ErrorCode.ArgumentInvalid, "tokens", "Token {token} is {status}, not lost or stolen.", "Leave it out of the message."),
        ["Tokens_AlreadyTouched"] = new(ErrorCode.TokenTerminal, "tokens", "Unit {token} was dispensed, or has a record of its own.", "Dispense it by itself, unless it was dispensed."),
        ["Tokens_NotAUnit"] = new(ErrorCode.ArgumentInvalid, "tokens", "Token {token} is no unit.", "Name units; what is whole is destroyed instead."),
        ["Tokens_RangeInvalid"] = new(ErrorCode.ArgumentInvalid, "first", "Units {first} to {last} are no range of run {run}, which has {count}.", "Give a range within the run, in its order."),
        ["Tokens_RootDiffers"] = new(ErrorCode.SeqStale, "root", "Token {token} is under {actual}, not {named}.", SignAgain),
        ["Tokens_NotAParty"] = new(ErrorCode.SignerWrong, "partner", "Partner {partner} is neither owner nor custodian of token {token}.", "Have its owner or custodian sign."),
        ["Tokens_KindInvalid"] = new(ErrorCode.ArgumentInvalid, "kind", "{kind} is no kind, outcome or status that token {token} can get here.", "Give one of the numbers that docs/contracts.md lists."),
        ["Tokens_IssuerDiffers"] = new(ErrorCode.ArgumentInvalid, "tokens", "Token {token} has the issuer {issuer}, others {other}.", "Name tokens of one issuer; what is transformed belongs to the output's issuer."),
        ["Tokens_CountryInvalid"] = new(ErrorCode.ArgumentInvalid, "country", "{country} is no country.", "Give an ISO 3166-1 numeric code, 1 to 999."),
        ["Tokens_RunDiffers"] = new(ErrorCode.ContractRefused, "output", "The catalogue commissioned run {run} instead of {expected}.", "Report it to the council: a module is not what it should be."),
        ["Tokens_SourcesFull"] = new(ErrorCode.LimitReached, "tokens", "What would be consumed comes from {lots} lots, and a run remembers {limit}.", "Transform in several runs, each of fewer lots."),
        ["Tokens_CounterFull"] = new(ErrorCode.LimitReached, "tokens", "A counter of token {token} is full.", "Use another container, or several."),
        ["Tokens_LotDiffers"] = new(ErrorCode.ArgumentInvalid, "expiry", "Lot {lot} has the expiry {expiry} and the markets {markets}.", "Give the lot's own expiry and markets, or another lot code."),
        ["Tokens_RunsFull"] = new(ErrorCode.LimitReached, "lot_code", "Lot {lot} has {limit} runs already.", "Open another lot."),
        ["Tokens_LotTableFull"] = new(ErrorCode.LimitReached, "lot_code", "There is no room for the lot under this code.", "Choose another lot code."),
        ["Tokens_UseSignedTransfer"] = new(ErrorCode.ContractRefused, "contract", "Tokens move by signed transfers only.", "Sign a transfer; see docs/contracts.md."),
    };

    private static Dictionary<string, Refusal> OfMoving => new(StringComparer.Ordinal)
    {
        ["Tokens_WrongOwner"] = new(ErrorCode.SignerWrong, "owner", "Token {token} belongs to partner {actual}, not {named}.", SignAgain),
        ["Tokens_WrongCustodian"] = new(ErrorCode.SignerWrong, "custodian", "Partner {actual} has token {token}, not {named}.", SignAgain),
        ["Tokens_NothingMoves"] = new(ErrorCode.ArgumentInvalid, "new_owner", "Neither title nor custody would move from partners {owner} and {custodian}.", "Name another owner or custodian to come."),
        ["Tokens_NotAReturn"] = new(ErrorCode.PartnerSuspended, "owner", "Partner {suspended} is suspended and may only return token {token}; partner {receiver} takes no returns.", "Return the goods to the issuer or a returns handler."),
        ["Tokens_WrongMarket"] = new(ErrorCode.MarketNotIntended, "new_owner", "Partner {partner} is admitted to no market of lot {lot}.", "Choose a receiver in an intended market."),
        ["Tokens_WrongLevel"] = new(ErrorCode.ArgumentInvalid, "container", "Token {token} cannot go into {container}: its level is not above the token's, or it is no container.", "Choose a container of a higher level."),
        ["Tokens_NotOwnChild"] = new(ErrorCode.ArgumentInvalid, "container", "Token {token} is none of the children that {container} was made with.", "Put it into a free container."),
        ["Tokens_NotYourContainer"] = new(ErrorCode.SignerWrong, "container", "Container {container} is another partner's to use first, not partner {partner}'s.", "Use a container with your own partner id."),
        ["Tokens_LotsFull"] = new(ErrorCode.LimitReached, "container", "Container {container} holds {limit} lots already.", "Use another container."),
    };

    private static Dictionary<string, Refusal> OfShipments => new(StringComparer.Ordinal)
    {
        ["Tokens_ShipmentInvalid"] = new(ErrorCode.ArgumentInvalid, "until", "A shipment to be received until {until}, with {disputeSeconds} s for disputes, cannot depart.", "Name both receivers, a time in the future, and a time for disputes."),
        ["Tokens_ShipmentNotOpen"] = new(ErrorCode.ShipmentNotOpen, "shipment", "Shipment {shipment} has the state {status}, which does not allow the act.", "See with 'shipment' what became of it."),
        ["Tokens_StaleShipment"] = new(ErrorCode.SeqStale, "seq", "Shipment {shipment} is at seq {actual}, and the message names {expected}.", SignAgain),
        ["Tokens_ManifestDiffers"] = new(ErrorCode.ArgumentInvalid, "tokens", "The tokens are not those that departed with shipment {shipment}, in their order.", "Take the list from 'shipment'."),
        ["Tokens_ShipmentUntil"] = new(ErrorCode.ShipmentNotOpen, "shipment", "Shipment {shipment} could be received until {until}, and it was {time}.", "Have it expired, which gives the goods back to the sender, and sent again."),
        ["Tokens_AcceptedDiffers"] = new(ErrorCode.ArgumentInvalid, "accepted", "The receipt of shipment {shipment} accepts {stated} tokens, and its exceptions leave {actual}.", "Count again: name every token that is refused, missing or damaged."),
        ["Tokens_NotInShipment"] = new(ErrorCode.ArgumentInvalid, "exceptions", "Token {token} is no part of shipment {shipment}, or was named before.", "Name what departed, or what was inside it; what came besides is an overage."),
        ["Tokens_NotInDispute"] = new(ErrorCode.HoldUnknown, "resolutions", "Hold {hold} is no open dispute of this shipment about token {token}.", "Take the disputes from 'shipment'."),
        ["Tokens_DisputeOpen"] = new(ErrorCode.TooEarly, "holds", "Dispute {hold} lapses after {lapses}.", "Wait, or have both sides resolve it."),
        ["Tokens_InDispute"] = new(ErrorCode.TokenInDispute, "tokens", "Token {token} is in dispute {hold}.", "Have both sides resolve the dispute, or wait until it lapses."),
    };

    private static Dictionary<string, Refusal> OfLending => new(StringComparer.Ordinal)
    {
        ["Liens_Unknown"] = new(ErrorCode.LienUnknown, "lien", "There is no lien {lien}.", "Name a lien."),
        ["Tokens_StaleLien"] = new(ErrorCode.SeqStale, "seq", "Lien {lien} is at seq {actual}, and the message names {expected}.", SignAgain),
        ["Tokens_Pledged"] = new(ErrorCode.TokenPledged, "tokens", "Token {token} is pledged by lien {lien} to partner {financier}, who has not signed.", "Have the financier sign too, or release the lien first."),
        ["Tokens_LienDiffers"] = new(ErrorCode.ArgumentInvalid, "tokens", "Token {token} is under lien {lien}, others under {other}.", "Name tokens of one lien in one message."),
        ["Tokens_PledgeInvalid"] = new(ErrorCode.ArgumentInvalid, "financier", "Partner {debtor} cannot pledge to partner {financier} until {maturity}.", "Name another partner as the financier, and a maturity in the future."),
        ["Tokens_LienNotActive"] = new(ErrorCode.LienUnknown, "lien", "Lien {lien} is not active.", "Name an active lien."),
        ["Tokens_NotUnderLien"] = new(ErrorCode.ArgumentInvalid, "tokens", "Token {token} is not under lien {lien}.", "Name tokens that the lien covers; 'encumbrance' shows it."),
        ["Tokens_RankInvalid"] = new(ErrorCode.ArgumentInvalid, "rank", "Lien {lien} has no claim of rank {rank}, or as many as it can.", "Take the claims from 'liens'; a lien has at most four."),
        ["Tokens_ClaimInvalid"] = new(ErrorCode.ArgumentInvalid, "financier", "Partner {financier} cannot add a claim of partner {debtor}'s to lien {lien}.", "Name the lien's debtor, and a financier without a claim in it."),
        ["Tokens_NotMatured"] = new(ErrorCode.TooEarly, "maturity", "The maturity {maturity} of the claim in lien {lien} does not fit, at {time}.", "Declare a default after maturity; cure it with a maturity in the future."),
        ["Tokens_NotDefaulted"] = new(ErrorCode.ArgumentInvalid, "lien", "Lien {lien} is not in default.", "Declare the default first."),
        ["Tokens_NoticeRuns"] = new(ErrorCode.TooEarly, "lien", "The notice of default of lien {lien} runs until {noticeEnds}, and it was {time}.", "Wait until the notice has run out."),
    };

    private static Dictionary<string, Refusal> OfHolds => new(StringComparer.Ordinal)
    {
        ["Tokens_StaleHold"] = new(ErrorCode.SeqStale, "seq", "Hold {hold} is at seq {actual}, and the message names {expected}.", SignAgain),
        ["Tokens_StaleLot"] = new(ErrorCode.SeqStale, "lot_seq", "Lot {lot} is at seq {actual}, and the message names {expected}.", SignAgain),
        ["Tokens_OnHold"] = new(ErrorCode.TokenRecalled, "tokens", "Hold {hold} binds token {token}.", "Wait until it is lifted, or return the goods to a listed destination."),
        ["Tokens_HeldInside"] = new(ErrorCode.TokenRecalled, "tokens", "Inside token {token}, {children} are on hold.", "Unpack what is not on hold, and move that; after a lift, sweep what was inside."),
        ["Tokens_RangeInside"] = new(ErrorCode.TokenRecalled, "tokens", "Units of a recalled range of lot {lot} may be inside token {token}.", "Unpack what is not recalled, and move that."),
        ["Tokens_NotADestination"] = new(ErrorCode.TokenRecalled, "new_custodian", "Token {token} is recalled by {hold}, and partner {receiver} is no listed destination of it, or title would move.", "Return the goods to a listed destination, in custody only."),
        ["Tokens_HoldNotActive"] = new(ErrorCode.HoldUnknown, "hold", "Hold {hold} is not in force.", "Name a hold in force."),
        ["Tokens_HoldKind"] = new(ErrorCode.ArgumentInvalid, "hold", "Hold {hold} is of the kind {kind}, which this message does not end.", "Lift a recall, release a quarantine, resolve a dispute."),
        ["Tokens_HoldsFull"] = new(ErrorCode.LimitReached, "target", "{target} has {limit} holds or ranges already.", "Lift one first, or recall the whole lot."),
        ["Tokens_TargetUnknown"] = new(ErrorCode.TokenUnknown, "target", "There is nothing called {target} to recall.", "Name a product, lot, run or token."),
        ["Tokens_NotClearable"] = new(ErrorCode.ArgumentInvalid, "tokens", "Token {token} cannot be taken out of recall {hold}.", "Name units, cases, pallets or runs of the recalled lot, and clear or lift its older recalls first."),
        ["Tokens_NotCleared"] = new(ErrorCode.TokenRecalled, "container", "Container {container} was taken out of a recall, and token {token} was not.", "Clear the token too, or put it elsewhere."),
    };
}
