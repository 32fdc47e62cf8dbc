// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "./IMessages.sol";

/// @title Events and errors of Tokens
/// @dev Storage words go to events as they are after the event (`slot`, `rootSlot`, ...), so that replaying the events
/// gives exactly the storage. Their layouts are drawn in src/libraries/TokenWord.sol, src/libraries/Words.sol and
/// docs/contracts.md. The subject's seq is in its word.
interface ITokensEvents is IMessages {
    /// @notice A run and, with the lot's first run, its lot came to be. The root's `Transfer` follows.
    event RunOpened(
        uint32 indexed run,
        uint32 indexed lot,
        uint32 indexed product,
        uint256 runSlot,
        uint256 rootSlot,
        uint256 lotSlot
    );
    /// @notice The markets of a lot were set, with its first run.
    event LotMarketsSet(uint32 indexed lot, uint256 markets);
    /// @notice Title, custody or both moved.
    event Transferred(
        uint64 indexed token,
        uint24 indexed newOwner,
        uint24 indexed newCustodian,
        uint24 owner,
        uint24 custodian,
        uint256 slot
    );
    /// @notice A held token went into a container. `root` is the container's root.
    event Packed(
        uint64 indexed token,
        uint64 indexed parent,
        uint64 indexed root,
        uint256 slot,
        uint256 parentSlot,
        uint256 rootSlot
    );
    /// @notice A nested token became held. `parent` and `root` are those it left.
    event Unpacked(
        uint64 indexed token,
        uint64 indexed parent,
        uint64 indexed root,
        uint256 slot,
        uint256 parentSlot,
        uint256 rootSlot
    );
    /// @notice A unit was dispensed. `slot` is 0 if it had no record: its touched bit was set instead. `parent` is 0
    /// if it was held; `root` is then the token itself.
    event Dispensed(
        uint64 indexed token,
        uint64 indexed parent,
        uint64 indexed root,
        uint256 slot,
        uint256 parentSlot,
        uint256 rootSlot
    );
    /// @notice Units without records were dispensed; their touched bits were set.
    event RangeDispensed(uint32 indexed run, uint64 indexed root, uint32 first, uint32 last, uint256 rootSlot);
    /// @notice Outstanding consent was withdrawn.
    event Touched(uint64 indexed token, uint64 indexed root, uint256 slot, uint256 rootSlot);
    /// @notice A lien came to be.
    event LienCreated(
        uint32 indexed lien,
        uint24 indexed debtor,
        uint24 indexed financier,
        uint256 lienSlot,
        bytes32 terms
    );
    /// @notice A token was pledged.
    event Pledged(uint64 indexed token, uint32 indexed lien, uint256 slot);
    /// @notice A claim was added behind the others of a lien.
    event ClaimAdded(
        uint32 indexed lien,
        uint24 indexed financier,
        uint8 rank,
        uint256 claim,
        uint256 lienSlot,
        bytes32 terms
    );
    /// @notice A claim has another word now, because one above it ended. `claim` 0: there's none of this rank any more.
    event ClaimSet(uint32 indexed lien, uint8 rank, uint256 claim);
    /// @notice A claim ended and others go on.
    event ClaimReleased(uint32 indexed lien, uint24 indexed financier, uint8 rank, uint256 lienSlot);
    /// @notice A default was declared. Foreclosure may begin after `noticeEnds`.
    event LienDefaulted(
        uint32 indexed lien,
        uint24 indexed financier,
        uint8 rank,
        uint40 noticeEnds,
        uint256 lienSlot
    );
    /// @notice A default was taken back. `claim` is the claim's new word if its rank is above 1, else 0.
    event LienCured(uint32 indexed lien, uint24 indexed financier, uint8 rank, uint256 claim, uint256 lienSlot);
    /// @notice Title went to a financier, and the token left the lien.
    event Foreclosed(
        uint64 indexed token,
        uint32 indexed lien,
        uint24 indexed financier,
        uint24 owner,
        uint256 slot,
        uint256 lienSlot
    );
    /// @notice Title of something under a lien has moved, for the first time: no claims can be added any more.
    event LienMoved(uint32 indexed lien, uint256 lienSlot);
    /// @notice A lien ended on everything that it covered.
    event LienReleased(uint32 indexed lien, uint256 lienSlot);
    /// @notice A lien ended on one token.
    event TokenReleased(uint64 indexed token, uint32 indexed lien, uint256 slot, uint256 lienSlot);
    /// @notice A recall was placed. The hold's word tells its scope, class, destinations and who placed it.
    /// @param target by scope: 1 product id, 2 lot id, 3 run id, 4 token id
    /// @param holdSlot the hold's word
    /// @param targetSlot the word of the product, lot or token; for scope 3 that of the run's lot: the run's own came before,
    /// with RangeSet
    /// @param partnerSlot the word of the partner that placed it, whose seq was raised
    event HoldPlaced(
        uint32 indexed hold,
        uint64 indexed target,
        uint256 holdSlot,
        uint256 targetSlot,
        uint256 partnerSlot,
        string reason
    );
    /// @notice A hold was lifted, everywhere. Words as in HoldPlaced; for scope 4 `target` and `targetSlot` are 0.
    event HoldLifted(uint32 indexed hold, uint64 indexed target, uint256 holdSlot, uint256 targetSlot);
    /// @notice A quarantine was placed. The tokens follow, each with Quarantined.
    /// @param partnerSlot the word of the partner that placed it, whose seq was raised; 0 if a receipt placed it
    event QuarantinePlaced(uint32 indexed hold, uint256 holdSlot, uint256 partnerSlot);
    /// @notice A token was put under a quarantine. AncestorChanged of its ancestors, if it has any, come before.
    event Quarantined(uint64 indexed token, uint32 indexed hold, uint256 slot);
    /// @notice A token was taken out of a recall of its lot. `root` is its root, or itself.
    event TokenCleared(
        uint64 indexed token,
        uint32 indexed hold,
        uint64 indexed root,
        uint256 slot,
        uint256 rootSlot,
        uint256 holdSlot
    );
    /// @notice A shipment departed. Its tokens came before, each with Departed.
    /// @param manifest keccak256 of the tokens' ids, 32 bytes each
    event ShipmentDeparted(
        uint32 indexed shipment,
        uint24 indexed sender,
        uint24 indexed receiver,
        uint256 shipmentSlot,
        bytes32 manifest
    );
    /// @notice A token is in transit. Its custodian is the carrier if there is one.
    event Departed(uint64 indexed token, uint32 indexed shipment, uint256 slot);
    /// @notice A token of a shipment was accepted. `quarantine` is the hold that it comes under: then only custody
    /// moved, and Quarantined follows. It is 0 otherwise. `owner` is who had title before.
    event Arrived(uint64 indexed token, uint32 indexed shipment, uint32 indexed quarantine, uint24 owner, uint256 slot);
    /// @notice A token of a shipment that was cancelled or has expired is the sender's as before.
    event TurnedBack(uint64 indexed token, uint32 indexed shipment, uint256 slot);
    /// @notice A token wasn't accepted, or the receipt of it was corrected. It is held: Unpacked came before if it was nested.
    /// @param kind 1 refused, 2 missing, 3 damaged
    /// @param reason a code
    event Disputed(
        uint64 indexed token,
        uint32 indexed shipment,
        uint32 indexed hold,
        uint8 kind,
        uint16 reason,
        uint256 slot,
        uint256 holdSlot
    );
    /// @notice Something came with a shipment that isn't part of it.
    event OverageReported(uint32 indexed shipment, uint64 indexed token, uint32 count, uint16 reason);
    /// @notice A shipment was received (status 2), cancelled (3) or has expired (4). Comes last.
    event ShipmentClosed(uint32 indexed shipment, uint8 indexed status, uint256 shipmentSlot);
    /// @notice A receipt was corrected. Comes last.
    event ReceiptCorrected(uint32 indexed shipment, uint256 shipmentSlot);
    /// @notice A dispute ended: outcome 1 returned, 2 accepted, 3 lost, 4 lapsed. `owner` is who had title before.
    event DisputeEnded(
        uint64 indexed token,
        uint32 indexed shipment,
        uint32 indexed hold,
        uint8 outcome,
        uint24 owner,
        uint256 slot,
        uint256 holdSlot,
        uint256 shipmentSlot
    );
    /// @notice A token has a final status other than dispensed: 3 destroyed, 4 exported, 5 consumed. `parent` is 0 if it was
    /// held; `root` is then the token itself.
    /// @param detail exported: the country; consumed: the run made of it; else 0
    event Ended(
        uint64 indexed token,
        uint64 indexed parent,
        uint64 indexed root,
        uint8 status,
        uint32 detail,
        uint256 slot,
        uint256 parentSlot,
        uint256 rootSlot
    );
    /// @notice A token was reported lost (6) or stolen (7), or was reinstated (0).
    event StatusSet(uint64 indexed token, uint8 indexed status, uint256 slot);
    /// @notice A run was made of units of other lots. RunOpened came before.
    /// @param runSlot the run's word with the number of its sources
    /// @param rootSlot the root's word with the lien of what was consumed
    event RunTransformed(uint32 indexed run, uint32 indexed lien, uint256 runSlot, uint256 rootSlot);
    /// @notice Word `index` of a run's list of source lots is now `word`.
    event SourcesSet(uint32 indexed run, uint8 index, uint256 word);
    /// @notice An agent may move custody of the owner's goods until a unix second. PartnerSet of the owner came before.
    event MandateSet(uint24 indexed owner, uint24 indexed agent, uint40 until);
    /// @notice A hold's word changed because its neighbour in the list was lifted, or two holds were joined.
    event HoldLinked(uint32 indexed hold, uint256 holdSlot);
    /// @notice Word `index` of a run's list of recalled ranges is now `word`. HoldPlaced or HoldLifted follows.
    /// @param runSlot the run's word, with the number of its ranges
    event RangeSet(uint32 indexed run, uint8 index, uint256 word, uint256 runSlot);
    /// @notice Word `index` of a container's list of lots inside is now `word`.
    event ContentsSet(uint64 indexed container, uint8 index, uint256 word);
    /// @notice The word of an ancestor changed along with something inside it: its counters, or the root's seq.
    event AncestorChanged(uint64 indexed token, uint256 slot);
    /// @notice A partner's word changed.
    event PartnerSet(uint24 indexed partner, uint256 slot);
    /// @notice A partner's markets changed.
    event PartnerMarketsSet(uint24 indexed partner, uint256 markets);
    /// @notice A module was set by the council (or by the constructor).
    event ModuleSet(uint8 indexed kind, address indexed module);

