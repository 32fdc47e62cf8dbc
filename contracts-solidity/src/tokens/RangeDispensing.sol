// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DispenseRange} from "../interfaces/Messages.sol";
import {Hashing} from "../libraries/Hashing.sol";
import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {RunWord} from "../libraries/Words.sol";
import {LienWord} from "../libraries/PartyWords.sol";
import {UnitChecks} from "./UnitChecks.sol";

/// @title Dispensing ranges of untouched units
abstract contract RangeDispensing is UnitChecks {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev See IHandling.
    function dispenseRange(DispenseRange calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        uint64 root = message.root.token;
        uint256 rootSlot = _loadHeld(root);
        _checkSeq(root, message.root.seq, rootSlot);
        _checkActiveStatus(root, rootSlot);
        _checkParties(digest, root, rootSlot, LienWord.MAY_DISPENSE, signatures);

        uint256 run = _runs[message.run];
        if (message.first > message.last || message.last >= RunWord.count(run)) {
            revert Tokens_RangeInvalid(message.run, message.first, message.last, uint32(RunWord.count(run)));
        }
        uint256 cleared = _checkUnder(root, message.run, run, message.first, message.last);
        Movement memory nowhere;
        uint64 unit = Ids.make(message.run, Ids.UNIT, message.first);
        _checkRun(unit, run, message.first, message.last, cleared, nowhere);
        _takeBits(message.run, message.first, message.last);
        emit RangeDispensed(message.run, root, message.first, message.last, _raiseRoot(root));
        emit Applied(digest, message.document);
    }

    /// @dev Every default case (or pallet, or root) of the range has the named root, with no hold on the way. Returns up to
    /// which recall of the lot all of them are cleared; the units themselves have no record, so nothing else is.
    function _checkUnder(
        uint64 root,
        uint32 runId,
        uint256 run,
        uint256 first,
        uint256 last
    ) private view returns (uint256 cleared) {
        uint256 perCase = RunWord.unitsPerCase(run);
        if (perCase == 0) return _checkTop(root, Ids.make(runId, Ids.ROOT, 0));
        cleared = type(uint256).max;
        uint256 perPallet = RunWord.casesPerPallet(run);
        uint256 bits;
        uint256 checkedPallet = type(uint256).max;
        uint256 index = first / perCase;
        last /= perCase;
        for (bool begun = false; index <= last; ++index) {
            uint64 box = Ids.make(runId, Ids.CASE, index);
            if (!begun || box & 0xff == 0) bits = _touched[box >> 8];
            begun = true;
            uint256 its;
            if ((bits >> (box & 0xff)) & 1 != 0) {
                // It has a record: it may be anywhere.
                its = _checkTop(root, box);
            } else {
                uint256 pallet = perPallet == 0 ? 0 : index / perPallet;
                if (pallet == checkedPallet) continue;
                checkedPallet = pallet;
                its = _checkTop(root, _defaultParent(box));
            }
            if (its < cleared) cleared = its;
        }
    }

    /// @dev A container and all its ancestors: no hold, and `root` on top. Returns the highest `cleared` on the way.
    function _checkTop(uint64 root, uint64 container) private view returns (uint256 cleared) {
        uint64 top = container;
        uint256 slot;
        for (uint64 next = container; next != 0; next = _parent(next, slot)) {
            top = next;
            slot = _tokens[next];
            if (slot.terminal()) revert Tokens_Terminal(next, slot.status());
            _checkHolds(container, slot.hold(), 0);
            if (slot.cleared() > cleared) cleared = slot.cleared();
        }
        if (top != root) revert Tokens_RootDiffers(container, root, top);
    }

    /// @dev Sets the touched bits of the range; none may be set yet.
    function _takeBits(uint32 run, uint256 first, uint256 last) private {
        uint256 index = first;
        while (index <= last) {
            uint64 token = Ids.make(run, Ids.UNIT, index);
            uint256 low = index & 0xff;
            uint256 high = last - index + low;
            if (high > 255) high = 255;
            uint256 mask = (type(uint256).max >> (255 - high + low)) << low;
            uint256 word = _touched[token >> 8];
            if (word & mask != 0) {
                while ((word >> low) & 1 == 0) ++low;
                revert Tokens_AlreadyTouched(Ids.make(run, Ids.UNIT, (index & ~uint256(0xff)) | low));
            }
            _touched[token >> 8] = word | mask;
            index = (index & ~uint256(0xff)) + 256;
        }
    }
}
