// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {LedgerTest} from "./support/LedgerTest.sol";
import {Vm} from "./support/Vm.sol";

contract Erc721Test is LedgerTest {
    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function test_SupportsInterface() public view {
        yes(tokens.supportsInterface(0x01ffc9a7), "ERC-165");
        yes(tokens.supportsInterface(0x80ac58cd), "ERC-721");
        yes(tokens.supportsInterface(0x5b5e139f), "metadata");
        yes(!tokens.supportsInterface(0xffffffff), "not all");
        yes(!tokens.supportsInterface(0x42b0e56f), "not ERC-7401");
    }

    function test_Metadata() public view {
        same(bytes(tokens.name()), "Ledger", "name");
        same(bytes(tokens.symbol()), "LEDGER", "symbol");
        same(bytes(tokens.tokenURI(rootOf(run))), "", "uri");
        same(tokens.getApproved(unit(run, 5)), address(0), "no approvals");
        yes(!tokens.isApprovedForAll(address(1), address(2)), "no operators");
    }

    function test_UnsignedTransfersPointToSignedOnes() public {
        bytes memory reason = abi.encodeWithSelector(ITokensEvents.Tokens_UseSignedTransfer.selector);
        bytes[5] memory calls = [
            abi.encodeCall(IERC721.transferFrom, (address(1), address(2), 3)),
            abi.encodeWithSignature("safeTransferFrom(address,address,uint256)", address(1), address(2), 3),
            abi.encodeWithSignature("safeTransferFrom(address,address,uint256,bytes)", address(1), address(2), 3, ""),
            abi.encodeCall(IERC721.approve, (address(1), 2)),
            abi.encodeCall(IERC721.setApprovalForAll, (address(1), true))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            refused(address(tokens), calls[i], reason);
        }
    }

    function test_UnknownAndInvalidIds() public {
        refused(
            address(tokens),
            abi.encodeCall(IERC721.ownerOf, (uint256(1) << 64)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotAnId.selector, uint256(1) << 64)
        );
        refused(
            address(tokens),
            abi.encodeCall(IERC721.getApproved, (5)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, 5)
        );
        refused(
            address(tokens),
            abi.encodeCall(IERC721.balanceOf, (address(0))),
            abi.encodeWithSelector(IERC721Errors.ERC721InvalidOwner.selector, address(0))
        );
        same(tokens.balanceOf(address(12345)), 0, "a stranger");
    }

    /// @dev Replaying `Transfer` gives exactly the balances and the owners of held tokens.
    function testFuzz_TransferEvents_ReplayToBalances(uint256 seed) public {
        vm.recordLogs();
        uint64 crate = container(MAKER, 3, 1);
        for (uint256 i = 0; i < 25; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            _randomAct(seed, crate);
        }
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint24 partner = 0; partner <= PARTNER_COUNT; ++partner) {
            address face = partner == 0 ? address(tokens) : tokens.addressOf(partner);
            // The root's mint came before the recording.
            int256 balance = partner == MAKER ? int256(1) : int256(0);
            for (uint256 i = 0; i < logs.length; ++i) {
                if (logs[i].emitter != address(tokens) || logs[i].topics[0] != IERC721.Transfer.selector) continue;
                if (logs[i].topics[1] == bytes32(uint256(uint160(face)))) --balance;
                if (logs[i].topics[2] == bytes32(uint256(uint160(face)))) ++balance;
            }
            same(tokens.balanceOf(face), uint256(balance), "balance");
        }
        for (uint256 i = logs.length; i > 0; --i) {
            Vm.Log memory last = logs[i - 1];
            if (last.emitter != address(tokens) || last.topics[0] != IERC721.Transfer.selector) continue;
            uint64 token = uint64(uint256(last.topics[3]));
            bool held = uint160(uint256(last.topics[2])) != 0 &&
                address(uint160(uint256(last.topics[2]))) != address(tokens);
            if (held && tokens.parentOf(token) == 0) {
                same(tokens.ownerOf(token), address(uint160(uint256(last.topics[2]))), "owner");
            }
            break;
        }
    }

    function _randomAct(uint256 seed, uint64 crate) private {
        uint64 token = seed % 4 == 0 ? crate : unit(run, (seed >> 8) % 4);
        (bool there, bytes memory parent) = address(tokens).staticcall(
            abi.encodeWithSignature("parentOf(uint64)", token)
        );
        if (!there) return;
        bool held = abi.decode(parent, (uint64)) == 0;
        uint24 to = seed % 7 < 3 ? DISTRIBUTOR : seed % 7 < 5 ? MAKER : PHARMACY;
        bytes memory data;
        if (!held) {
            data = seed % 5 == 0 && token != crate ? dispenseData(token) : unpackData(token);
        } else if ((seed >> 32) % 3 == 0 && token != crate) {
            data = packData(token, (seed >> 40) % 2 == 0 ? crate : box(run, 0));
        } else if ((seed >> 32) % 3 == 1) {
            if (tokens.titleOf(token) == to && tokens.custodianOf(token) == to) return;
            data = transferData(token, to, to);
        } else if (token != crate && seed % 11 == 0) {
            data = dispenseData(token);
        } else {
            return;
        }
        // Some of these are illegal: then nothing may have happened.
        (bool done, ) = address(tokens).call(data);
        done;
    }
}
