// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IHandling} from "../src/interfaces/IHandling.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import {IRelay, Item} from "../src/interfaces/IRelay.sol";
import {ModuleMessages} from "./support/ModuleMessages.sol";
import {Vm} from "./support/Vm.sol";

contract MessageTypesTest is ModuleMessages {
    uint256 private constant TYPES = 37;
    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
        addTokenMessages();
        addModuleMessages();
        same(samples.length, TYPES, "message types");
    }

    function domainOf(address target) private view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                    keccak256("Ledger"),
                    keccak256("1"),
                    block.chainid,
                    target
                )
            );
    }

    /// @dev Forge has an EIP-712 of its own, which shares nothing with how the contracts hash.
    function test_DigestOf_EveryType_AsEip712Says() public view {
        for (uint256 i = 0; i < TYPES; ++i) {
            bytes32 structHash = vm.eip712HashStruct(samples[i].definition, samples[i].values);
            same(
                relay.digestOf(samples[i].target, samples[i].data),
                keccak256(abi.encodePacked("\x19\x01", domainOf(samples[i].target), structHash)),
                samples[i].definition
            );
        }
    }

    /// @dev The same message for another contract or on another chain is another message.
    function test_DigestOf_EveryType_BindsTargetAndChain() public {
        for (uint256 i = 0; i < TYPES; ++i) {
            bytes32 digest = relay.digestOf(samples[i].target, samples[i].data);
            yes(digest != relay.digestOf(address(lens), samples[i].data), "target");
            vm.chainId(4242);
            yes(digest != relay.digestOf(samples[i].target, samples[i].data), "chain");
            vm.chainId(31337);
        }
    }

    /// @dev All of them are past their deadline, which is the first thing that each entry point looks at.
    function test_Execute_AFailureOfEveryType_LeavesTheRestAlone() public {
        Item[] memory items = new Item[](TYPES + 2);
        items[0] = Item(address(tokens), 300_000, dispenseData(unit(run, 0)));
        for (uint256 i = 0; i < TYPES; ++i) {
            items[i + 1] = Item(samples[i].target, 300_000, samples[i].data);
        }
        items[TYPES + 1] = Item(address(tokens), 300_000, dispenseData(unit(run, 1)));
        bytes memory reason = abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW);

        vm.recordLogs();
        bool[] memory applied = relay.execute(items);
        Vm.Log[] memory logs = vm.getRecordedLogs();

        yes(applied[0] && applied[TYPES + 1], "the first and the last");
        uint256 failed = 0;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(relay)) continue;
            yes(!applied[failed + 1], "not applied");
            same(logs[i].topics[0], IRelay.Failed.selector, "event");
            same(
                logs[i].topics[1],
                relay.digestOf(samples[failed].target, samples[failed].data),
                samples[failed].definition
            );
            same(logs[i].data, abi.encode(failed + 1, reason), "index and reason");
            ++failed;
        }
        same(failed, TYPES, "failures");
    }

    /// @dev A word that isn't a whole number of its type changes the digest and is refused by whoever reads it.
    function test_DigestOf_DirtyBitsAreSignedToo() public {
        bytes memory data = touchData(unit(run, 0), MAKER);
        bytes32 clean = relay.digestOf(address(tokens), data);
        // The partner is 24 bits of the third word after the selector.
        data[4 + 2 * 32] = 0x01;
        yes(clean != relay.digestOf(address(tokens), data), "another digest");
        refused(address(tokens), data, "");
        same(bytes32(bytes4(data)), bytes32(IHandling.touch.selector), "what was called");
    }
}
