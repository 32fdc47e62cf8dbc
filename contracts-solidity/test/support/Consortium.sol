// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Approval} from "../../src/interfaces/ICouncil.sol";
import {CouncilAct} from "../../src/interfaces/Messages.sol";
import {IPartners} from "../../src/interfaces/IPartners.sol";
import {Deployment} from "./Deployment.sol";

/// @title Partners and council members, and what they sign
abstract contract Consortium is Deployment {
    uint256 private _salt;

    // ---- council ----

    function councilAct(address target, bytes memory data) internal returns (CouncilAct memory) {
        return CouncilAct(target, data, bytes32(++_salt), uint64(clock) + 1 hours, 0);
    }

    function councilDigest(CouncilAct memory act) internal view returns (bytes32) {
        return
            keccak256(
                abi.encodePacked(
                    "\x19\x01",
                    council.domainSeparator(),
                    keccak256(
                        abi.encode(
                            keccak256(
                                "CouncilAct(address target,bytes data,bytes32 salt,uint64 deadline,bytes32 document)"
                            ),
                            act.target,
                            keccak256(act.data),
                            act.salt,
                            act.deadline,
                            act.document
                        )
                    )
                )
            );
    }

    function approvals(CouncilAct memory act, uint256 count) internal view returns (Approval[] memory all) {
        bytes32 digest = councilDigest(act);
        address[] memory accounts = founders();
        uint256[] memory order = new uint256[](accounts.length);
        for (uint256 i = 0; i < order.length; ++i) {
            order[i] = i;
        }
        for (uint256 i = 0; i < order.length; ++i) {
            for (uint256 j = i + 1; j < order.length; ++j) {
                if (accounts[order[j]] < accounts[order[i]]) (order[i], order[j]) = (order[j], order[i]);
            }
        }
        all = new Approval[](count);
        for (uint256 i = 0; i < count; ++i) {
            all[i] = Approval(accounts[order[i]], signature(founderKey(order[i]), digest));
        }
    }

    /// @dev Approves with everyone, waits out the delay, executes.
    function govern(address target, bytes memory data) internal {
        CouncilAct memory act = councilAct(target, data);
        bytes32 digest = council.approve(act, approvals(act, FOUNDERS));
        (uint8 state, uint64 readyAt, ) = council.actOf(digest);
        if (state == 2) return;
        vm.warp(readyAt);
        council.execute(act);
        vm.warp(clock);
    }

    function _admit(uint24 partner, uint16 roles) internal {
        keys[partner] = 0xA11CE + partner;
        govern(
            address(partners),
            abi.encodeCall(IPartners.admit, (vm.addr(keys[partner]), roles, 0, 0, bytes32(0), "A partner"))
        );
        same(partners.partnerCount(), partner, "partner id");
    }

    // ---- signing ----

    function signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function sign(uint24 partner, address target, bytes memory unsigned) internal view returns (bytes memory) {
        return signature(keys[partner], relay.digestOf(target, unsigned));
    }

    function sign(
        uint24[] memory by,
        address target,
        bytes memory unsigned
    ) internal view returns (bytes[] memory sigs) {
        bytes32 digest = relay.digestOf(target, unsigned);
        sigs = new bytes[](by.length);
        for (uint256 i = 0; i < by.length; ++i) {
            sigs[i] = signature(keys[by[i]], digest);
        }
    }

    /// @dev Distinct partners in the order given; 0 is nobody.
    function signers(
        uint24 a,
        uint24 b,
        uint24 c,
        uint24 d,
        uint24 e
    ) internal pure returns (uint24[] memory distinct) {
        uint24[5] memory all = [a, b, c, d, e];
        uint24[5] memory kept;
        uint256 count;
        for (uint256 i = 0; i < 5; ++i) {
            bool known = all[i] == 0;
            for (uint256 j = 0; j < count; ++j) {
                if (kept[j] == all[i]) known = true;
            }
            if (!known) kept[count++] = all[i];
        }
        distinct = new uint24[](count);
        for (uint256 i = 0; i < count; ++i) {
            distinct[i] = kept[i];
        }
    }

    function signers(uint24 a) internal pure returns (uint24[] memory) {
        return signers(a, 0, 0, 0, 0);
    }

    function signers(uint24 a, uint24 b) internal pure returns (uint24[] memory) {
        return signers(a, b, 0, 0, 0);
    }
}
