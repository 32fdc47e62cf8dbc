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
    /// @notice A lien ended on everything that it covered.
    event LienReleased(uint32 indexed lien, uint256 lienSlot);
    /// @notice A lien ended on one token.
    event TokenReleased(uint64 indexed token, uint32 indexed lien, uint256 slot, uint256 lienSlot);
    /// @notice A hold was placed.
    /// @param scope 1 product, 2 lot, 3 range, 4 token
    /// @param target product id, lot id, run id or token id
    /// @param holdSlot the hold's word
    /// @param targetSlot the word of the product, lot, run or token
    /// @param lotSlot scope 3: the lot's word, else 0
    /// @param partnerSlot the word of the partner that placed it, whose seq was raised
    event HoldPlaced(
        uint32 indexed hold,
        uint8 indexed scope,
        uint64 indexed target,
        uint256 holdSlot,
        uint256 targetSlot,
        uint256 lotSlot,
        uint256 partnerSlot
    );
    /// @notice A hold was lifted, everywhere. Words as in HoldPlaced; for scope 4 `target` and `targetSlot` are 0.
    event HoldLifted(
        uint32 indexed hold,
        uint8 indexed scope,
        uint64 indexed target,
        uint256 holdSlot,
        uint256 targetSlot,
        uint256 lotSlot
    );
    /// @notice A hold's word changed because its neighbour in the list was lifted, or two holds were joined.
    event HoldLinked(uint32 indexed hold, uint256 holdSlot);
    /// @notice Word `index` of a run's list of recalled ranges is now `word`.
    event RangeSet(uint32 indexed run, uint8 index, uint256 word);
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
    /// @notice A counter is full.
    error Tokens_CounterFull(uint64 token);
}
