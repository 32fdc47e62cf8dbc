// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {HoldOpening, ITokens, RunOpening} from "../interfaces/ITokens.sol";
import {TokenSeq} from "../interfaces/Messages.sol";
import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {HoldWord, LienWord, LotWord, PartnerWord, ProductWord, RunWord} from "../libraries/Words.sol";
import {Moving} from "./Moving.sol";

/// @title What the modules and the council may do
abstract contract Capabilities is Moving {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev Most runs of a lot: 16 bits in its word.
    uint256 private constant MAX_RUNS = type(uint16).max;
    /// @dev Places of the lot table that are tried before giving up.
    uint256 private constant MAX_PROBES = 16;

    /// @inheritdoc ITokens
    address public immutable council;

    modifier onlyModule(uint8 kind) {
        _checkModule(kind);
        _;
    }

    constructor(address council_) {
        council = council_;
    }

    /// @inheritdoc ITokens
    function openRun(RunOpening calldata o) external returns (uint32 run, uint32 lot) {
        uint256 module = _modules[CATALOGUE];
        if (address(uint160(module)) != msg.sender) revert Tokens_NotTheModule(CATALOGUE, msg.sender);
        uint32 product = o.product;
        uint24 issuer = o.issuer;
        bool marketed = o.markets != 0;
        uint256 lotSlot;
        (lot, lotSlot) = _openLot(o, product, issuer, marketed);
        run = uint32(module >> 160) + 1;
        _modules[CATALOGUE] = module + (1 << 160);
        uint256 runSlot = RunWord.make(product, lot, issuer, o.count, o.unitsPerCase, o.casesPerPallet, marketed);
        _runs[run] = runSlot;
        uint64 root = Ids.make(run, Ids.ROOT, 0);
        uint256 rootSlot = ((uint256(1) << 32) + 1).asHeld(issuer, issuer, 0);
        _tokens[root] = rootSlot;
        emit RunOpened(run, lot, product, runSlot, rootSlot, lotSlot);
        _move(NOBODY, issuer, root);
    }

    /// @inheritdoc ITokens
    function setPartner(
        uint24 partner,
        address account,
        uint16 roles,
        uint8 status,
        uint40 until
    ) external onlyModule(PARTNERS) {
        uint32 seq = PartnerWord.seq(_partners[partner]) + 1;
        uint256 word = PartnerWord.make(account, seq, roles, status, until);
        _partners[partner] = word;
        emit PartnerSet(partner, word);
    }

    /// @inheritdoc ITokens
    function setPartnerMarkets(uint24 partner, uint256 markets) external onlyModule(PARTNERS) {
        uint256 word = _partners[partner] + PartnerWord.ONE_SEQ;
        _partners[partner] = word;
        emit PartnerSet(partner, word);
        _partnerMarkets[partner] = markets;
        emit PartnerMarketsSet(partner, markets);
    }

    /// @inheritdoc ITokens
    function releaseLien(uint32 lien, uint32 seq) external onlyModule(LIENS) {
        uint256 word = LienWord.asReleased(_loadLien(lien, seq));
        _liens[lien] = word;
        emit LienReleased(lien, word);
    }

    /// @inheritdoc ITokens
    function releaseTokens(uint32 lien, uint32 seq, TokenSeq[] calldata tokens) external onlyModule(LIENS) {
        _checkCount(tokens.length);
        uint256 word = _loadLien(lien, seq);
        for (uint256 i = 0; i < tokens.length; ++i) {
            uint64 token = tokens[i].token;
            uint256 slot = _loadHeld(token);
            _checkSeq(token, tokens[i].seq, slot);
            if (slot.lien() != lien) revert Tokens_NotUnderLien(token, lien);
            slot = _raise(token, slot, true).withLien(0);
            _tokens[token] = slot;
            ++word;
            emit TokenReleased(token, lien, slot, word);
        }
        _liens[lien] = word;
    }

    /// @inheritdoc ITokens
    function placeHold(HoldOpening calldata o) external onlyModule(RECALLS) returns (uint32 hold) {
        uint24 placer = o.partner;
        uint256 partner = _partners[placer];
        if (PartnerWord.seq(partner) != o.seq) revert Partners_StaleSeq(placer, o.seq, PartnerWord.seq(partner));
        partner += PartnerWord.ONE_SEQ;
        _partners[placer] = partner;

        hold = uint32(uint256(o.entropy));
        while (hold == 0 || _holds[hold] != 0) {
            unchecked {
                ++hold;
            }
        }
        uint8 scope = o.scope;
        uint64 target = o.target;
        uint256 word = HoldWord.make(
            o.kind,
            o.class,
            scope,
            placer,
            0,
            o.destinations,
            scope == HoldWord.TOKEN ? 0 : uint32(target)
        );
        uint256 targetSlot;
        uint256 lotSlot;
        if (scope == HoldWord.RANGE) {
            (targetSlot, lotSlot) = _holdRange(hold, o);
        } else {
            uint32 head;
            (head, targetSlot) = scope == HoldWord.PRODUCT ? _holdProduct(hold, uint32(target)) : scope == HoldWord.LOT
                ? _holdLot(hold, uint32(target))
                : _holdToken(hold, target);
            word = HoldWord.withNext(word, head);
        }
        _holds[hold] = word;
        emit HoldPlaced(hold, scope, target, word, targetSlot, lotSlot, partner);
    }

    /// @inheritdoc ITokens
    function liftHold(uint32 hold, uint32 seq) external onlyModule(RECALLS) {
        uint256 word = _holds[hold];
        if (HoldWord.status(word) != HoldWord.ACTIVE) revert Tokens_HoldNotActive(hold);
        if (HoldWord.seq(word) != seq) revert Tokens_StaleHold(hold, seq, HoldWord.seq(word));
        uint256 scope = HoldWord.scope(word);
        uint32 target = HoldWord.target(word);
        uint256 targetSlot;
        uint256 lotSlot;
        if (scope == HoldWord.PRODUCT) {
            targetSlot = _products[target] + ProductWord.ONE_SEQ;
            targetSlot = ProductWord.withHold(targetSlot, _unlink(ProductWord.hold(targetSlot), hold, word));
            _products[target] = targetSlot;
        } else if (scope == HoldWord.LOT) {
            targetSlot = _lots[target] + 1;
            targetSlot = LotWord.withHold(targetSlot, _unlink(LotWord.hold(targetSlot), hold, word));
            _lots[target] = targetSlot;
        } else if (scope == HoldWord.RANGE) {
            (targetSlot, lotSlot) = _dropRange(target, hold);
        }
        word = HoldWord.asLifted(word);
        _holds[hold] = word;
        emit HoldLifted(hold, uint8(scope), target, word, targetSlot, lotSlot);
    }

    /// @inheritdoc ITokens
    function setModule(uint8 kind, address module) external {
        if (msg.sender != council) revert Tokens_NotTheCouncil(msg.sender);
        _setModule(kind, module);
    }

    function _setModule(uint8 kind, address module) internal {
        _modules[kind] = (_modules[kind] & ~uint256(type(uint160).max)) | uint160(module);
        emit ModuleSet(kind, module);
    }

    /// @inheritdoc ITokens
    function findLot(bytes32 identity) public view returns (uint32 lot, uint256 lotSlot) {
        lot = uint32(uint256(identity));
        uint256 fingerprint = uint256(identity) >> 200;
        for (uint256 i = 0; i < MAX_PROBES; ++i) {
            if (lot != 0) {
                lotSlot = _lots[lot];
                if (lotSlot == 0 || LotWord.fingerprint(lotSlot) == fingerprint) return (lot, lotSlot);
            }
            unchecked {
                ++lot;
            }
        }
        revert Tokens_LotTableFull(uint32(uint256(identity)));
    }

    /// @dev The lot of a run: found, or made by its first run.
    function _openLot(
        RunOpening calldata o,
        uint32 product,
        uint24 issuer,
        bool marketed
    ) private returns (uint32 lot, uint256 word) {
        bytes32 identity = o.identity;
        uint32 expiry = o.expiry;
        (lot, word) = findLot(identity);
        if (LotWord.seq(word) != o.lotSeq) revert Tokens_StaleLot(lot, o.lotSeq, LotWord.seq(word));
        if (word == 0) {
            word = LotWord.make(product, issuer, expiry, marketed, uint256(identity) >> 200);
            if (marketed) {
                _lotMarkets[lot] = o.markets;
                emit LotMarketsSet(lot, o.markets);
            }
        } else {
            if (
                LotWord.product(word) != product ||
                LotWord.expiry(word) != expiry ||
                LotWord.marketed(word) != marketed ||
                (marketed && _lotMarkets[lot] != o.markets)
            ) revert Tokens_LotDiffers(lot, LotWord.expiry(word), _lotMarkets[lot]);
            if (LotWord.runs(word) == MAX_RUNS) revert Tokens_RunsFull(lot, MAX_RUNS);
        }
        word += LotWord.ONE_RUN + 1;
        _lots[lot] = word;
    }

    function _loadLien(uint32 lien, uint32 seq) private view returns (uint256 word) {
        word = _liens[lien];
        if (!LienWord.alive(word)) revert Tokens_LienNotActive(lien);
        if (LienWord.seq(word) != seq) revert Tokens_StaleLien(lien, seq, LienWord.seq(word));
    }

    // Each of these puts a hold on its target and returns the head of the target's list so far, and its word.

    function _holdProduct(uint32 hold, uint32 product) private returns (uint32 head, uint256 slot) {
        slot = _products[product] + ProductWord.ONE_SEQ;
        head = ProductWord.hold(slot);
        _checkRoom(head, product);
        slot = ProductWord.withHold(slot, hold);
        _products[product] = slot;
    }

    function _holdLot(uint32 hold, uint32 lot) private returns (uint32 head, uint256 slot) {
        slot = _lots[lot];
        if (slot == 0) revert Tokens_TargetUnknown(uint8(HoldWord.LOT), lot);
        head = LotWord.hold(slot);
        _checkRoom(head, lot);
        slot = LotWord.withHold(slot + 1, hold);
        _lots[lot] = slot;
    }

    function _holdRange(uint32 hold, HoldOpening calldata o) private returns (uint256 slot, uint256 lotSlot) {
        uint32 run = uint32(o.target);
        slot = _runs[run];
        if (slot == 0) revert Tokens_TargetUnknown(o.scope, o.target);
        if (o.first > o.last || o.last >= RunWord.count(slot)) {
            revert Tokens_RangeInvalid(run, o.first, o.last, uint32(RunWord.count(slot)));
        }
        uint256 n = RunWord.ranges(slot);
        if (n == MAX_HOLDS) revert Tokens_HoldsFull(o.target, MAX_HOLDS);
        _setRange(run, n, uint256(hold) | (uint256(o.first) << 32) | (uint256(o.last) << 64));
        slot = RunWord.withRanges(slot, n + 1);
        _runs[run] = slot;
        uint32 lot = RunWord.lot(slot);
        lotSlot = _lots[lot] + 1;
        if (LotWord.ranges(lotSlot) == type(uint16).max) revert Tokens_HoldsFull(lot, type(uint16).max);
        lotSlot = LotWord.withRanges(lotSlot, LotWord.ranges(lotSlot) + 1);
        _lots[lot] = lotSlot;
    }

    function _dropRange(uint32 run, uint32 hold) private returns (uint256 slot, uint256 lotSlot) {
        slot = _runs[run];
        uint256 last = RunWord.ranges(slot) - 1;
        uint256 i = 0;
        while (uint32(_ranges[(uint256(run) << 8) | i]) != hold) ++i;
        if (i != last) _setRange(run, i, _ranges[(uint256(run) << 8) | last]);
        _setRange(run, last, 0);
        slot = RunWord.withRanges(slot, last);
        _runs[run] = slot;
        lotSlot = _lots[RunWord.lot(slot)] + 1;
        lotSlot = LotWord.withRanges(lotSlot, LotWord.ranges(lotSlot) - 1);
        _lots[RunWord.lot(slot)] = lotSlot;
    }

    function _setRange(uint32 run, uint256 index, uint256 word) private {
        _ranges[(uint256(run) << 8) | index] = word;
        emit RangeSet(run, uint8(index), word);
    }

    function _holdToken(uint32 hold, uint64 token) private returns (uint32 head, uint256 slot) {
        Place memory place = _locate(token);
        head = place.slot.hold();
        if (!_hasActive(head, token)) head = 0;
        _checkRoom(head, token);
        slot = _raise(token, place.slot, true).withHold(hold);
        _save(token, slot);
        if (place.parent == 0) return (head, slot);
        if (!place.slot.counted()) _raiseInside(place.parent, 0, place.root);
        emit AncestorChanged(place.root, _raiseRoot(place.root));
    }

    /// @dev One more hold fits on the target's list.
    function _checkRoom(uint32 head, uint64 target) private view {
        if (head == 0) return;
        Active memory active;
        _collect(active, head, target);
        if (active.count == MAX_HOLDS) revert Tokens_HoldsFull(target, MAX_HOLDS);
    }

    /// @dev Takes a hold out of its target's list; returns the list's new head.
    function _unlink(uint32 head, uint32 hold, uint256 word) private returns (uint32) {
        if (head == hold) return HoldWord.next(word);
        uint32 before = head;
        uint256 beforeWord = _holds[before];
        while (HoldWord.next(beforeWord) != hold) {
            before = HoldWord.next(beforeWord);
            beforeWord = _holds[before];
        }
        beforeWord = HoldWord.withNext(beforeWord, HoldWord.next(word));
        _holds[before] = beforeWord;
        emit HoldLinked(before, beforeWord);
        return head;
    }

    function _checkModule(uint8 kind) private view {
        if (address(uint160(_modules[kind])) != msg.sender) revert Tokens_NotTheModule(kind, msg.sender);
    }
}
