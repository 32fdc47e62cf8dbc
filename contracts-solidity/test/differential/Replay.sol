// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ITokensEvents} from "../../src/interfaces/ITokensEvents.sol";
import {Vm} from "../support/Vm.sol";

/// @title Rebuilds the storage of Tokens from its events alone: every word, and the ERC-721 side
abstract contract Replay {
    error Replay_Gap(uint256 table, uint256 id, uint256 from, uint256 to);
    error Replay_NotTheOwner(uint256 token, address from, address owner);
    error Replay_UnknownEvent(bytes32 topic);

    uint256 internal constant TOKENS = 1;
    uint256 internal constant RUNS = 2;
    uint256 internal constant LOTS = 3;
    uint256 internal constant PRODUCTS = 4;
    uint256 internal constant LIENS = 5;
    uint256 internal constant HOLDS = 6;
    uint256 internal constant PARTNERS = 7;
    uint256 internal constant TOUCHED = 8;
    uint256 internal constant CONTENTS = 9;
    uint256 internal constant RANGES = 10;
    uint256 internal constant LOT_MARKETS = 11;
    uint256 internal constant PARTNER_MARKETS = 12;
    uint256 internal constant CLAIMS = 13;
    uint256 internal constant SHIPMENTS = 14;
    uint256 internal constant MANIFESTS = 15;
    uint256 internal constant SOURCES = 16;
    uint256 internal constant MANDATES = 17;

    mapping(uint256 key => uint256) private _words;
    mapping(uint256 token => address) internal ownerByEvents;
    mapping(address account => uint256) internal balanceByEvents;

    function wordByEvents(uint256 table, uint256 id) internal view returns (uint256) {
        return _words[(table << 128) | id];
    }

    function replay(Vm.Log[] memory logs, address tokens) internal virtual {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != tokens) continue;
            bytes32[] memory t = logs[i].topics;
            if (t[0] == IERC721.Transfer.selector) {
                _transfer(address(uint160(uint256(t[1]))), address(uint160(uint256(t[2]))), uint256(t[3]));
            } else {
                _apply(t[0], t, logs[i].data);
            }
        }
    }

    function _transfer(address from, address to, uint256 token) private {
        if (ownerByEvents[token] != from) revert Replay_NotTheOwner(token, from, ownerByEvents[token]);
        ownerByEvents[token] = to;
        if (from != address(0)) --balanceByEvents[from];
        if (to != address(0)) ++balanceByEvents[to];
    }

    function _at(bytes memory data, uint256 index) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(data, mul(32, add(index, 1))))
        }
    }

    function _apply(bytes32 kind, bytes32[] memory t, bytes memory d) private {
        uint256 a = t.length > 1 ? uint256(t[1]) : 0;
        uint256 b = t.length > 2 ? uint256(t[2]) : 0;
        uint256 c = t.length > 3 ? uint256(t[3]) : 0;
        if (kind == ITokensEvents.Transferred.selector) {
            _token(a, _at(d, 2), 1);
        } else if (
            kind == ITokensEvents.Packed.selector ||
            kind == ITokensEvents.Unpacked.selector ||
            kind == ITokensEvents.Dispensed.selector
        ) {
            _nesting(a, b, c, d);
        } else if (kind == ITokensEvents.AncestorChanged.selector) {
            _token(a, _at(d, 0), 2);
        } else if (kind == ITokensEvents.Touched.selector) {
            _token(a, _at(d, 0), 1);
            if (b != a) _token(b, _at(d, 1), 1);
        } else if (kind == ITokensEvents.RangeDispensed.selector) {
            for (uint256 i = _at(d, 0); i <= _at(d, 1); ++i) {
                _touch((a << 32) | i);
            }
            _token(b, _at(d, 2), 1);
        } else if (kind == ITokensEvents.ContentsSet.selector) {
            _set(CONTENTS, (a << 8) | _at(d, 0), _at(d, 1));
        } else {
            _applyMore(kind, a, b, c, d);
        }
    }

    function _applyMore(bytes32 kind, uint256 a, uint256 b, uint256 c, bytes memory d) private {
        if (kind == ITokensEvents.Pledged.selector) {
            _token(a, _at(d, 0), 1);
        } else if (kind == ITokensEvents.LienCreated.selector) {
            _counted(LIENS, a, _at(d, 0), 0, 1);
        } else if (kind == ITokensEvents.LienReleased.selector || kind == ITokensEvents.LienMoved.selector) {
            _counted(LIENS, a, _at(d, 0), 0, 1);
        } else if (kind == ITokensEvents.TokenReleased.selector) {
            _token(a, _at(d, 0), 1);
            _counted(LIENS, b, _at(d, 1), 0, 1);
        } else if (kind == ITokensEvents.HoldPlaced.selector) {
            _counted(HOLDS, a, _at(d, 0), 0, 1);
            _target(_at(d, 0), b, _at(d, 1));
            _counted(PARTNERS, _partnerOf(_at(d, 0)), _at(d, 2), 160, 1);
        } else if (kind == ITokensEvents.HoldLifted.selector) {
            _counted(HOLDS, a, _at(d, 0), 0, 1);
            if (_scopeOf(_at(d, 0)) != 4) _target(_at(d, 0), b, _at(d, 1));
        } else if (kind == ITokensEvents.HoldLinked.selector) {
            _set(HOLDS, a, _at(d, 0));
        } else if (kind == ITokensEvents.RangeSet.selector) {
            _set(RANGES, (a << 8) | _at(d, 0), _at(d, 1));
            _set(RUNS, a, _at(d, 2));
        } else if (kind == ITokensEvents.PartnerSet.selector) {
            _counted(PARTNERS, a, _at(d, 0), 160, 1);
        } else if (kind == ITokensEvents.PartnerMarketsSet.selector) {
            _set(PARTNER_MARKETS, a, _at(d, 0));
        } else if (kind == ITokensEvents.LotMarketsSet.selector) {
            _set(LOT_MARKETS, a, _at(d, 0));
        } else if (kind == ITokensEvents.RunOpened.selector) {
            _set(RUNS, a, _at(d, 0));
            _token((a << 32) | 0xf0000000, _at(d, 1), 1);
            _counted(LOTS, b, _at(d, 2), 0, 1);
        } else if (!_applyLien(kind, a, b, d) && !_applyShipment(kind, a, b, c, d) && !_applyEnd(kind, a, b, c, d)) {
            if (!_isNotice(kind)) revert Replay_UnknownEvent(kind);
        }
    }

    function _applyLien(bytes32 kind, uint256 a, uint256 b, bytes memory d) private returns (bool) {
        if (kind == ITokensEvents.ClaimAdded.selector) {
            _set(CLAIMS, (a << 8) | _at(d, 0), _at(d, 1));
            _counted(LIENS, a, _at(d, 2), 0, 1);
        } else if (kind == ITokensEvents.ClaimSet.selector) {
            _set(CLAIMS, (a << 8) | _at(d, 0), _at(d, 1));
        } else if (kind == ITokensEvents.ClaimReleased.selector) {
            _counted(LIENS, a, _at(d, 1), 0, 1);
        } else if (kind == ITokensEvents.LienDefaulted.selector) {
            _counted(LIENS, a, _at(d, 2), 0, 1);
        } else if (kind == ITokensEvents.LienCured.selector) {
            if (_at(d, 0) > 1) _set(CLAIMS, (a << 8) | _at(d, 0), _at(d, 1));
            _counted(LIENS, a, _at(d, 2), 0, 1);
        } else if (kind == ITokensEvents.Foreclosed.selector) {
            _token(a, _at(d, 1), 1);
            _counted(LIENS, b, _at(d, 2), 0, 1);
        } else {
            return false;
        }
        return true;
    }

    function _applyShipment(bytes32 kind, uint256 a, uint256 b, uint256 c, bytes memory d) private returns (bool) {
        if (kind == ITokensEvents.ShipmentDeparted.selector) {
            _counted(SHIPMENTS, a, _at(d, 0), 0, 1);
            _set(MANIFESTS, a, _at(d, 1));
        } else if (kind == ITokensEvents.Departed.selector || kind == ITokensEvents.TurnedBack.selector) {
            _token(a, _at(d, 0), 1);
        } else if (kind == ITokensEvents.Arrived.selector) {
            _token(a, _at(d, 1), 1);
        } else if (kind == ITokensEvents.Disputed.selector) {
            _token(a, _at(d, 2), 1);
            _counted(HOLDS, c, _at(d, 3), 0, 1);
        } else if (kind == ITokensEvents.ShipmentClosed.selector || kind == ITokensEvents.ReceiptCorrected.selector) {
            _counted(SHIPMENTS, a, _at(d, 0), 0, 1);
        } else if (kind == ITokensEvents.DisputeEnded.selector) {
            _token(a, _at(d, 2), 1);
            _counted(HOLDS, c, _at(d, 3), 0, 1);
            _counted(SHIPMENTS, b, _at(d, 4), 0, 1);
        } else {
            return kind == ITokensEvents.OverageReported.selector;
        }
        return true;
    }

    function _applyEnd(bytes32 kind, uint256 a, uint256 b, uint256 c, bytes memory d) private returns (bool) {
        if (kind == ITokensEvents.QuarantinePlaced.selector) {
            _counted(HOLDS, a, _at(d, 0), 0, 1);
            if (_at(d, 1) != 0) _counted(PARTNERS, _partnerOf(_at(d, 0)), _at(d, 1), 160, 1);
        } else if (kind == ITokensEvents.Quarantined.selector || kind == ITokensEvents.StatusSet.selector) {
            _token(a, _at(d, 0), 1);
        } else if (kind == ITokensEvents.TokenCleared.selector) {
            _token(a, _at(d, 0), 1);
            if (c != a) _token(c, _at(d, 1), 1);
            _counted(HOLDS, b, _at(d, 2), 0, 1);
        } else if (kind == ITokensEvents.Ended.selector) {
            _token(a, _at(d, 2), 1);
            if (b != 0 && b != c) _token(b, _at(d, 3), 2);
            if (b != 0) _token(c, _at(d, 4), 1);
        } else if (kind == ITokensEvents.RunTransformed.selector) {
            _set(RUNS, a, _at(d, 0));
            _token((a << 32) | 0xf0000000, _at(d, 1), 1);
        } else if (kind == ITokensEvents.SourcesSet.selector) {
            _set(SOURCES, (a << 8) | _at(d, 0), _at(d, 1));
        } else if (kind == ITokensEvents.MandateSet.selector) {
            _set(MANDATES, (a << 24) | b, _at(d, 0));
        } else {
            return false;
        }
        return true;
    }

    /// @dev Events that tell of no storage of tokens.
    function _isNotice(bytes32 kind) private pure returns (bool) {
        return kind == keccak256("Applied(bytes32,bytes32)") || kind == ITokensEvents.ModuleSet.selector;
    }

    function _partnerOf(uint256 holdWord) private pure returns (uint256) {
        return uint24(holdWord >> 56);
    }

    function _nesting(uint256 token, uint256 parent, uint256 root, bytes memory d) private {
        if (_at(d, 0) == 0) _touch(token);
        else _token(token, _at(d, 0), 1);
        if (parent == 0) return;
        // A parent that isn't the root: its own seq rises when it was named as the container.
        if (parent != root) _token(parent, _at(d, 1), 2);
        _token(root, _at(d, 2), 1);
    }

    function _scopeOf(uint256 holdWord) private pure returns (uint256) {
        return (holdWord >> 40) & 0xf;
    }

    /// @dev What a hold is on. Of a range's run, whose word came before, it's the lot.
    function _target(uint256 holdWord, uint256 target, uint256 word) private {
        uint256 scope = _scopeOf(holdWord);
        if (scope == 1) _counted(PRODUCTS, target, word, 32, 1);
        if (scope == 2) _counted(LOTS, target, word, 0, 1);
        if (scope == 3) _counted(LOTS, uint32(_words[(RUNS << 128) | target] >> 32), word, 0, 1);
        if (scope == 4) _token(target, word, 1);
    }

    /// @dev `rise` 1: the event is the subject's, so its seq rises by exactly one; 2: it may.
    function _token(uint256 token, uint256 word, uint256 rise) private {
        _counted(TOKENS, token, word, 0, rise);
        // The word of a parent without a record is 0.
        if (word != 0 && (token >> 28) & 0xf <= 2) _touch(token);
    }

    function _touch(uint256 token) private {
        _words[(TOUCHED << 128) | (token >> 8)] |= 1 << (token & 0xff);
    }

    function _counted(uint256 table, uint256 id, uint256 word, uint256 shift, uint256 rise) private {
        uint256 key = (table << 128) | id;
        uint256 from = uint32(_words[key] >> shift);
        uint256 to = uint32(word >> shift);
        if (to != from + 1 && (rise == 1 || to != from)) revert Replay_Gap(table, id, from, to);
        _words[key] = word;
    }

    function _set(uint256 table, uint256 id, uint256 word) private {
        _words[(table << 128) | id] = word;
    }
}
