// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IHandling} from "../src/interfaces/IHandling.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import {DispenseTokens, TransferTokens, UnpackTokens} from "../src/interfaces/Messages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokens} from "../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

/// @dev A contract account: accepts what its key signed, or tries something.
contract ContractAccount {
    address private immutable _key;
    bytes private _attack;
    address private _target;

    constructor(address key) {
        _key = key;
    }

    function attackWith(address target, bytes calldata data) external {
        _target = target;
        _attack = data;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external returns (bytes4) {
        if (_attack.length > 0) {
            (bool done, ) = _target.call(_attack);
            if (done) return 0xffffffff;
        }
        bytes32 r = bytes32(signature[0:32]);
        bytes32 s = bytes32(signature[32:64]);
        return ecrecover(digest, uint8(signature[64]), r, s) == _key ? bytes4(0x1626ba7e) : bytes4(0);
    }
}

/// @dev A contract account that burns all the gas it is given.
contract BurningAccount {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        for (uint256 i = 0; ; ++i) {}
        return 0;
    }
}

contract AttacksTest is LedgerTest {
    using TokenWord for uint256;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function test_Replay_SameChain() public {
        bytes memory sale = transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR);
        ok(address(tokens), sale);
        give(rootOf(run), MAKER);
        refused(
            address(tokens),
            sale,
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, rootOf(run), 1, 3)
        );
    }

    function test_Replay_OtherChain() public {
        bytes memory sale = transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR);
        bytes memory opened = unpackData(unit(run, 0));
        vm.chainId(4242);
        bytes memory reason = abi.encodeWithSelector(
            IMessages.Messages_WrongSigner.selector,
            MAKER,
            vm.addr(keys[MAKER]),
            0
        );
        refused(address(tokens), sale, reason);
        // The delegated code takes the chain of the call too.
        refused(address(tokens), opened, reason);
        ok(address(tokens), transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR));
    }

    function test_Replay_OtherContract() public {
        TransferTokens memory m = transferOf(list(rootOf(run)), DISTRIBUTOR, DISTRIBUTOR);
        bytes memory unsigned = abi.encodeCall(ITokens.transfer, (m, new bytes[](0)));
        bytes[] memory sigs = sign(signers(MAKER, DISTRIBUTOR), address(liens), unsigned);
        refused(
            address(tokens),
            abi.encodeCall(ITokens.transfer, (m, sigs)),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(keys[MAKER]), 0)
        );
    }

    function test_Replay_OneTypeAsAnother() public {
        // A signed unpack isn't a signed dispense of the same token.
        UnpackTokens memory m = UnpackTokens(list(unit(run, 0)), named(rootOf(run)), DEADLINE, 0);
        bytes[] memory sigs = sign(
            signers(MAKER),
            address(tokens),
            abi.encodeCall(IHandling.unpack, (m, new bytes[](0)))
        );
        refused(
            address(tokens),
            abi.encodeCall(IHandling.dispense, (DispenseTokens(m.tokens, DEADLINE, 0), sigs)),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(keys[MAKER]), 0)
        );
    }

    function test_Signature_Malleability() public {
        TransferTokens memory m = transferOf(list(rootOf(run)), DISTRIBUTOR, DISTRIBUTOR);
        bytes32 digest = relay.digestOf(
            address(tokens),
            abi.encodeCall(ITokens.transfer, (m, new bytes[](0)))
        );
        bytes[] memory sigs = new bytes[](2);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[MAKER], digest);
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        sigs[1] = signature(keys[DISTRIBUTOR], digest);
        bytes[5] memory bad = [
            abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? 28 : 27),
            abi.encodePacked(r, s, v, uint8(0)),
            abi.encodePacked(r, s),
            abi.encodePacked(r, s, uint8(29)),
            bytes("")
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            sigs[0] = bad[i];
            refused(
                address(tokens),
                abi.encodeCall(ITokens.transfer, (m, sigs)),
                abi.encodeWithSelector(
                    IMessages.Messages_WrongSigner.selector,
                    MAKER,
                    vm.addr(keys[MAKER]),
                    0
                )
            );
        }
    }

    function test_Pallet_EmptiedAfterTheBuyerSigned() public {
        unpack(pallet(run, 0));
        bytes memory sale = transferData(pallet(run, 0), DISTRIBUTOR, DISTRIBUTOR);
        uint32 seq = tokens.slotOf(pallet(run, 0)).seq();
        unpack(box(run, 0));
        refused(
            address(tokens),
            sale,
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, pallet(run, 0), seq, seq + 1)
        );
        // Nor away and back.
        pack(box(run, 0), pallet(run, 0));
        refused(
            address(tokens),
            sale,
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, pallet(run, 0), seq, seq + 2)
        );
    }

    function test_Pallet_UnitDispensedAfterTheBuyerSigned() public {
        unpack(pallet(run, 0));
        bytes memory sale = transferData(pallet(run, 0), DISTRIBUTOR, DISTRIBUTOR);
        dispense(unit(run, 0));
        refused(
            address(tokens),
            sale,
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, pallet(run, 0), 1, 2)
        );
    }

    function test_Container_ContentSwappedDeepInside() public {
        unpack(unit(run, 0));
        unpack(unit(run, 1));
        pack(unit(run, 0), container(MAKER, 3, 1));
        pack(container(MAKER, 3, 1), container(MAKER, 4, 1));
        bytes memory sale = transferData(container(MAKER, 4, 1), DISTRIBUTOR, DISTRIBUTOR);
        uint32 seq = tokens.slotOf(container(MAKER, 4, 1)).seq();
        pack(unit(run, 1), container(MAKER, 3, 1));
        refused(
            address(tokens),
            sale,
            abi.encodeWithSelector(
                ITokensEvents.Tokens_StaleSeq.selector,
                container(MAKER, 4, 1),
                seq,
                seq + 1
            )
        );
    }

    function test_SoldUnit_DispensedByItsOldOwnerThroughTheRange() public {
        unpack(unit(run, 5));
        give(unit(run, 5), PHARMACY);
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 0, 9, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_AlreadyTouched.selector, unit(run, 5))
        );
        same(tokens.titleOf(unit(run, 5)), PHARMACY, "still the pharmacy's");
    }

    function test_Container_PackedAroundARecalledUnit() public {
        unpack(unit(run, 0));
        uint32 hold = recallToken(unit(run, 0), 0);
        pack(unit(run, 0), container(MAKER, 3, 1));
        pack(container(MAKER, 3, 1), container(MAKER, 5, 1));
        refused(
            address(tokens),
            transferData(container(MAKER, 5, 1), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_HeldInside.selector, container(MAKER, 5, 1), 1)
        );
        lift(hold);
        ok(address(tokens), abi.encodeCall(IHandling.sweep, (unit(run, 0))));
        give(container(MAKER, 5, 1), DISTRIBUTOR);
        uint32 lot = recallLot("LOT-1", 0);
        refused(
            address(tokens),
            transferData(container(MAKER, 5, 1), PHARMACY, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, container(MAKER, 5, 1), lot)
        );
    }

    function test_Container_PackedAroundAPledgedUnit() public {
        unpack(unit(run, 0));
        uint32 lien = pledge(unit(run, 0), 4);
        pack(unit(run, 0), container(MAKER, 3, 1));
        refused(
            address(tokens),
            transferData(container(MAKER, 3, 1), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, container(MAKER, 3, 1), lien, BANK)
        );
        // And round the other way: out again, it still is.
        unpack(unit(run, 0));
        refused(
            address(tokens),
            transferData(unit(run, 0), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, unit(run, 0), lien, BANK)
        );
    }

    function test_Parent_MovedWhileAChildIsRecalled() public {
        unpack(pallet(run, 0));
        recallToken(unit(run, 7), RETURNS);
        refused(
            address(tokens),
            transferData(pallet(run, 0), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_HeldInside.selector, pallet(run, 0), 1)
        );
        refused(
            address(tokens),
            transferData(pallet(run, 0), MAKER, RETURNS),
            abi.encodeWithSelector(ITokensEvents.Tokens_HeldInside.selector, pallet(run, 0), 1)
        );
        give(rootOf(run), DISTRIBUTOR);
    }

    function test_Layout_SpansStayInsideTheirRun() public {
        uint32 odd = commission(commissioning("LOT-O", 7, 3, 65_535));
        same(tokens.parentOf(unit(odd, 6)), box(odd, 2), "last case isn't full");
        same(tokens.parentOf(box(odd, 2)), pallet(odd, 0), "one pallet");
        refused(
            address(tokens),
            abi.encodeCall(ITokens.parentOf, (box(odd, 3))),
            abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, box(odd, 3))
        );
        refused(
            address(tokens),
            abi.encodeCall(ITokens.parentOf, (pallet(odd, 1))),
            abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, pallet(odd, 1))
        );
        uint32 hold = recallRange(odd, 6, 6);
        unpack(box(odd, 2));
        refused(
            address(tokens),
            transferData(box(odd, 2), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, box(odd, 2), hold)
        );
    }

    function test_ContractAccount_SignsByEip1271() public {
        ContractAccount account = _contractAccount(MAKER);
        give(rootOf(run), DISTRIBUTOR);
        same(tokens.titleOf(rootOf(run)), DISTRIBUTOR, "moved");
        // Its key alone isn't the account: the contract must agree.
        give(rootOf(run), MAKER);
        vm.etch(address(account), hex"00");
        refused(
            address(tokens),
            transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, address(account), 0)
        );
    }

    function test_ContractAccount_CannotReenter() public {
        ContractAccount account = _contractAccount(MAKER);
        unpack(unit(run, 0));
        // While its signature on one transfer is checked, it tries another.
        bytes memory other = transferData(unit(run, 0), PHARMACY, PHARMACY);
        account.attackWith(address(tokens), other);
        bytes memory data = transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR);
        (bool done, ) = address(tokens).call{gas: 5_000_000}(data);
        yes(done, "a static call can't write, so the attempt changes nothing");
        same(tokens.titleOf(rootOf(run)), DISTRIBUTOR, "moved");
        same(tokens.slotOf(unit(run, 0)).seq(), 1, "not touched by the attempt");
        same(tokens.titleOf(unit(run, 0)), MAKER, "nothing moved");
    }

    function test_Unpack_UnknownPartnersContainer() public {
        refused(
            address(tokens),
            abi.encodeCall(ITokens.rootOf, (container(MAKER, 3, 9))),
            abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, container(MAKER, 3, 9))
        );
    }

    function testFuzz_WrongKeysNeverMoveAnything(uint256 keyA, uint256 keyB, bytes32 junk) public {
        keyA = 1 + (keyA % (2 ** 200));
        keyB = 1 + (keyB % (2 ** 200));
        vm.assume(keyA != keys[MAKER] || keyB != keys[DISTRIBUTOR]);
        TransferTokens memory m = transferOf(list(rootOf(run)), DISTRIBUTOR, DISTRIBUTOR);
        m.document = junk;
        bytes32 digest = relay.digestOf(
            address(tokens),
            abi.encodeCall(ITokens.transfer, (m, new bytes[](0)))
        );
        bytes[] memory sigs = new bytes[](2);
        sigs[0] = signature(keyA, digest);
        sigs[1] = signature(keyB, digest);
        (bool done, ) = address(tokens).call(abi.encodeCall(ITokens.transfer, (m, sigs)));
        yes(!done, "refused");
        same(tokens.titleOf(rootOf(run)), MAKER, "owner");
    }

    function _contractAccount(uint24 partner) private returns (ContractAccount account) {
        account = new ContractAccount(vm.addr(keys[partner]));
        govern(address(partners), abi.encodeCall(IPartners.recover, (partner, address(account))));
    }
}
