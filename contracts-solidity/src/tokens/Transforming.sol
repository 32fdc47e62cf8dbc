// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../interfaces/ICatalogue.sol";
import {IEndings} from "../interfaces/IEndings.sol";
import {TokenSeq} from "../interfaces/Messages.sol";
import {TransformUnits} from "../interfaces/ShippingMessages.sol";
import {Ids} from "../libraries/Ids.sol";
import {ShippingHashes} from "../libraries/ShippingHashes.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {RunWord} from "../libraries/Words.sol";
import {LienWord} from "../libraries/PartyWords.sol";
import {Fates} from "./Fates.sol";

/// @title Transform: units go in, a run that remembers their lots comes out
abstract contract Transforming is Fates {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev Distinct lots in the order in which they were found.
    struct Lineage {
        uint32[MAX_LOTS] lots;
        uint256 count;
    }

    /// @inheritdoc IEndings
    function transform(TransformUnits calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        _checkCount(message.tokens.length);
        bytes32 digest = _hashTypedDataV4(ShippingHashes.hash(message));
        TokenSeq[] calldata named = message.tokens;
        Place memory place = _locateNamed(named[0].token, named[0].seq);
        uint256 first = place.rootSlot;
        _checkParties(digest, place.token, first, LienWord.MAY_TRANSFORM, signatures);
        uint256 module = _modules[CATALOGUE];
        uint32 run = uint32(module >> 160) + 1;
        Lineage memory lineage = _consume(named, place, first, run);
        // All that goes in is gone before another contract runs.
        uint24 owner = first.owner();
        uint32 made = ICatalogue(address(uint160(module))).commissionFor(message.output, owner);
        if (made != run) revert Tokens_RunDiffers(made, run);
        (uint32 lien, ) = _lienOf(first);
        _setOrigin(run, owner, lien, lineage);
        emit Applied(digest, message.document);
    }

    function _consume(
        TokenSeq[] calldata named,
        Place memory place,
        uint256 first,
        uint32 run
    ) private returns (Lineage memory lineage) {
        uint32 known = 0;
        for (uint256 i = 0; ; ) {
            _endOne(named[i], place, first, TokenWord.CONSUMED, run);
            uint32 from = place.token.run();
            if (from != known) _addLineage(lineage, from);
            known = from;
            if (++i == named.length) break;
            place = _locateNamed(named[i].token, named[i].seq);
        }
    }

    /// @dev A run's own lot and what that was made of.
    function _addLineage(Lineage memory lineage, uint32 run) private view {
        uint256 word = _runs[run];
        _addLot(lineage, RunWord.lot(word));
        uint256 sources = RunWord.sources(word);
        uint256 entries;
        for (uint256 i = 0; i < sources; ++i) {
            entries = i & 7 == 0 ? _sources[(uint256(run) << 8) | (i >> 3)] : entries >> 32;
            _addLot(lineage, uint32(entries));
        }
    }

    function _addLot(Lineage memory lineage, uint32 lot) private pure {
        for (uint256 i = 0; i < lineage.count; ++i) {
            if (lineage.lots[i] == lot) return;
        }
        if (lineage.count == MAX_LOTS) revert Tokens_SourcesFull(MAX_LOTS + 1, MAX_LOTS);
        lineage.lots[lineage.count++] = lot;
    }

    /// @dev Writes where a new run comes from, and puts its root under the lien of that. The module may be any that the
    /// council set: nothing but what it was asked for may have become of the run meanwhile.
    function _setOrigin(uint32 run, uint24 owner, uint32 lien, Lineage memory lineage) private {
        uint64 root = Ids.make(run, Ids.ROOT, 0);
        uint256 rootSlot = _tokens[root];
        uint256 runSlot = _runs[run];
        if (
            rootSlot != ((uint256(1) << 32) + 1).asHeld(owner, owner, 0) ||
            RunWord.issuer(runSlot) != owner
        ) revert Tokens_IssuerDiffers(root, RunWord.issuer(runSlot), owner);
        uint256 word;
        for (uint256 i = 0; i < lineage.count; ++i) {
            word |= uint256(lineage.lots[i]) << ((i & 7) * 32);
            if (i & 7 == 7 || i + 1 == lineage.count) {
                _sources[(uint256(run) << 8) | (i >> 3)] = word;
                emit SourcesSet(run, uint8(i >> 3), word);
                word = 0;
            }
        }
        runSlot = RunWord.withSources(runSlot, lineage.count);
        _runs[run] = runSlot;
        rootSlot = _raise(root, rootSlot, true).withLien(lien);
        _tokens[root] = rootSlot;
        emit RunTransformed(run, lien, runSlot, rootSlot);
    }
}
