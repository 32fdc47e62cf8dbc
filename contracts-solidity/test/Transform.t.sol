// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ICatalogue} from "../src/interfaces/ICatalogue.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import {TokenSeq} from "../src/interfaces/Messages.sol";
import {TransformUnits} from "../src/interfaces/ShippingMessages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {RunWord} from "../src/libraries/Words.sol";
import {PartnerWord} from "../src/libraries/PartyWords.sol";
import {TwoRuns} from "./support/TwoRuns.sol";
import {Vm} from "./support/Vm.sol";

contract TransformTest is TwoRuns {
    using TokenWord for uint256;

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
