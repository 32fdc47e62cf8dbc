// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import {TokenSeq} from "../src/interfaces/Messages.sol";
import {ReinstateTokens, ReportMissing} from "../src/interfaces/ShippingMessages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {EndingCalls} from "./support/EndingCalls.sol";
import {Vm} from "./support/Vm.sol";

contract MissingTest is EndingCalls {
    using TokenWord for uint256;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
        give(rootOf(run), DISTRIBUTOR);
    }

    function test_Missing_LostAndStolen_AreToldApart() public {
        unpack(pallet(run, 0));
        bytes memory data = missingData(list(pallet(run, 0)), TokenWord.STOLEN, DISTRIBUTOR);
        vm.recordLogs();
        ok(address(tokens), data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 slot = tokens.slotOf(pallet(run, 0));
        same(slot.status(), TokenWord.STOLEN, "status");
        same(slot.seq(), 2, "seq");
        same(slot.binds(), 2, "binds");
        same(slot.owner(), DISTRIBUTOR, "title stays");
        same(slot.custodian(), DISTRIBUTOR, "custody stays");
        same(balance(DISTRIBUTOR), 2, "balance stays");
        same(logs.length, 2, "StatusSet, Applied");
        Vm.Log memory log = only(logs, ITokensEvents.StatusSet.selector);
        same(uint256(log.topics[1]), pallet(run, 0), "token");
        same(uint256(log.topics[2]), TokenWord.STOLEN, "status");
        same(log.data, abi.encode(slot), "word");
        same(lens.stateOf(pallet(run, 0)).status, TokenWord.STOLEN, "Lens");

        ok(address(tokens), missingData(list(rootOf(run)), TokenWord.LOST, DISTRIBUTOR));
        same(tokens.slotOf(rootOf(run)).status(), TokenWord.LOST, "lost");
    }

    function test_Missing_NothingMovesIt() public {
        uint64 small = container(DISTRIBUTOR, 4, 1);
        unpack(unit(run, 900));
        unpack(box(run, 40));
        unpack(box(run, 41));
        pack(box(run, 40), small);
        uint64 empty = container(DISTRIBUTOR, 3, 2);
        unpackWhole(empty);
        lose(rootOf(run));
        bytes memory reason = abi.encodeWithSelector(
            ITokensEvents.Tokens_NotActive.selector,
            rootOf(run),
            TokenWord.LOST
        );
        refusedNow(transferData(rootOf(run), PHARMACY, PHARMACY), reason);
        refusedNow(transferData(rootOf(run), DISTRIBUTOR, CARRIER), reason);
        refusedNow(pledgeData(pledgeOf(list(rootOf(run)), 0)), reason);
        refusedNow(unpackData(unit(run, 5)), reason);
        refusedNow(dispenseData(unit(run, 5)), reason);
        refusedNow(rangeData(rootOf(run), run, 0, 9, signers(DISTRIBUTOR)), reason);
        refusedNow(exportData(unit(run, 5)), reason);
        refusedNow(destroyData(rootOf(run)), reason);
        refusedNow(missingData(list(rootOf(run)), TokenWord.STOLEN, DISTRIBUTOR), reason);
        refusedNow(packData(box(run, 41), pallet(run, 4)), reason);

        lose(box(run, 41));
        reason = abi.encodeWithSelector(ITokensEvents.Tokens_NotActive.selector, box(run, 41), TokenWord.LOST);
        refusedNow(packData(box(run, 41), small), reason);
        lose(small);
        reason = abi.encodeWithSelector(ITokensEvents.Tokens_NotActive.selector, small, TokenWord.LOST);
        refusedNow(packData(unit(run, 900), small), reason);
        refusedNow(unpackData(box(run, 40)), reason);
        // An emptied container that is lost isn't filled either.
        lose(empty);
        reason = abi.encodeWithSelector(ITokensEvents.Tokens_NotActive.selector, empty, TokenWord.LOST);
        refusedNow(packData(unit(run, 900), empty), reason);
    }

    function test_Reinstate_OwnerWithIssuer() public {
        lose(rootOf(run));
        TokenSeq[] memory all = list(rootOf(run));
        bytes memory data = reinstateData(all, signers(DISTRIBUTOR, MAKER));
        vm.recordLogs();
        ok(address(tokens), data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 slot = tokens.slotOf(rootOf(run));
        same(slot.status(), TokenWord.ACTIVE, "status");
        same(slot.seq(), 4, "seq");
        Vm.Log memory log = only(logs, ITokensEvents.StatusSet.selector);
        same(uint256(log.topics[2]), 0, "active");
        same(log.data, abi.encode(slot), "word");
        give(rootOf(run), PHARMACY);
    }

    function test_Reinstate_Signatures() public {
        lose(rootOf(run));
        TokenSeq[] memory all = list(rootOf(run));
        refusedNow(
            reinstateData(all, signers(DISTRIBUTOR)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 2, 1)
        );
        refusedNow(
            reinstateData(all, signers(MAKER, DISTRIBUTOR)),
            abi.encodeWithSelector(
                IMessages.Messages_WrongSigner.selector,
                DISTRIBUTOR,
                vm.addr(keys[DISTRIBUTOR]),
                0
            )
        );
        refusedNow(
            reinstateData(all, signers(DISTRIBUTOR, REGULATOR)),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(keys[MAKER]), 1)
        );
        govern(address(partners), abi.encodeCall(IPartners.suspendUrgently, (MAKER)));
        refusedNow(
            reinstateData(all, signers(DISTRIBUTOR, MAKER)),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, MAKER, uint40(NOW + 7 days))
        );
        govern(address(partners), abi.encodeCall(IPartners.suspendUrgently, (DISTRIBUTOR)));
        refusedNow(
            reinstateData(all, signers(DISTRIBUTOR, MAKER)),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, DISTRIBUTOR, uint40(NOW + 7 days))
        );
    }

    function test_Reinstate_IssuerOwnsIt_OneSignature() public {
        uint32 own = commission("LOT-2");
        lose(rootOf(own));
        ok(address(tokens), reinstateData(list(rootOf(own)), signers(MAKER)));
        same(tokens.slotOf(rootOf(own)).status(), TokenWord.ACTIVE, "status");
    }

    /// @dev Whose number a free container carries answers for it.
    function test_Reinstate_FreeContainer_ItsMaker() public {
        uint64 small = container(DISTRIBUTOR, 3, 1);
        unpack(unit(run, 0));
        pack(unit(run, 0), small);
        give(small, PHARMACY);
        lose(small);
        refusedNow(
            reinstateData(list(small), signers(PHARMACY, MAKER)),
            abi.encodeWithSelector(
                IMessages.Messages_WrongSigner.selector,
                DISTRIBUTOR,
                vm.addr(keys[DISTRIBUTOR]),
                1
            )
        );
        ok(address(tokens), reinstateData(list(small), signers(PHARMACY, DISTRIBUTOR)));
        // And not together with goods of another issuer.
        unpack(unit(run, 1));
        give(unit(run, 1), PHARMACY);
        lose(unit(run, 1));
        lose(small);
        refusedNow(
            reinstateData(list(unit(run, 1), small), signers(PHARMACY, MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_IssuerDiffers.selector, small, DISTRIBUTOR, MAKER)
        );
    }

    function test_Reinstate_OnlyWhatIsMissing() public {
        refusedNow(
            reinstateData(list(rootOf(run)), signers(DISTRIBUTOR, MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotMissing.selector, rootOf(run), TokenWord.ACTIVE)
        );
        lose(rootOf(run));
        refusedNow(
            reinstateData(list(unit(run, 0)), signers(DISTRIBUTOR, MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, unit(run, 0), box(run, 0))
        );
        refusedNow(
            reinstateData(list(rootOf(run), rootOf(run)), signers(DISTRIBUTOR, MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, rootOf(run), 3, 4)
        );
        uint32 other = commission("LOT-2");
        lose(rootOf(other));
        refusedNow(
            reinstateData(list(rootOf(run), rootOf(other)), signers(DISTRIBUTOR, MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, rootOf(other), DISTRIBUTOR, MAKER)
        );
        refusedNow(
            reinstateData(list(unit(run, 1_000)), signers(DISTRIBUTOR, MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, unit(run, 1_000))
        );
        refusedNow(
            reinstateData(new TokenSeq[](0), signers(DISTRIBUTOR, MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 0, 256)
        );
        refusedNow(
            reinstateData(ReinstateTokens(list(rootOf(run)), NOW - 1, 0), signers(DISTRIBUTOR, MAKER)),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW)
        );
    }

    function test_Missing_LienSurvives() public {
        uint32 lien = pledge(rootOf(run), 1);
        // The financier needn't sign that goods are gone, nor that they are back.
        lose(rootOf(run));
        same(lens.encumbranceOf(unit(run, 500)).lien, lien, "while lost");
        ok(address(tokens), reinstateData(list(rootOf(run)), signers(DISTRIBUTOR, MAKER)));
        same(lens.encumbranceOf(unit(run, 500)).lien, lien, "reinstated");
        refusedNow(
            transferData(rootOf(run), PHARMACY, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, rootOf(run), lien, BANK)
        );
        // A release needs no signature of who lost them.
        lose(rootOf(run));
        ok(address(liens), releaseData(lien, BANK));
        same(lens.encumbranceOf(unit(run, 500)).lien, 0, "released");
    }

    function test_Missing_HoldsSurviveAndArePlaced() public {
        uint32 before = recallToken(rootOf(run), 0);
        lose(rootOf(run));
        uint32 lot = recallLot("LOT-1", 0);
        same(lens.stateOf(unit(run, 1)).holds.length, 2, "both bind while lost");
        ok(address(tokens), reinstateData(list(rootOf(run)), signers(DISTRIBUTOR, MAKER)));
        refusedNow(dispenseData(unit(run, 1)), onHold(unit(run, 1), before));
        lift(before);
        refusedNow(dispenseData(unit(run, 1)), onHold(unit(run, 1), lot));
        lift(lot);
        dispense(unit(run, 1));
    }

    function test_Missing_Status() public {
        uint8[6] memory wrong = [0, 1, 2, 5, 8, 255];
        for (uint256 i = 0; i < wrong.length; ++i) {
            refusedNow(
                missingData(list(rootOf(run)), wrong[i], DISTRIBUTOR),
                abi.encodeWithSelector(ITokensEvents.Tokens_KindInvalid.selector, rootOf(run), wrong[i])
            );
        }
    }

    function test_Missing_WhoMayAndWhat() public {
        ok(address(tokens), transferData(rootOf(run), DISTRIBUTOR, CARRIER));
        refusedNow(
            missingData(list(rootOf(run)), TokenWord.LOST, CARRIER),
            abi.encodeWithSelector(
                IMessages.Messages_WrongSigner.selector,
                DISTRIBUTOR,
                vm.addr(keys[DISTRIBUTOR]),
                0
            )
        );
        refusedNow(
            missingData(list(unit(run, 0)), TokenWord.LOST, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, unit(run, 0), box(run, 0))
        );
        uint32 other = commission("LOT-2");
        refusedNow(
            missingData(list(rootOf(run), rootOf(other)), TokenWord.LOST, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, rootOf(other), DISTRIBUTOR, MAKER)
        );
        refusedNow(
            missingData(list(rootOf(run), rootOf(run)), TokenWord.LOST, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, rootOf(run), 3, 4)
        );
        refusedNow(
            missingData(new TokenSeq[](257), TokenWord.LOST, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 257, 256)
        );
        refusedNow(
            missingData(ReportMissing(list(rootOf(run)), TokenWord.LOST, NOW - 1, 0), DISTRIBUTOR),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW)
        );
        uint64 beyond = unit(run, 1_000);
        refusedNow(
            missingData(list(beyond), TokenWord.LOST, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, beyond)
        );
        govern(address(partners), abi.encodeCall(IPartners.suspendUrgently, (DISTRIBUTOR)));
        refusedNow(
            missingData(list(rootOf(run)), TokenWord.LOST, DISTRIBUTOR),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, DISTRIBUTOR, uint40(NOW + 7 days))
        );
    }

    function test_Missing_DestroyedGoodsAreNot() public {
        destroy(rootOf(run));
        refusedNow(
            missingData(list(rootOf(run)), TokenWord.LOST, DISTRIBUTOR),
            terminalOf(rootOf(run), TokenWord.DESTROYED)
        );
        refusedNow(
            reinstateData(list(rootOf(run)), signers(DISTRIBUTOR, MAKER)),
            terminalOf(rootOf(run), TokenWord.DESTROYED)
        );
    }

    /// @dev A container of which everything was taken out.
    function unpackWhole(uint64 into) private {
        unpack(unit(run, 901));
        pack(unit(run, 901), into);
        unpack(unit(run, 901));
    }
}