    /// @notice The token doesn't exist: no such run, index beyond its count, or an unbound container.
    error Tokens_Unknown(uint64 token);
    /// @notice The ERC-721 id isn't a token id.
    error Tokens_NotAnId(uint256 tokenId);
    /// @notice The token's seq isn't the one that the message names.
    error Tokens_StaleSeq(uint64 token, uint32 expected, uint32 actual);
    /// @notice The message names no token, or more than the limit.
    error Tokens_Count(uint256 count, uint256 limit);
    /// @notice The token is inside another; unpack it first.
    error Tokens_NotHeld(uint64 token, uint64 parent);
    /// @notice The token is held, so there's nothing to take it out of.
    error Tokens_NotNested(uint64 token);
    /// @notice The token is in a final status.
    error Tokens_Terminal(uint64 token, uint8 status);
    /// @notice The token's status doesn't allow the act.
    error Tokens_NotActive(uint64 token, uint8 status);
    /// @notice The message names another owner than the token has.
    error Tokens_WrongOwner(uint64 token, uint24 named, uint24 actual);
    /// @notice The message names another custodian than the token has.
    error Tokens_WrongCustodian(uint64 token, uint24 named, uint24 actual);
    /// @notice Tokens named together have different liens.
    error Tokens_LienDiffers(uint64 token, uint32 lien, uint32 other);
    /// @notice The transfer changes neither owner nor custodian.
    error Tokens_NothingMoves(uint24 owner, uint24 custodian);
    /// @notice The token is pledged and the financier hasn't signed, or it is pledged already.
    error Tokens_Pledged(uint64 token, uint32 lien, uint24 financier);
    /// @notice A hold binds the token.
    error Tokens_OnHold(uint64 token, uint32 hold);
    /// @notice Something inside the token is on hold.
    error Tokens_HeldInside(uint64 token, uint24 children);
    /// @notice A recalled range of the lot may be inside the container.
    error Tokens_RangeInside(uint64 token, uint32 lot);
    /// @notice The receiver isn't a listed destination of the recall, or title would move.
    error Tokens_NotADestination(uint64 token, uint32 hold, uint24 receiver);
    /// @notice A suspended partner may only return goods to the issuer or a returns handler.
    error Tokens_NotAReturn(uint64 token, uint24 suspended, uint24 receiver);
    /// @notice The receiver isn't admitted to any market of the lot.
    error Tokens_WrongMarket(uint24 partner, uint32 lot);
    /// @notice The container's level isn't above the token's, or it isn't a container.
    error Tokens_WrongLevel(uint64 token, uint64 container);
    /// @notice Cases, pallets and run roots take back only their own default children.
    error Tokens_NotOwnChild(uint64 token, uint64 container);
    /// @notice A free container is bound first by the partner whose id it carries.
    error Tokens_NotYourContainer(uint64 container, uint24 partner);
    /// @notice The container holds as many lots as it can.
    error Tokens_LotsFull(uint64 container, uint256 limit);
    /// @notice The unit isn't under the named root.
    error Tokens_RootDiffers(uint64 token, uint64 named, uint64 actual);
    /// @notice The unit has a record or was dispensed: it can't be part of a range.
    error Tokens_AlreadyTouched(uint64 token);
    /// @notice Only units are dispensed.
    error Tokens_NotAUnit(uint64 token);
    /// @notice The range is empty or reaches beyond the run.
    error Tokens_RangeInvalid(uint32 run, uint32 first, uint32 last, uint32 count);
    /// @notice The partner that signs for a touch is neither owner nor custodian.
    error Tokens_NotAParty(uint64 token, uint24 partner);
    /// @notice Owner and financier of a pledge are the same, or the lien would mature in the past.
    error Tokens_PledgeInvalid(uint24 debtor, uint24 financier, uint40 maturity);
    /// @notice The lien isn't active.
    error Tokens_LienNotActive(uint32 lien);
    /// @notice The lien's seq isn't the one that the message names.
    error Tokens_StaleLien(uint32 lien, uint32 expected, uint32 actual);
    /// @notice The token isn't under this lien.
    error Tokens_NotUnderLien(uint64 token, uint32 lien);
    /// @notice The hold isn't active.
    error Tokens_HoldNotActive(uint32 hold);
    /// @notice The hold's seq isn't the one that the message names.
    error Tokens_StaleHold(uint32 hold, uint32 expected, uint32 actual);
    /// @notice The target has as many holds or ranges as it can.
    error Tokens_HoldsFull(uint64 target, uint256 limit);
    /// @notice There's no such product, lot or run.
    error Tokens_TargetUnknown(uint8 scope, uint64 target);
    /// @notice The lot's seq isn't the one that the message names.
    error Tokens_StaleLot(uint32 lot, uint32 expected, uint32 actual);
    /// @notice A later run of a lot must agree with it on expiry and markets.
    error Tokens_LotDiffers(uint32 lot, uint32 expiry, uint256 markets);
    /// @notice The lot has as many runs as it can.
    error Tokens_RunsFull(uint32 lot, uint256 limit);
    /// @notice No place for the lot within the lot table's search length.
    error Tokens_LotTableFull(uint32 lot);
    /// @notice Only the module of this kind may call.
    error Tokens_NotTheModule(uint8 kind, address caller);
    /// @notice Only the council may call.
    error Tokens_NotTheCouncil(address caller);
    /// @notice Tokens move by signed transfers only; see `transfer(TransferTokens,bytes[])`.
    error Tokens_UseSignedTransfer();
    /// @notice Partner 0, or a receiver, a period or a time in the past that a shipment can't have.
    error Tokens_ShipmentInvalid(uint40 until, uint32 disputeSeconds);
    /// @notice There's no such shipment, or its status doesn't allow the act.
    error Tokens_ShipmentNotOpen(uint32 shipment, uint8 status);
    /// @notice The shipment's seq isn't the one that the message names.
    error Tokens_StaleShipment(uint32 shipment, uint32 expected, uint32 actual);
    /// @notice The tokens aren't those that departed, in their order.
    error Tokens_ManifestDiffers(uint32 shipment, bytes32 expected, bytes32 actual);
    /// @notice The shipment can't be received any more, or has not expired yet.
    error Tokens_ShipmentUntil(uint32 shipment, uint40 until, uint256 time);
    /// @notice The receipt accepts another number of tokens than its exceptions leave.
    error Tokens_AcceptedDiffers(uint32 shipment, uint256 stated, uint256 actual);
    /// @notice Unknown kind of exception, outcome or status.
    error Tokens_KindInvalid(uint64 token, uint8 kind);
    /// @notice The token isn't part of the shipment.
    error Tokens_NotInShipment(uint64 token, uint32 shipment);
    /// @notice The hold isn't an open dispute of this shipment about this token.
    error Tokens_NotInDispute(uint64 token, uint32 hold);
    /// @notice A dispute hasn't lapsed yet.
    error Tokens_DisputeOpen(uint32 hold, uint40 lapses);
    /// @notice Goods in dispute can't be packed, opened, filled, destroyed, ended or foreclosed.
    error Tokens_InDispute(uint64 token, uint32 hold);
    /// @notice The token isn't lost or stolen.
    error Tokens_NotMissing(uint64 token, uint8 status);
    /// @notice The tokens named together have different issuers, or the owner isn't the issuer of the output.
    error Tokens_IssuerDiffers(uint64 token, uint24 issuer, uint24 other);
    /// @notice Goods are exported to a country, an ISO 3166-1 numeric code from 1 to 999.
    error Tokens_CountryInvalid(uint16 country);
    /// @notice Catalogue commissioned another run than Tokens was about to open for the issuer.
    error Tokens_RunDiffers(uint32 run, uint32 expected);
    /// @notice What was consumed comes from more lots than a run can remember.
    error Tokens_SourcesFull(uint256 lots, uint256 limit);
    /// @notice The lien has no claim of this rank, or as many claims as it can.
    error Tokens_RankInvalid(uint32 lien, uint8 rank);
    /// @notice The lien's debtor is another partner or doesn't own all of it any more, or the financier has a claim already.
    error Tokens_ClaimInvalid(uint32 lien, uint24 debtor, uint24 financier);
    /// @notice The claim hasn't matured, or the new maturity is in the past.
    error Tokens_NotMatured(uint32 lien, uint40 maturity, uint256 time);
    /// @notice No default was declared.
    error Tokens_NotDefaulted(uint32 lien, uint8 status);
    /// @notice The notice period hasn't ended.
    error Tokens_NoticeRuns(uint32 lien, uint40 noticeEnds, uint256 time);
    /// @notice Only tokens of the recalled lot can be cleared, oldest recall first.
    error Tokens_NotClearable(uint64 token, uint32 hold);
    /// @notice A container that was taken out of a recall takes back only what was taken out too.
    error Tokens_NotCleared(uint64 token, uint64 container);
    /// @notice A module may place and end only its own kind of hold.
    error Tokens_HoldKind(uint32 hold, uint8 kind);
    /// @notice A counter is full.
    error Tokens_CounterFull(uint64 token);
}
