// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IConditions} from "../src/interfaces/IConditions.sol";
import {IHandling} from "../src/interfaces/IHandling.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import {QuarantineTokens, TokenSeq} from "../src/interfaces/Messages.sol";
import {DestroyTokens} from "../src/interfaces/ShippingMessages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {EndingCalls} from "./support/EndingCalls.sol";
import {Vm} from "./support/Vm.sol";

contract DestructionTest is EndingCalls {
    using TokenWord for uint256;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function test_Destroy_HeldUnit_EndsItAndBurnsIt() public {
        unpack(unit(run, 3));
        bytes memory data = destroyData(unit(run, 3));
        vm.recordLogs();
        ok(address(tokens), data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 slot = tokens.slotOf(unit(run, 3));
        same(slot.status(), TokenWord.DESTROYED, "status");
        same(slot.owner(), 0, "owner");
        same(slot.mode(), 0, "mode");
        same(slot.seq(), 2, "seq");
        same(slot.binds(), 2, "binds");
        same(balance(MAKER), 1, "the root only");
        readsAsTerminal(unit(run, 3), unit(run, 3), TokenWord.DESTROYED);
        same(logs.length, 3, "Transfer, Ended, Applied");
        Vm.Log memory transferred = only(logs, IERC721.Transfer.selector);
        same(uint256(transferred.topics[1]), uint160(tokens.addressOf(MAKER)), "from");
        same(uint256(transferred.topics[2]), 0, "to");
        same(uint256(transferred.topics[3]), unit(run, 3), "token");
        Vm.Log memory ended = only(logs, ITokensEvents.Ended.selector);
        same(uint256(ended.topics[2]), 0, "no parent");
        same(uint256(ended.topics[3]), unit(run, 3), "its own root");
        same(ended.data, abi.encode(TokenWord.DESTROYED, 0, slot, 0, slot), "words");
        same(logs[2].topics[0], keccak256("Applied(bytes32,bytes32)"), "Applied last");
    }

    function test_Destroy_Twice() public {
        unpack(unit(run, 3));
        bytes memory data = destroyData(unit(run, 3));
        bytes memory twice = destroyData(list(unit(run, 3), unit(run, 3)), signers(MAKER));
        refusedNow(twice, terminalOf(unit(run, 3), TokenWord.DESTROYED));
        ok(address(tokens), data);
        refusedNow(data, terminalOf(unit(run, 3), TokenWord.DESTROYED));
    }

    function test_Destroy_FullPallet_EndsItsContentEverywhere() public {
        unpack(unit(run, 7));
        unpack(pallet(run, 0));
        bytes memory dispenseBefore = dispenseData(unit(run, 5));
        bytes memory unpackBefore = unpackData(box(run, 1));
        uint64[3] memory inside = [unit(run, 5), unit(run, 199), box(run, 1)];
        destroy(pallet(run, 0));

        bytes memory reason = terminalOf(pallet(run, 0), TokenWord.DESTROYED);
        for (uint256 i = 0; i < inside.length; ++i) {
            readsAsTerminal(inside[i], pallet(run, 0), TokenWord.DESTROYED);
            refusedNow(touchSigned(inside[i]), reason);
            refusedNow(abi.encodeCall(IHandling.sweep, (inside[i])), reason);
            bytes memory recall = recallTokenData(inside[i], REGULATOR, 0);
            refused(address(recalls), recall, reason);
        }
        refusedNow(dispenseBefore, reason);
        refusedNow(unpackBefore, reason);
        refusedNow(exportData(list(unit(run, 5)), signers(MAKER)), reason);
        refusedNow(transformData(transformOf(list(unit(run, 5)), "LOT-2"), signers(MAKER)), reason);
        refusedNow(
            rangeData(rootOf(run), run, 0, 6, signers(MAKER)),
            reason
        );
        refusedNow(rangeData(pallet(run, 0), run, 0, 6, signers(MAKER)), reason);
        // The unit that was taken out before goes on, and can't go back.
        same(tokens.titleOf(unit(run, 7)), MAKER, "outside");
        refusedNow(packData(unit(run, 7), box(run, 0)), reason);
        same(tokens.titleOf(unit(run, 200)), MAKER, "the next pallet");
        same(balance(MAKER), 2, "root and unit");
    }

    function test_Destroy_Run() public {
        destroy(rootOf(run));
        readsAsTerminal(unit(run, 999), rootOf(run), TokenWord.DESTROYED);
        readsAsTerminal(pallet(run, 4), rootOf(run), TokenWord.DESTROYED);
        same(balance(MAKER), 0, "balance");
    }

    function test_Destroy_FreeContainers_InsideOneAnother() public {
        uint64 inner = container(MAKER, 3, 1);
        uint64 outer = container(MAKER, 4, 1);
        unpack(unit(run, 0));
        unpack(box(run, 2));
        pack(unit(run, 0), inner);
        pack(inner, outer);
        pack(box(run, 2), outer);
        destroy(outer);
        uint64[4] memory inside = [unit(run, 0), inner, box(run, 2), unit(run, 45)];
        for (uint256 i = 0; i < inside.length; ++i) {
            readsAsTerminal(inside[i], outer, TokenWord.DESTROYED);
        }
        // What was packed stays in the ledger's own balance: nothing moved it out.
        same(tokens.balanceOf(address(tokens)), 3, "ledger's balance");
        same(balance(MAKER), 1, "root");
        // Nothing fills it again, from within or from above.
        unpack(unit(run, 1));
        refusedNow(packSigned(unit(run, 1), outer), terminalOf(outer, TokenWord.DESTROYED));
        refusedNow(packSigned(unit(run, 1), inner), terminalOf(outer, TokenWord.DESTROYED));
    }

    function test_Destroy_EmptiedContainer_IsNotFilledAgain() public {
        uint64 small = container(MAKER, 3, 1);
        unpack(unit(run, 0));
        pack(unit(run, 0), small);
        dispense(unit(run, 0));
        destroy(small);
        readsAsTerminal(small, small, TokenWord.DESTROYED);
        unpack(unit(run, 1));
        refusedNow(packSigned(unit(run, 1), small), terminalOf(small, TokenWord.DESTROYED));
    }

    function test_Destroy_RecalledGoods_EveryScope() public {
        recallLot("LOT-1", 0);
        recallRange(run, 0, 999);
        recallToken(unit(run, 5), 0);
        ok(address(recalls), recallProductData(GTIN, REGULATOR));
        unpack(pallet(run, 1));
        destroy(pallet(run, 1));
        destroy(rootOf(run));
        readsAsTerminal(unit(run, 5), rootOf(run), TokenWord.DESTROYED);
    }

    function test_Destroy_QuarantinedGoods() public {
        unpack(box(run, 0));
        QuarantineTokens memory m;
        (m.partner, m.seq, m.reason, m.deadline) = (MAKER, partnerSeq(MAKER), "frozen", DEADLINE);
        m.tokens = new uint64[](2);
        (m.tokens[0], m.tokens[1]) = (box(run, 0), unit(run, 21));
        bytes memory sig = sign(MAKER, address(conditions), abi.encodeCall(IConditions.quarantine, (m, "")));
        ok(address(conditions), abi.encodeCall(IConditions.quarantine, (m, sig)));
        uint32 hold = tokens.slotOf(box(run, 0)).hold();
        refusedNow(exportData(unit(run, 0)), onHold(unit(run, 0), hold));
        refusedNow(exportData(unit(run, 21)), onHold(unit(run, 21), hold));
        destroy(box(run, 0));
        destroy(rootOf(run));
        readsAsTerminal(unit(run, 21), rootOf(run), TokenWord.DESTROYED);
    }

    function test_Destroy_NestedTokens() public {
        refusedNow(
            destroyData(list(unit(run, 5)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, unit(run, 5), box(run, 0))
        );
        unpack(unit(run, 0));
        refusedNow(
            destroyData(list(unit(run, 0), box(run, 0)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, box(run, 0), pallet(run, 0))
        );
    }

    function test_Destroy_OwnerAndCustodianSign() public {
        ok(address(tokens), transferData(rootOf(run), MAKER, CARRIER));
        TokenSeq[] memory all = list(rootOf(run));
        refusedNow(
            destroyData(all, signers(MAKER)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 2, 1)
        );
        refusedNow(
            destroyData(all, signers(CARRIER, MAKER)),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(keys[MAKER]), 0)
        );
        govern(address(partners), abi.encodeCall(IPartners.suspendUrgently, (CARRIER)));
        refusedNow(
            destroyData(all, signers(MAKER, CARRIER)),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, CARRIER, uint40(NOW + 7 days))
        );
        govern(address(partners), abi.encodeCall(IPartners.reinstate, (CARRIER)));
        govern(address(partners), abi.encodeCall(IPartners.suspendUrgently, (MAKER)));
        refusedNow(
            destroyData(all, signers(MAKER, CARRIER)),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, MAKER, uint40(NOW + 7 days))
        );
        govern(address(partners), abi.encodeCall(IPartners.reinstate, (MAKER)));
        ok(address(tokens), destroyData(all, signers(MAKER, CARRIER)));
    }

    function test_Destroy_PledgedGoods_OnlyWithTheFinancier() public {
        // Whatever the policy allows, it isn't this.
        uint32 lien = pledge(rootOf(run), 15);
        TokenSeq[] memory all = list(rootOf(run));
        refusedNow(
            destroyData(all, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, rootOf(run), lien, BANK)
        );
        refusedNow(
            destroyData(all, signers(MAKER, DISTRIBUTOR)),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, BANK, vm.addr(keys[BANK]), 1)
        );
        ok(address(tokens), destroyData(all, signers(MAKER, BANK)));
        same(tokens.slotOf(rootOf(run)).lien(), 0, "no lien");
        readsAsTerminal(unit(run, 0), rootOf(run), TokenWord.DESTROYED);
    }

    function test_Destroy_OneOwnerCustodianAndLien() public {
        unpack(unit(run, 0));
        unpack(unit(run, 1));
        give(unit(run, 1), DISTRIBUTOR);
        unpack(unit(run, 2));
        ok(address(tokens), transferData(unit(run, 2), MAKER, CARRIER));
        unpack(unit(run, 3));
        uint32 lien = pledge(unit(run, 3), 0);
        refusedNow(
            destroyData(list(unit(run, 0), unit(run, 1)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, unit(run, 1), MAKER, DISTRIBUTOR)
        );
        refusedNow(
            destroyData(list(unit(run, 0), unit(run, 2)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongCustodian.selector, unit(run, 2), MAKER, CARRIER)
        );
        refusedNow(
            destroyData(list(unit(run, 0), unit(run, 3)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_LienDiffers.selector, unit(run, 3), lien, 0)
        );
    }

    function test_Destroy_NotActive() public {
        lose(rootOf(run));
        refusedNow(
            destroyData(rootOf(run)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotActive.selector, rootOf(run), TokenWord.LOST)
        );
    }

    function test_Destroy_UnknownAndMalformed() public {
        refusedNow(
            destroyData(list(unit(run, 1_000)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, unit(run, 1_000))
        );
        refusedNow(
            destroyData(list(container(MAKER, 3, 9)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, container(MAKER, 3, 9))
        );
        refusedNow(
            destroyData(new TokenSeq[](0), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 0, 256)
        );
        refusedNow(
            destroyData(new TokenSeq[](257), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 257, 256)
        );
        TokenSeq[] memory all = list(rootOf(run));
        ok(address(tokens), touchData(rootOf(run), MAKER));
        refusedNow(
            destroyData(all, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, rootOf(run), 1, 2)
        );
        refusedNow(
            destroyData(DestroyTokens(list(rootOf(run)), NOW - 1, 0), signers(MAKER)),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW)
        );
    }

    /// @dev Who signs for a container's end has seen what was in it.
    function test_Destroy_ContentsSwappedAfterSigning() public {
        unpack(box(run, 0));
        bytes memory data = destroyData(box(run, 0));
        unpack(unit(run, 3));
        refusedNow(data, abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, box(run, 0), 1, 2));
    }

    function test_Destroy_MostTokens() public {
        uint64[] memory ids = new uint64[](256);
        for (uint256 i = 0; i < 256; ++i) {
            ids[i] = unit(run, i);
        }
        ok(address(tokens), unpackData(list(ids), signers(MAKER)));
        ok(address(tokens), destroyData(list(ids), signers(MAKER)));
        same(balance(MAKER), 1, "root");
        readsAsTerminal(unit(run, 255), unit(run, 255), TokenWord.DESTROYED);
    }

    /// @dev Signed by the maker: views can't tell whose a token is whose container has ended.
    function touchSigned(uint64 token) private view returns (bytes memory) {
        return touchData(token, MAKER);
    }

    function packSigned(uint64 token, uint64 into) private view returns (bytes memory) {
        return packData(list(token), into, signers(MAKER));
    }
}
