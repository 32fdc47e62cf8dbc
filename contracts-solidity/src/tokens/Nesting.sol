// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {PackTokens, TokenSeq, TouchToken} from "../interfaces/Messages.sol";
import {Hashing} from "../libraries/Hashing.sol";
import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {HoldWord, LotWord, RunWord} from "../libraries/Words.sol";
import {Detaching} from "./Detaching.sol";

/// @title Pack, touch and sweep
abstract contract Nesting is Detaching {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev See IHandling.
    function pack(PackTokens calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        _checkCount(message.tokens.length);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        uint64 first = message.tokens[0].token;
        uint256 firstSlot = _loadHeld(first);
        Holding memory holding = _holdingOf(firstSlot);
        _checkCustodian(digest, holding.custodian, first, firstSlot, signatures);
        uint64 container = message.container.token;
        (uint64 root, uint256 cleared) = _openContainer(message.container, holding);
        TokenSeq[] calldata named = message.tokens;
        if (cleared != 0) _checkCleared(named, container, cleared);
        uint256 counted = 0;
        for (uint256 i = 0; i < named.length; ++i) {
            uint256 together = i == counted ? _together(named, i) : 0;
            counted += together;
            _packOne(named[i], container, root, holding, together);
        }
        _moveMany(holding.owner, LEDGER, named.length, container);
        emit Applied(digest, message.document);
    }

    /// @dev See IHandling.
    function touch(TouchToken calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        uint64 token = message.token.token;
        Place memory place = _locate(token);
        _checkSeq(token, message.token.seq, place.slot);
        if (message.partner != place.rootSlot.owner() && message.partner != place.rootSlot.custodian()) {
            revert Tokens_NotAParty(token, message.partner);
        }
        _checkSigner(digest, message.partner, _partners[message.partner], signature);
        uint256 slot = _raise(token, place.slot, false);
        _save(token, slot);
        emit Touched(token, place.root, slot, place.root == token ? slot : _raiseRoot(place.root));
        emit Applied(digest, message.document);
    }

    /// @dev See IHandling.
    function sweep(uint64 token) external {
        Place memory place = _locate(token);
        uint256 slot = place.slot;
        if (slot.hold() == 0 || _hasActive(slot.hold(), token)) return;
        slot = slot.withHold(0);
        _tokens[token] = slot;
        emit AncestorChanged(token, slot);
        if (!slot.counted() && place.parent != 0) _lowerInside(place.parent, 0, 0);
    }

    /// @dev How many tokens from `from` on are of one run.
    function _together(TokenSeq[] calldata named, uint256 from) private pure returns (uint256) {
        uint64 first = named[from].token;
        if (first.isFree()) return 1;
        uint256 next = from + 1;
        while (next < named.length) {
            uint64 token = named[next].token;
            if (token.run() != first.run() || token.isFree()) break;
            ++next;
        }
        return next - from;
    }

    function _packOne(
        TokenSeq calldata named,
        uint64 container,
        uint64 root,
        Holding memory holding,
        uint256 together
    ) private {
        uint64 token = named.token;
        uint256 slot = _loadHeld(token);
        _checkSeq(token, named.seq, slot);
        _checkActiveStatus(token, slot);
        _checkNoDispute(token, slot.hold());
        _checkMatch(token, slot, holding);
        if (token.level() >= container.level()) revert Tokens_WrongLevel(token, container);

        slot = _raise(token, slot, true);
        if (container.isFree()) {
            slot = slot.asNested(container);
        } else {
            if (token.isFree() || _defaultParent(token) != container) revert Tokens_NotOwnChild(token, container);
            slot = slot.asDefault();
        }
        _tokens[token] = slot;
        uint256 containerSlot = _enter(token, slot, container, root, together);
        uint256 rootSlot = root == container ? containerSlot : _raiseRoot(root);
        // The balances follow once, after the last token.
        emit IERC721.Transfer(_addressOf(holding.owner), address(this), token);
        emit Packed(token, container, root, slot, containerSlot, rootSlot);
    }

    /// @dev No recall that the container, of a run, was taken out of binds a token that goes into it. One that was lifted since
    /// binds nothing.
    function _checkCleared(TokenSeq[] calldata named, uint64 container, uint256 cleared) private view {
        uint32 hold = LotWord.hold(_lots[RunWord.lot(_runs[container.run()])]);
        while (hold != 0) {
            uint256 word = _holds[hold];
            uint256 generation = HoldWord.generation(word);
            for (uint256 i = 0; generation <= cleared && i < named.length; ++i) {
                uint64 token = named[i].token;
                if (_tokens[token].cleared() < generation) revert Tokens_NotCleared(token, container);
            }
            hold = HoldWord.next(word);
        }
    }

    /// @dev Checks the container, or binds it to its first content. Returns its root, and up to which recall of its lot it
    /// is cleared.
    function _openContainer(TokenSeq calldata named, Holding memory holding) private returns (uint64, uint256) {
        uint64 container = named.token;
        uint256 slot = _tokens[container];
        if (container.isFree()) {
            if (slot == 0) {
                if (container.run() != holding.custodian) {
                    revert Tokens_NotYourContainer(container, holding.custodian);
                }
                _checkSeq(container, named.seq, slot);
                _bind(container, slot, NOBODY, holding);
                return (container, 0);
            }
            if (slot.mode() == TokenWord.MODE_HELD && slot.children() == 0) {
                // Emptied: whoever has it may fill it again, with anyone's goods.
                _checkSeq(container, named.seq, slot);
                _checkActiveStatus(container, slot);
                _checkNoDispute(container, slot.hold());
                if (slot.custodian() != holding.custodian) {
                    revert Tokens_WrongCustodian(container, holding.custodian, slot.custodian());
                }
                _bind(container, slot, slot.owner(), holding);
                return (container, 0);
            }
        } else if (container.level() == Ids.UNIT) {
            revert Tokens_WrongLevel(container, container);
        }
        Place memory place = _locate(container);
        _checkSeq(container, named.seq, place.slot);
        _checkActiveStatus(container, place.slot);
        _checkActiveStatus(place.root, place.rootSlot);
        _checkNoDispute(place.root, place.rootSlot.hold());
        _checkMatch(place.root, place.rootSlot, holding);
        return (place.root, place.cleared);
    }

    function _bind(uint64 container, uint256 slot, uint256 from, Holding memory holding) private {
        // Its seq is raised with each content that goes in; binding counts for its own contents.
        _tokens[container] =
            slot.asHeld(holding.owner, holding.custodian, holding.lien) + (uint256(1) << 32);
        _move(from, holding.owner, container);
    }

    function _checkMatch(uint64 token, uint256 slot, Holding memory holding) private view {
        if (slot.owner() != holding.owner) revert Tokens_WrongOwner(token, holding.owner, slot.owner());
        if (slot.custodian() != holding.custodian) {
            revert Tokens_WrongCustodian(token, holding.custodian, slot.custodian());
        }
        (uint32 lien, ) = _lienOf(slot);
        if (lien != holding.lien) revert Tokens_LienDiffers(token, lien, holding.lien);
    }
}
