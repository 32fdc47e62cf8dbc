// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import {TokenSeq} from "../src/interfaces/Messages.sol";
import {ExportTokens} from "../src/interfaces/ShippingMessages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {EndingCalls} from "./support/EndingCalls.sol";
import {Vm} from "./support/Vm.sol";

contract ExportsTest is EndingCalls {
    using TokenWord for uint256;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function test_Export_NestedUnit_LeavesARecord() public {
        bytes memory data = exportData(unit(run, 5));
        vm.recordLogs();
        ok(address(tokens), data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 slot = tokens.slotOf(unit(run, 5));
        same(slot.status(), TokenWord.EXPORTED, "status");
        same(slot.seq(), 1, "seq");
        same(slot.binds(), 1, "binds");
        same(tokens.touchedOf(unit(run, 5) >> 8), 1 << 5, "touched");
        same(tokens.slotOf(rootOf(run)).seq(), 2, "root's seq");
        same(tokens.slotOf(rootOf(run)).binds(), 1, "root's binds");
        readsAsTerminal(unit(run, 5), unit(run, 5), TokenWord.EXPORTED);
        endedWith(logs, unit(run, 5), box(run, 0), rootOf(run), TokenWord.EXPORTED, GERMANY);
        same(countOf(logs, IERC721.Transfer.selector), 0, "it never was anybody's on its own");
        same(logs.length, 2, "Ended, Applied");
        refusedNow(data, terminalOf(unit(run, 5), TokenWord.EXPORTED));
        refusedNow(dispenseData(list(unit(run, 5)), signers(MAKER)), terminalOf(unit(run, 5), TokenWord.EXPORTED));
        refusedNow(
            rangeData(rootOf(run), run, 0, 9, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_AlreadyTouched.selector, unit(run, 5))
        );
    }

    function test_Export_HeldUnit() public {
        unpack(unit(run, 5));
        bytes memory data = exportData(unit(run, 5));
        vm.recordLogs();
        ok(address(tokens), data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 slot = tokens.slotOf(unit(run, 5));
        Vm.Log memory ended = only(logs, ITokensEvents.Ended.selector);
        same(uint256(ended.topics[2]), 0, "no parent");
        same(uint256(ended.topics[3]), unit(run, 5), "its own root");
        same(ended.data, abi.encode(TokenWord.EXPORTED, uint32(GERMANY), slot, 0, slot), "words");
        same(uint256(only(logs, IERC721.Transfer.selector).topics[2]), 0, "burnt");
        same(balance(MAKER), 1, "root");
    }

    function test_Export_FromAFreeContainer() public {
        uint64 small = container(MAKER, 3, 1);
        uint64 big = container(MAKER, 4, 1);
        unpack(unit(run, 0));
        pack(unit(run, 0), small);
        pack(small, big);
        bytes memory data = exportData(unit(run, 0));
        vm.recordLogs();
        ok(address(tokens), data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        endedWith(logs, unit(run, 0), small, big, TokenWord.EXPORTED, GERMANY);
        same(tokens.slotOf(small).children(), 0, "children");
        same(tokens.slotOf(small).lots(), 0, "lots");
        same(tokens.slotOf(big).lots(), 0, "lots above");
        same(tokens.contentsOf(small, 0), 0, "entry");
        same(tokens.balanceOf(address(tokens)), 1, "the small container");
    }

    function test_Export_SeveralUnits_EachRaisesTheRoot() public {
        uint64[] memory ids = new uint64[](3);
        (ids[0], ids[1], ids[2]) = (unit(run, 0), unit(run, 25), unit(run, 999));
        ok(address(tokens), exportData(list(ids), signers(MAKER)));
        same(tokens.slotOf(rootOf(run)).seq(), 4, "root's seq");
        refusedNow(
            exportData(list(unit(run, 1), unit(run, 1)), signers(MAKER)),
            terminalOf(unit(run, 1), TokenWord.EXPORTED)
        );
    }

    function test_Export_Country() public {
        uint16[3] memory wrong = [0, 1_000, type(uint16).max];
        for (uint256 i = 0; i < wrong.length; ++i) {
            refusedNow(
                exportData(ExportTokens(list(unit(run, 0)), wrong[i], DEADLINE, 0), signers(MAKER)),
                abi.encodeWithSelector(ITokensEvents.Tokens_CountryInvalid.selector, wrong[i])
            );
        }
        ok(address(tokens), exportData(ExportTokens(list(unit(run, 0)), 1, DEADLINE, 0), signers(MAKER)));
        ok(address(tokens), exportData(ExportTokens(list(unit(run, 1)), 999, DEADLINE, 0), signers(MAKER)));
    }

    function test_Export_HoldsBlock() public {
        uint32 hold = recallToken(unit(run, 0), 0);
        refusedNow(exportData(unit(run, 0)), onHold(unit(run, 0), hold));
        hold = recallToken(pallet(run, 1), 0);
        refusedNow(exportData(unit(run, 200)), onHold(unit(run, 200), hold));
        hold = recallRange(run, 500, 501);
        refusedNow(exportData(unit(run, 501)), onHold(unit(run, 501), hold));
        exportUnit(unit(run, 502));
        hold = recallLot("LOT-1", 0);
        refusedNow(exportData(unit(run, 503)), onHold(unit(run, 503), hold));
        lift(hold);
        hold = abi.decode(ok(address(recalls), recallProductData(GTIN, MAKER)), (uint32));
        refusedNow(exportData(unit(run, 503)), onHold(unit(run, 503), hold));
    }

    function test_Export_PledgedGoods_OnlyWithTheFinancier() public {
        uint32 lien = pledge(rootOf(run), 15);
        refusedNow(
            exportData(list(unit(run, 0)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, unit(run, 0), lien, BANK)
        );
        ok(address(tokens), exportData(list(unit(run, 0)), signers(MAKER, BANK)));
    }

    function test_Export_WhoMayAndWhat() public {
        refusedNow(
            exportData(list(box(run, 0)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotAUnit.selector, box(run, 0))
        );
        refusedNow(
            exportData(list(unit(run, 1_000)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, unit(run, 1_000))
        );
        refusedNow(
            exportData(list(unit(run, 1)), signers(DISTRIBUTOR)),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(keys[MAKER]), 0)
        );
        refusedNow(
            exportData(new TokenSeq[](257), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 257, 256)
        );
        refusedNow(
            exportData(ExportTokens(list(unit(run, 0)), GERMANY, NOW - 1, 0), signers(MAKER)),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW)
        );
        TokenSeq[] memory stale = list(unit(run, 1));
        ok(address(tokens), touchData(unit(run, 1), MAKER));
        refusedNow(
            exportData(stale, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, unit(run, 1), 0, 1)
        );
        unpack(unit(run, 2));
        give(unit(run, 2), DISTRIBUTOR);
        refusedNow(
            exportData(list(unit(run, 1), unit(run, 2)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, unit(run, 2), MAKER, DISTRIBUTOR)
        );
        ok(address(tokens), transferData(rootOf(run), MAKER, CARRIER));
        refusedNow(
            exportData(list(unit(run, 1)), signers(MAKER)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 2, 1)
        );
        lose(rootOf(run));
        refusedNow(
            exportData(list(unit(run, 1)), signers(MAKER, CARRIER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotActive.selector, rootOf(run), TokenWord.LOST)
        );
    }
}
