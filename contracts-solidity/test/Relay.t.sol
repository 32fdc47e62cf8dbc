// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../src/interfaces/ICatalogue.sol";
import {IHandling} from "../src/interfaces/IHandling.sol";
import {TokenSeq, TouchToken, TransferTokens} from "../src/interfaces/Messages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {IRelay, Item} from "../src/interfaces/IRelay.sol";
import {ITokens} from "../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {BurningAccount} from "./Attacks.t.sol";
import {LedgerTest} from "./support/LedgerTest.sol";
import {Vm} from "./support/Vm.sol";

/// @dev Refuses everything with more bytes than the relay reports.
contract WordyRefuser {
    fallback() external {
        assembly ("memory-safe") {
            let start := mload(0x40)
            calldatacopy(start, calldatasize(), 2000)
            mstore8(add(start, 1023), 7)
            revert(start, 2000)
        }
    }
}

contract RelayTest is LedgerTest {
    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function test_Execute_IsolatesFailures() public {
        bytes memory good = dispenseData(unit(run, 0));
        bytes memory again = dispenseData(unit(run, 0));
        bytes memory other = dispenseData(unit(run, 1));
        Item[] memory items = new Item[](3);
        items[0] = Item(address(tokens), 300_000, good);
        items[1] = Item(address(tokens), 300_000, again);
        items[2] = Item(address(tokens), 300_000, other);
        vm.recordLogs();
        bool[] memory applied = relay.execute(items);
        yes(applied[0] && !applied[1] && applied[2], "the second one only");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        bytes32 digest = relay.digestOf(address(tokens), again);
        bool seen = false;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(relay)) continue;
            seen = true;
            same(logs[i].topics[0], IRelay.Failed.selector, "event");
            same(logs[i].topics[1], digest, "digest");
            (uint256 index, bytes memory reason) = abi.decode(logs[i].data, (uint256, bytes));
            same(index, 1, "index");
            same(
                reason,
                abi.encodeWithSelector(ITokensEvents.Tokens_Terminal.selector, unit(run, 0), 2),
                "reason"
            );
        }
        yes(seen, "failure reported");
    }

    function test_Execute_UnpackThenMoveInOneBatch() public {
        Item[] memory items = new Item[](2);
        items[0] = Item(address(tokens), 300_000, unpackData(unit(run, 9)));
        TokenSeq[] memory after_ = new TokenSeq[](1);
        after_[0] = TokenSeq(unit(run, 9), 1);
        items[1] = Item(
            address(tokens),
            300_000,
            transferData(
                TransferTokens(after_, MAKER, MAKER, PHARMACY, PHARMACY, DEADLINE, 0),
                signers(MAKER, PHARMACY)
            )
        );
        bool[] memory applied = relay.execute(items);
        yes(applied[0] && applied[1], "both");
        same(tokens.titleOf(unit(run, 9)), PHARMACY, "owner");
    }

    function test_Execute_SignerCannotBurnTheBatch() public {
        BurningAccount burner = new BurningAccount();
        unpack(unit(run, 0));
        give(unit(run, 0), DISTRIBUTOR);
        govern(address(partners), abi.encodeCall(IPartners.recover, (DISTRIBUTOR, address(burner))));
        Item[] memory items = new Item[](2);
        items[0] = Item(address(tokens), 300_000, transferData(unit(run, 0), PHARMACY, PHARMACY));
        items[1] = Item(address(tokens), 300_000, dispenseData(unit(run, 1)));
        bool[] memory applied = relay.execute{gas: 1_200_000}(items);
        yes(!applied[0] && applied[1], "the other one goes through");
    }

    function test_Execute_TooLittleGasAppliesNothing() public {
        Item[] memory items = new Item[](2);
        items[0] = Item(address(tokens), 300_000, dispenseData(unit(run, 0)));
        items[1] = Item(address(tokens), 30_000_000, dispenseData(unit(run, 1)));
        (bool done, bytes memory reason) = address(relay).call{gas: 5_000_000}(
            abi.encodeCall(IRelay.execute, (items))
        );
        yes(!done, "refused");
        same(reason, abi.encodeWithSelector(IRelay.Relay_OutOfGas.selector, 1, 30_000_000), "reason");
        same(tokens.titleOf(unit(run, 0)), MAKER, "nothing applied");
    }

    /// @dev A target can't make the batch pay for an endless reason.
    function test_Execute_LongReasonIsCut() public {
        Item[] memory items = new Item[](1);
        items[0] = Item(address(new WordyRefuser()), 300_000, dispenseData(unit(run, 0)));
        vm.recordLogs();
        bool[] memory applied = relay.execute(items);
        yes(!applied[0], "refused");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        same(logs.length, 1, "Failed");
        (uint256 index, bytes memory reason) = abi.decode(logs[0].data, (uint256, bytes));
        same(index, 0, "index");
        same(reason.length, 1_024, "length");
        same(uint8(reason[1_023]), 7, "last byte");
    }

    function test_Execute_CountAndUnknown() public {
        refused(
            address(relay),
            abi.encodeCall(IRelay.execute, (new Item[](0))),
            abi.encodeWithSelector(IRelay.Relay_Count.selector, 0, 256)
        );
        refused(
            address(relay),
            abi.encodeCall(IRelay.execute, (new Item[](257))),
            abi.encodeWithSelector(IRelay.Relay_Count.selector, 257, 256)
        );
        Item[] memory items = new Item[](1);
        items[0] = Item(address(tokens), 100_000, abi.encodeCall(IHandling.sweep, (1)));
        refused(
            address(relay),
            abi.encodeCall(IRelay.execute, (items)),
            abi.encodeWithSelector(IRelay.Relay_UnknownMessage.selector, 0, IHandling.sweep.selector)
        );
        refused(
            address(relay),
            abi.encodeCall(IRelay.digestOf, (address(tokens), hex"01")),
            abi.encodeWithSelector(IRelay.Relay_UnknownMessage.selector, 0, bytes4(0))
        );
    }

    function test_Execute_MalformedCalldataIsOneFailure() public {
        Item[] memory items = new Item[](2);
        items[0] = Item(
            address(tokens),
            100_000,
            abi.encodePacked(ITokens.transfer.selector, type(uint256).max, type(uint256).max)
        );
        items[1] = Item(address(tokens), 300_000, dispenseData(unit(run, 1)));
        bool[] memory applied = relay.execute(items);
        yes(!applied[0] && applied[1], "the other one goes through");
    }

    function testFuzz_Execute_AnyBytesAreOneFailure(uint8 which, bytes calldata junk) public {
        bytes4[4] memory known = [
            ITokens.transfer.selector,
            IHandling.dispenseRange.selector,
            ICatalogue.commission.selector,
            IPartners.rotate.selector
        ];
        Item[] memory items = new Item[](2);
        items[0] = Item(address(tokens), 200_000, abi.encodePacked(known[which % 4], junk));
        items[1] = Item(address(tokens), 300_000, dispenseData(unit(run, 1)));
        bool[] memory applied = relay.execute(items);
        yes(!applied[0] && applied[1], "the other one goes through");
    }

    /// @dev EIP-712 written out by hand, apart from the library that the contracts share.
    function test_DigestOf_ByHand() public view {
        TouchToken memory m = TouchToken(TokenSeq(unit(run, 3), 7), PHARMACY, DEADLINE, keccak256("doc"));
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Ledger"),
                keccak256("1"),
                block.chainid,
                address(tokens)
            )
        );
        same(tokens.domainSeparator(), domain, "domain");
        bytes32 inner = keccak256(
            abi.encode(keccak256("TokenSeq(uint64 token,uint32 seq)"), m.token.token, m.token.seq)
        );
        bytes32 outer = keccak256(
            abi.encode(
                keccak256(
                    "TouchToken(TokenSeq token,uint24 partner,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
                ),
                inner,
                m.partner,
                m.deadline,
                m.document
            )
        );
        same(
            relay.digestOf(address(tokens), abi.encodeCall(IHandling.touch, (m, ""))),
            keccak256(abi.encodePacked("\x19\x01", domain, outer)),
            "digest"
        );
    }
}
