// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ICatalogue} from "../src/interfaces/ICatalogue.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import {CommissionRun, TokenSeq} from "../src/interfaces/Messages.sol";
import {TransformUnits} from "../src/interfaces/ShippingMessages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {RunWord} from "../src/libraries/Words.sol";
import {PartnerWord} from "../src/libraries/PartyWords.sol";
import {EndingCalls} from "./support/EndingCalls.sol";
import {Vm} from "./support/Vm.sol";

contract TransformTest is EndingCalls {
    using TokenWord for uint256;

    uint32 private first;
    uint32 private second;

    function setUp() public override {
        super.setUp();
        first = commission("LOT-1");
        second = commission("LOT-2");
    }

    function lotOf(uint32 run) internal view returns (uint32) {
        return RunWord.lot(tokens.runSlotOf(run));
    }

    function source(uint32 run, uint256 index) internal view returns (uint32) {
        return uint32(tokens.sourcesOf(run, uint8(index >> 3)) >> ((index & 7) * 32));
    }

    function test_Transform_ConsumesAndCommissions() public {
        unpack(unit(second, 7));
        bytes memory data = transformData(list(unit(first, 5), unit(second, 7)), "LOT-3");
        vm.recordLogs();
        ok(address(tokens), data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        same(tokens.runCount(), 3, "runs");
        same(tokens.slotOf(unit(first, 5)).status(), TokenWord.CONSUMED, "nested input");
        same(tokens.slotOf(unit(first, 5)).seq(), 1, "its record");
        readsAsTerminal(unit(first, 5), unit(first, 5), TokenWord.CONSUMED);
        readsAsTerminal(unit(second, 7), unit(second, 7), TokenWord.CONSUMED);
        same(tokens.slotOf(rootOf(first)).seq(), 2, "first root's seq");

        uint256 run = tokens.runSlotOf(3);
        same(RunWord.sources(run), 2, "sources");
        same(RunWord.count(run), 40, "count");
        same(source(3, 0), lotOf(first), "first source");
        same(source(3, 1), lotOf(second), "second source");
        uint256 root = tokens.slotOf(rootOf(3));
        same(root.owner(), MAKER, "owner");
        same(root.custodian(), MAKER, "custodian");
        same(root.lien(), 0, "lien");
        same(root.seq(), 2, "opened, transformed");
        same(root.binds(), 2, "binds");
        same(balance(MAKER), 3, "three roots");

        _checkEvents(logs, run, root);
        refusedNow(data, terminalOf(unit(first, 5), TokenWord.CONSUMED));
    }

    function _checkEvents(Vm.Log[] memory logs, uint256 run, uint256 root) private view {
        bytes32[9] memory kinds = [
            ITokensEvents.Ended.selector,
            IERC721.Transfer.selector,
            ITokensEvents.Ended.selector,
            ITokensEvents.RunOpened.selector,
            IERC721.Transfer.selector,
            ICatalogue.RunCommissioned.selector,
            ITokensEvents.SourcesSet.selector,
            ITokensEvents.RunTransformed.selector,
            keccak256("Applied(bytes32,bytes32)")
        ];
        same(logs.length, kinds.length, "events");
        for (uint256 i = 0; i < kinds.length; ++i) {
            same(logs[i].topics[0], kinds[i], "kind of event");
        }
        same(uint256(logs[0].topics[1]), unit(first, 5), "first input");
        same(uint256(logs[0].topics[2]), box(first, 0), "its parent");
        same(
            logs[0].data,
            abi.encode(
                TokenWord.CONSUMED,
                3,
                tokens.slotOf(unit(first, 5)),
                tokens.slotOf(box(first, 0)),
                tokens.slotOf(rootOf(first))
            ),
            "first input's words"
        );
        same(uint256(logs[1].topics[1]), uint160(tokens.addressOf(MAKER)), "burnt from");
        same(uint256(logs[1].topics[2]), 0, "burnt");
        uint256 slot = tokens.slotOf(unit(second, 7));
        same(logs[2].data, abi.encode(TokenWord.CONSUMED, 3, slot, 0, slot), "second input's words");
        same(logs[6].data, abi.encode(uint8(0), tokens.sourcesOf(3, 0)), "sources");
        same(uint256(logs[7].topics[1]), 3, "run");
        same(uint256(logs[7].topics[2]), 0, "lien");
        same(logs[7].data, abi.encode(run, root), "run's words");
    }

    function test_Transform_LineageIsFlattened() public {
        uint32 fourth;
        uint32 third = transform(list(unit(first, 0), unit(second, 0)), "LOT-3");
        uint32 other = commission("LOT-4");
        uint64[] memory ids = new uint64[](4);
        // The second lot is named twice: once as a source of the third, once on its own.
        (ids[0], ids[1], ids[2], ids[3]) = (unit(third, 0), unit(other, 0), unit(second, 1), unit(third, 1));
        fourth = transform(list(ids), "LOT-5");
        same(RunWord.sources(tokens.runSlotOf(fourth)), 4, "sources");
        same(source(fourth, 0), lotOf(third), "its own lot");
        same(source(fourth, 1), lotOf(first), "its first source");
        same(source(fourth, 2), lotOf(second), "its second source");
        same(source(fourth, 3), lotOf(other), "the other input");
        uint32 fifth = transform(list(unit(fourth, 0)), "LOT-6");
        same(RunWord.sources(tokens.runSlotOf(fifth)), 5, "a third generation");
        // A lot two generations back binds.
        uint32 hold = recallLot("LOT-1", 0);
        refusedNow(dispenseData(unit(fifth, 3)), onHold(unit(fifth, 3), hold));
        refusedNow(transferData(rootOf(fourth), DISTRIBUTOR, DISTRIBUTOR), onHold(rootOf(fourth), hold));
    }

    function test_Transform_SixteenLots_NotSeventeen() public {
        uint64[] memory ids = new uint64[](17);
        for (uint256 i = 0; i < 17; ++i) {
            ids[i] = unit(commission(commissioning(string.concat("S-", string(abi.encodePacked(uint8(65 + i)))), 4, 0, 0)), 0);
        }
        refusedNow(
            transformData(list(ids), "LOT-X"),
            abi.encodeWithSelector(ITokensEvents.Tokens_SourcesFull.selector, 17, 16)
        );
        uint64 last = ids[16];
        assembly ("memory-safe") {
            mstore(ids, 16)
        }
        uint32 run = transform(list(ids), "LOT-X");
        same(RunWord.sources(tokens.runSlotOf(run)), 16, "sources");
        for (uint256 i = 0; i < 16; ++i) {
            same(source(run, i), lotOf(uint32(ids[i] >> 32)), "source");
        }
        same(tokens.sourcesOf(run, 2), 0, "no third word");
        // Its own lot is the seventeenth: it can't be an input, nor go into a free container.
        refusedNow(
            transformData(list(unit(run, 0)), "LOT-Y"),
            abi.encodeWithSelector(ITokensEvents.Tokens_SourcesFull.selector, 17, 16)
        );
        unpack(unit(run, 0));
        uint64 small = container(MAKER, 3, 1);
        refusedNow(
            packData(list(unit(run, 0)), small, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_LotsFull.selector, small, 16)
        );
        // The sixteenth source binds too.
        uint32 hold = recallLot("S-P", 0);
        refusedNow(dispenseData(unit(run, 1)), onHold(unit(run, 1), hold));
        lift(hold);
        recallLot("S-Q", 0);
        dispense(unit(run, 1));
        same(tokens.titleOf(last), MAKER, "left out");
    }

    function test_Transform_RecallOfASource_BindsHeldAndNested() public {
        uint32 run = transform(list(unit(first, 0), unit(second, 0)), "LOT-3");
        unpack(unit(run, 0));
        unpack(box(run, 1));
        uint32 hold = recallLot("LOT-2", RETURNS);
        refusedNow(
            transferData(unit(run, 0), DISTRIBUTOR, DISTRIBUTOR),
            onHold(unit(run, 0), hold)
        );
        refusedNow(transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR), onHold(rootOf(run), hold));
        refusedNow(dispenseData(unit(run, 25)), onHold(unit(run, 25), hold));
        refusedNow(rangeData(rootOf(run), run, 1, 9, signers(MAKER)), onHold(unit(run, 1), hold));
        refusedNow(exportData(unit(run, 25)), onHold(unit(run, 25), hold));
        refusedNow(pledgeData(pledgeOf(list(box(run, 1)), 0)), onHold(box(run, 1), hold));
        refusedNow(transformData(list(unit(run, 25)), "LOT-4"), onHold(unit(run, 25), hold));
        refusedNow(
            transferData(box(run, 1), MAKER, CARRIER),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotADestination.selector, box(run, 1), hold, CARRIER)
        );
        same(lens.stateOf(unit(run, 25)).holds.length, 1, "Lens, nested");
        same(lens.stateOf(unit(run, 25)).holds[0], hold, "the source's recall");
        same(lens.stateOf(rootOf(run)).holds[0], hold, "Lens, root");
        // Custody may go where the recall sends it, and it may be destroyed.
        ok(address(tokens), transferData(box(run, 1), MAKER, RETURNS));
        ok(address(tokens), destroyData(list(unit(run, 0)), signers(MAKER)));
        // The first lot's goods aren't concerned.
        dispense(unit(first, 1));
        lift(hold);
        give(rootOf(run), DISTRIBUTOR);
    }

    function test_Transform_RecallOfASource_BindsInsideAMixedContainer() public {
        uint32 run = transform(list(unit(first, 0), unit(second, 0)), "LOT-3");
        uint32 other = commission("LOT-4");
        uint64 small = container(MAKER, 3, 1);
        uint64 big = container(MAKER, 4, 1);
        unpack(unit(run, 0));
        unpack(unit(other, 0));
        pack(unit(other, 0), small);
        pack(unit(run, 0), small);
        same(tokens.slotOf(small).lots(), 4, "own lots and sources");
        pack(small, big);
        same(tokens.slotOf(big).lots(), 4, "above too");
        uint32 hold = recallLot("LOT-1", 0);
        refusedNow(transferData(big, DISTRIBUTOR, DISTRIBUTOR), onHold(big, hold));
        refusedNow(dispenseData(unit(run, 0)), onHold(unit(run, 0), hold));
        same(lens.stateOf(big).holds[0], hold, "Lens");
        // What isn't made of it comes out and is free.
        unpack(unit(other, 0));
        give(unit(other, 0), DISTRIBUTOR);
        same(tokens.slotOf(big).lots(), 3, "three lots left");
        unpack(unit(run, 0));
        same(tokens.slotOf(big).lots(), 0, "none left above");
        same(tokens.slotOf(small).lots(), 0, "none left");
        same(tokens.contentsOf(small, 0), 0, "no entry left");
        same(tokens.contentsOf(big, 0), 0, "no entry left above");
        unpack(small);
        give(small, DISTRIBUTOR);
    }

    /// @dev A run made of units of its own lot: the lot counts once in a container, but the older run's recalled range
    /// binds the newer.
    function test_Transform_IntoItsOwnLot() public {
        uint32 run = transform(list(unit(first, 0)), "LOT-1");
        same(lotOf(run), lotOf(first), "same lot");
        same(source(run, 0), lotOf(first), "source");
        uint64 small = container(MAKER, 3, 1);
        unpack(unit(run, 0));
        pack(unit(run, 0), small);
        same(tokens.slotOf(small).lots(), 1, "lots");
        same(tokens.contentsOf(small, 0), uint256(lotOf(first)) | (1 << 32), "one child");
        unpack(unit(run, 0));
        same(tokens.contentsOf(small, 0), 0, "none");
        uint32 hold = recallRange(first, 0, 0);
        refusedNow(
            dispenseData(unit(run, 1)),
            abi.encodeWithSelector(ITokensEvents.Tokens_RangeInside.selector, unit(run, 1), lotOf(first))
        );
        dispense(unit(first, 1));
        lift(hold);
        dispense(unit(run, 1));
    }

    function test_Transform_ProductOrRangeRecallOfASource() public {
        register(OTHER_GTIN);
        CommissionRun memory m = commissioning("LOT-A", 10, 0, 0);
        m.gtin = OTHER_GTIN;
        m.lotSeq = 0;
        uint32 ingredient = commission(m);
        uint32 run = transform(list(unit(ingredient, 3)), "LOT-3");
        uint32 hold = abi.decode(ok(address(recalls), recallProductData(OTHER_GTIN, REGULATOR)), (uint32));
        refusedNow(dispenseData(unit(run, 0)), onHold(unit(run, 0), hold));
        lift(hold);
        // Even a range that the consumed unit isn't in: nobody knows what else went in.
        hold = recallRange(ingredient, 8, 9);
        refusedNow(
            transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_RangeInside.selector, rootOf(run), lotOf(ingredient))
        );
        uint64 small = container(MAKER, 3, 1);
        unpack(unit(run, 1));
        pack(unit(run, 1), small);
        refusedNow(
            transferData(small, DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_RangeInside.selector, small, lotOf(ingredient))
        );
        lift(hold);
        give(rootOf(run), DISTRIBUTOR);
        give(small, DISTRIBUTOR);
    }

    function test_Transform_LienCarries() public {
        uint32 lien = pledge(rootOf(first), 8);
        bytes memory data = transformData(list(unit(first, 0)), "LOT-3");
        vm.recordLogs();
        ok(address(tokens), data);
        Vm.Log memory log = only(vm.getRecordedLogs(), ITokensEvents.RunTransformed.selector);
        uint32 run = tokens.runCount();
        same(uint256(log.topics[2]), lien, "lien in the event");
        same(tokens.slotOf(rootOf(run)).lien(), lien, "lien on the root");
        same(lens.encumbranceOf(unit(run, 39)).lien, lien, "and on a unit inside");
        same(lens.encumbranceOf(unit(run, 39)).carrier, rootOf(run), "by the root");
        refusedNow(
            transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, rootOf(run), lien, BANK)
        );
        // Pledged and free goods don't go into one run.
        refusedNow(
            transformData(list(unit(first, 1), unit(second, 1)), "LOT-4"),
            abi.encodeWithSelector(ITokensEvents.Tokens_LienDiffers.selector, unit(second, 1), 0, lien)
        );
        ok(address(liens), releaseData(lien, BANK));
        give(rootOf(run), DISTRIBUTOR);
        // An ended lien isn't carried.
        same(tokens.slotOf(rootOf(transform(list(unit(first, 2)), "LOT-5"))).lien(), 0, "none");
    }

    function test_Transform_PolicyWithoutTheRight_AsksTheFinancier() public {
        uint32 lien = pledge(rootOf(first), 7);
        TransformUnits memory m = transformOf(list(unit(first, 0)), "LOT-3");
        refusedNow(
            transformData(m, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, unit(first, 0), lien, BANK)
        );
        ok(address(tokens), transformData(m, signers(MAKER, BANK)));
        same(tokens.slotOf(rootOf(3)).lien(), lien, "lien");
    }

    function test_Transform_FromAFreeContainer_OfSomeoneElsesKeeping() public {
        uint64 small = container(MAKER, 3, 1);
        unpack(unit(first, 0));
        unpack(unit(second, 0));
        pack(unit(first, 0), small);
        pack(unit(second, 0), small);
        ok(address(tokens), transferData(small, MAKER, CARRIER));
        TransformUnits memory m = transformOf(list(unit(first, 0), unit(second, 0)), "LOT-3");
        refusedNow(
            transformData(m, signers(MAKER)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 2, 1)
        );
        ok(address(tokens), transformData(m, signers(MAKER, CARRIER)));
        same(tokens.slotOf(small).children(), 0, "emptied");
        same(tokens.slotOf(small).lots(), 0, "no lots");
        same(tokens.slotOf(rootOf(3)).custodian(), MAKER, "the output is with the issuer");
        same(tokens.balanceOf(address(tokens)), 0, "ledger's balance");
    }

    function test_Transform_OnlyTheIssuerOfTheOutput() public {
        give(rootOf(first), DISTRIBUTOR);
        TransformUnits memory m = transformOf(list(unit(first, 0)), "LOT-3");
        bytes memory data = transformData(m, signers(DISTRIBUTOR));
        refusedNow(
            data,
            abi.encodeWithSelector(ICatalogue.Catalogue_NotTheIssuer.selector, GTIN, DISTRIBUTOR, MAKER)
        );
        same(tokens.titleOf(unit(first, 0)), DISTRIBUTOR, "nothing was consumed");
        refused(
            address(catalogue),
            abi.encodeCall(ICatalogue.commissionFor, (m.output, MAKER)),
            abi.encodeWithSelector(ICatalogue.Catalogue_NotTokens.selector, address(this))
        );
        // Who was the issuer and isn't any more.
        m = transformOf(list(unit(second, 0)), "LOT-3");
        govern(address(partners), abi.encodeCall(IPartners.setRoles, (MAKER, PartnerWord.HOLDER)));
        refusedNow(
            transformData(m, signers(MAKER)),
            abi.encodeWithSelector(IMessages.Partners_RoleMissing.selector, MAKER, PartnerWord.ISSUER)
        );
        govern(address(partners), abi.encodeCall(IPartners.suspendUrgently, (MAKER)));
        refusedNow(
            transformData(m, signers(MAKER)),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, MAKER, uint40(NOW + 7 days))
        );
    }

    function test_Transform_OutputIsCheckedAsAnyRun() public {
        TransformUnits memory m = transformOf(list(unit(first, 0)), "LOT-2");
        m.output.lotSeq = 0;
        refusedNow(
            transformData(m, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleLot.selector, lotOf(second), 0, 1)
        );
        m = transformOf(list(unit(first, 0)), "LOT-3");
        m.output.count = 0;
        refusedNow(
            transformData(m, signers(MAKER)),
            abi.encodeWithSelector(ICatalogue.Catalogue_CountInvalid.selector, 0, 65_535)
        );
        m = transformOf(list(unit(first, 0)), "LOT-3");
        m.output.gtin = OTHER_GTIN;
        refusedNow(
            transformData(m, signers(MAKER)),
            abi.encodeWithSelector(ICatalogue.Catalogue_GtinUnknown.selector, OTHER_GTIN)
        );
    }

    /// @dev The output has its own markets, those of the sources don't follow it.
    function test_Transform_MarketsOfTheOutput() public {
        TransformUnits memory m = transformOf(list(unit(first, 0)), "LOT-3");
        m.output.markets = 1 << 7;
        ok(address(tokens), transformData(m, signers(MAKER)));
        refusedNow(
            transferData(rootOf(3), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongMarket.selector, DISTRIBUTOR, lotOf(3))
        );
        uint32 free = transform(list(unit(3, 0)), "LOT-4");
        give(rootOf(free), DISTRIBUTOR);
    }

    function test_Transform_WhatGoesIn() public {
        refusedNow(
            transformData(list(box(first, 0)), "LOT-3"),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotAUnit.selector, box(first, 0))
        );
        refusedNow(
            transformData(transformOf(list(unit(first, 1_000)), "LOT-3"), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, unit(first, 1_000))
        );
        refusedNow(
            transformData(list(unit(first, 0), unit(first, 0)), "LOT-3"),
            terminalOf(unit(first, 0), TokenWord.CONSUMED)
        );
        refusedNow(
            transformData(transformOf(new TokenSeq[](0), "LOT-3"), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 0, 256)
        );
        refusedNow(
            transformData(transformOf(new TokenSeq[](257), "LOT-3"), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 257, 256)
        );
        TransformUnits memory m = transformOf(list(unit(first, 0)), "LOT-3");
        m.deadline = NOW - 1;
        refusedNow(
            transformData(m, signers(MAKER)),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW)
        );
        // What is made isn't there before.
        refusedNow(
            transformData(transformOf(list(unit(3, 0)), "LOT-3"), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, unit(3, 0))
        );
        TokenSeq[] memory stale = list(unit(first, 0));
        ok(address(tokens), touchData(unit(first, 0), MAKER));
        refusedNow(
            transformData(stale, "LOT-3"),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, unit(first, 0), 0, 1)
        );
        unpack(unit(second, 0));
        give(unit(second, 0), DISTRIBUTOR);
        refusedNow(
            transformData(list(unit(first, 0), unit(second, 0)), "LOT-3"),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, unit(second, 0), MAKER, DISTRIBUTOR)
        );
        unpack(unit(second, 1));
        ok(address(tokens), transferData(unit(second, 1), MAKER, CARRIER));
        refusedNow(
            transformData(list(unit(first, 0), unit(second, 1)), "LOT-3"),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongCustodian.selector, unit(second, 1), MAKER, CARRIER)
        );
        lose(rootOf(first));
        refusedNow(
            transformData(list(unit(first, 0)), "LOT-3"),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotActive.selector, rootOf(first), TokenWord.LOST)
        );
    }

    function test_Transform_MostUnits() public {
        uint64[] memory ids = new uint64[](256);
        for (uint256 i = 0; i < 256; ++i) {
            ids[i] = unit(i & 1 == 0 ? first : second, i);
        }
        uint32 run = transform(list(ids), "LOT-3");
        same(RunWord.sources(tokens.runSlotOf(run)), 2, "sources");
        same(tokens.slotOf(rootOf(first)).seq(), 129, "root's seq");
    }
}
