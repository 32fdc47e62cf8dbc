// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConditions} from "../src/interfaces/IConditions.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import {AnchorBatch} from "../src/interfaces/Messages.sol";
import {LendingCalls} from "./support/LendingCalls.sol";
import {Vm} from "./support/Vm.sol";

contract AnchorsTest is LendingCalls {
    function leafOf(uint256 i) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(keccak256(abi.encode("event", i))));
    }

    function pairOf(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
    }

    /// @dev Level by level; an odd one goes up as it is.
    function tree(uint256 count, uint256 index) private pure returns (bytes32 root, bytes32[] memory path) {
        bytes32[] memory level = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            level[i] = leafOf(i);
        }
        bytes32[] memory found = new bytes32[](32);
        uint256 steps = 0;
        for (; count > 1; count = (count + 1) / 2) {
            if (index ^ 1 < count) found[steps++] = level[index ^ 1];
            for (uint256 i = 0; i < count; i += 2) {
                level[i / 2] = i + 1 < count ? pairOf(level[i], level[i + 1]) : level[i];
            }
            index /= 2;
        }
        path = new bytes32[](steps);
        for (uint256 i = 0; i < steps; ++i) {
            path[i] = found[i];
        }
        return (level[0], path);
    }

    function batchOf(bytes32 root, uint32 count) private view returns (AnchorBatch memory) {
        return AnchorBatch(DEVICE, partnerSeq(DEVICE), root, count, soon(), 0);
    }

    function test_Anchor_EveryEventIsProvable() public {
        for (uint256 count = 1; count <= 9; ++count) {
            (bytes32 root, ) = tree(count, 0);
            AnchorBatch memory m = batchOf(root, uint32(count));
            bytes memory data = anchorData(m);
            vm.recordLogs();
            ok(address(conditions), data);
            Vm.Log[] memory logs = vm.getRecordedLogs();
            same(logs[1].topics[0], IConditions.Anchored.selector, "event");
            same(uint256(logs[1].topics[1]), DEVICE, "partner");
            same(logs[1].topics[2], root, "root");
            (uint32 leaves, uint32 seq) = abi.decode(logs[1].data, (uint32, uint32));
            same(leaves, count, "leaves");
            same(seq, m.seq + 1, "seq");
            same(partnerSeq(DEVICE), m.seq + 1, "the signer's seq");
            for (uint256 i = 0; i < count; ++i) {
                (, bytes32[] memory path) = tree(count, i);
                yes(conditions.isAnchored(root, leafOf(i), path), "a leaf");
                yes(!conditions.isAnchored(root, leafOf(i + count), path), "not a leaf");
            }
        }
    }

    function testFuzz_Anchor_AChangedPathProvesNothing(uint8 count, uint8 index, uint256 bit) public view {
        uint256 leaves = 2 + (uint256(count) % 63);
        uint256 i = uint256(index) % leaves;
        (bytes32 root, bytes32[] memory path) = tree(leaves, i);
        yes(conditions.isAnchored(root, leafOf(i), path), "as it is");
        path[bit % path.length] ^= bytes32(uint256(1) << (bit >> 248));
        yes(!conditions.isAnchored(root, leafOf(i), path), "one bit of the path");
        (, path) = tree(leaves, i);
        yes(!conditions.isAnchored(root ^ bytes32(uint256(1) << (bit >> 248)), leafOf(i), path), "one bit of the root");
    }

    function test_Anchor_Refusals() public {
        AnchorBatch memory m = batchOf(0, 1);
        refused(
            address(conditions),
            anchorData(m),
            abi.encodeWithSelector(IConditions.Conditions_AnchorInvalid.selector, bytes32(0), 1)
        );
        m = batchOf(leafOf(1), 0);
        refused(
            address(conditions),
            anchorData(m),
            abi.encodeWithSelector(IConditions.Conditions_AnchorInvalid.selector, leafOf(1), 0)
        );
        m.count = 1;
        m.seq += 1;
        refused(
            address(conditions),
            anchorData(m),
            abi.encodeWithSelector(IMessages.Partners_StaleSeq.selector, DEVICE, m.seq, m.seq - 1)
        );
        m.seq -= 1;
        m.deadline = NOW - 1;
        refused(
            address(conditions),
            anchorData(m),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW)
        );
        m.deadline = NOW;
        bytes memory unsigned = abi.encodeCall(IConditions.anchor, (m, ""));
        bytes memory forged = abi.encodeCall(
            IConditions.anchor,
            (m, sign(MAKER, address(conditions), unsigned))
        );
        refused(address(conditions), forged, wrongSigner(DEVICE, 0));
        suspend(DEVICE);
        refused(
            address(conditions),
            anchorData(m),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, DEVICE, NOW + 7 days)
        );
    }
}
