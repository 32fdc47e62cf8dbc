// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import {ILending} from "../src/interfaces/ILending.sol";
import {ILiens} from "../src/interfaces/ILiens.sol";
import {Encumbrance} from "../src/interfaces/ILens.sol";
import {PledgeTokens, ReleaseLien, TransferTokens} from "../src/interfaces/Messages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {LienWord} from "../src/libraries/PartyWords.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

contract LiensTest is LedgerTest {
    using TokenWord for uint256;

    uint32 private run;
    uint64 private goods;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
        goods = pallet(run, 0);
        unpack(goods);
        give(goods, DISTRIBUTOR);
    }

    function test_Pledge_Encumbers() public {
        uint32 lien = pledge(goods, 0);
        Encumbrance memory found = lens.encumbranceOf(unit(run, 7));
        same(found.lien, lien, "lien of a nested unit");
        same(found.carrier, goods, "carrier");
        same(found.financier, BANK, "financier");
        same(found.debtor, DISTRIBUTOR, "debtor");
        same(lens.encumbranceOf(unit(run, 207)).lien, 0, "outside");
        same(tokens.slotOf(goods).binds(), 3, "binds");
    }

    function test_Pledge_TitleNeedsTheFinancier() public {
        uint32 lien = pledge(goods, 7);
        TransferTokens memory m = transferOf(list(goods), PHARMACY, PHARMACY);
        refused(
            address(tokens),
            transferData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, goods, lien, BANK)
        );
        ok(address(tokens), transferData(m, signers(DISTRIBUTOR, PHARMACY, BANK, 0, 0)));
        same(tokens.slotOf(goods).lien(), lien, "the lien goes along");
        same(tokens.titleOf(goods), PHARMACY, "owner");
    }

    function test_Pledge_Policies() public {
        uint32 lien = pledge(goods, 0);
        bytes memory reason = abi.encodeWithSelector(
            ITokensEvents.Tokens_Pledged.selector,
            goods,
            lien,
            BANK
        );
        refused(address(tokens), transferData(goods, DISTRIBUTOR, CARRIER), reason);
        refused(address(tokens), unpackData(box(run, 0)), reason);
        refused(
            address(tokens),
            dispenseData(unit(run, 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, unit(run, 0), lien, BANK)
        );
        refused(address(tokens), rangeData(goods, run, 0, 9, signers(DISTRIBUTOR)), reason);
        refused(address(tokens), packData(goods, container(DISTRIBUTOR, 3, 1)), reason);
        // Each with the financier's signature.
        ok(
            address(tokens),
            transferData(
                transferOf(list(goods), DISTRIBUTOR, CARRIER),
                signers(DISTRIBUTOR, CARRIER, BANK, 0, 0)
            )
        );
        ok(address(tokens), unpackData(list(box(run, 0)), signers(CARRIER, BANK)));
        same(tokens.slotOf(box(run, 0)).lien(), lien, "unpacked goods keep it");
        ok(
            address(tokens),
            dispenseData(list(unit(run, 0)), signers(DISTRIBUTOR, CARRIER, BANK, 0, 0))
        );
        same(lens.encumbranceOf(unit(run, 0)).lien, 0, "ends on a dispensed unit");
    }

    function test_Pledge_PolicyAllows() public {
        pledge(goods, 7);
        ok(address(tokens), transferData(goods, DISTRIBUTOR, CARRIER));
        unpack(box(run, 0));
        dispense(unit(run, 0));
        ok(address(tokens), rangeData(goods, run, 20, 29, signers(DISTRIBUTOR, CARRIER)));
        pack(box(run, 0), goods);
    }

    function test_Pledge_Twice() public {
        uint32 lien = pledge(goods, 0);
        refused(
            address(tokens),
            pledgeData(pledgeOf(list(goods), 1)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, goods, lien, BANK)
        );
        // Nor part of it: it must be held.
        PledgeTokens memory m = pledgeOf(list(goods), 0);
        m.tokens = list(box(run, 0));
        refused(
            address(tokens),
            pledgeData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, box(run, 0), goods)
        );
    }

    function test_Pledge_Invalid() public {
        PledgeTokens memory m = pledgeOf(list(goods), 0);
        m.financier = DISTRIBUTOR;
        refused(
            address(tokens),
            pledgeData(m),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_PledgeInvalid.selector,
                DISTRIBUTOR,
                DISTRIBUTOR,
                m.maturity
            )
        );
        m.financier = PHARMACY;
        refused(
            address(tokens),
            pledgeData(m),
            abi.encodeWithSelector(IMessages.Partners_RoleMissing.selector, PHARMACY, 8)
        );
        m.financier = BANK;
        m.maturity = uint40(NOW);
        refused(
            address(tokens),
            pledgeData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_PledgeInvalid.selector, DISTRIBUTOR, BANK, NOW)
        );
        m.maturity = uint40(NOW) + 1;
        m.debtor = PHARMACY;
        refused(
            address(tokens),
            pledgeData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, goods, PHARMACY, DISTRIBUTOR)
        );
    }

    function test_Pledge_RestrictedGoods() public {
        uint32 hold = recallLot("LOT-1", 0);
        refused(
            address(tokens),
            pledgeData(pledgeOf(list(goods), 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, goods, hold)
        );
        lift(hold);
        recallToken(unit(run, 3), 0);
        refused(
            address(tokens),
            pledgeData(pledgeOf(list(goods), 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_HeldInside.selector, goods, 1)
        );
    }

    function test_Pledge_PackedTogetherOnlyUnderOneLien() public {
        unpack(box(run, 0));
        unpack(box(run, 1));
        uint32 lien = pledge(box(run, 0), 4);
        pack(box(run, 1), container(DISTRIBUTOR, 3, 1));
        refused(
            address(tokens),
            packData(box(run, 0), container(DISTRIBUTOR, 3, 1)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_LienDiffers.selector,
                container(DISTRIBUTOR, 3, 1),
                0,
                lien
            )
        );
        pack(box(run, 0), container(DISTRIBUTOR, 3, 2));
        same(tokens.slotOf(container(DISTRIBUTOR, 3, 2)).lien(), lien, "a container takes it over");
        same(lens.encumbranceOf(unit(run, 5)).lien, lien, "and covers the content");
        // One message can't mix them either.
        unpack(box(run, 2));
        refused(
            address(tokens),
            transferData(transferOf(list(box(run, 2), container(DISTRIBUTOR, 3, 2)), PHARMACY, PHARMACY)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_LienDiffers.selector,
                container(DISTRIBUTOR, 3, 2),
                lien,
                0
            )
        );
    }

    function test_Release_Everywhere() public {
        uint32 lien = pledge(goods, 4);
        unpack(box(run, 0));
        refused(
            address(liens),
            releaseData(lien, DISTRIBUTOR),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, BANK, vm.addr(keys[BANK]), 0)
        );
        ok(address(liens), releaseData(lien, BANK));
        same(lens.encumbranceOf(unit(run, 30)).lien, 0, "pallet");
        same(lens.encumbranceOf(unit(run, 0)).lien, 0, "case");
        give(goods, PHARMACY);
        same(tokens.slotOf(goods).lien(), 0, "dropped when it moves");
        refused(
            address(liens),
            releaseData(lien, BANK),
            abi.encodeWithSelector(ITokensEvents.Tokens_LienNotActive.selector, lien)
        );
        refused(
            address(liens),
            releaseTokensData(lien, list(box(run, 0)), BANK),
            abi.encodeWithSelector(ITokensEvents.Tokens_LienNotActive.selector, lien)
        );
    }

    function test_Release_SomeTokens() public {
        uint32 lien = pledge(goods, 4);
        unpack(box(run, 0));
        unpack(box(run, 1));
        ok(address(liens), releaseTokensData(lien, list(box(run, 0)), BANK));
        give(box(run, 0), PHARMACY);
        same(lens.encumbranceOf(box(run, 1)).lien, lien, "still pledged");
        same(LienWord.seq(tokens.lienSlotOf(lien)), 2, "lien's seq");
        refused(
            address(liens),
            releaseTokensData(lien, list(box(run, 0)), BANK),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotUnderLien.selector, box(run, 0), lien)
        );
        // A nested token carries no lien of its own.
        refused(
            address(liens),
            releaseTokensData(lien, list(box(run, 2)), BANK),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, box(run, 2), goods)
        );
    }

    function test_Release_UnknownOrStale() public {
        ReleaseLien memory m = ReleaseLien(77, 0, 1, DEADLINE, 0);
        refused(
            address(liens),
            abi.encodeCall(ILiens.release, (m, "")),
            abi.encodeWithSelector(ILiens.Liens_Unknown.selector, 77)
        );
        uint32 lien = pledge(goods, 0);
        m = ReleaseLien(lien, 5, 1, DEADLINE, 0);
        bytes memory sig = sign(BANK, address(liens), abi.encodeCall(ILiens.release, (m, "")));
        refused(
            address(liens),
            abi.encodeCall(ILiens.release, (m, sig)),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleLien.selector, lien, 5, 1)
        );
    }

    function test_Release_BySuspendedFinancier() public {
        uint32 lien = pledge(goods, 0);
        govern(address(partners), abi.encodeCall(IPartners.suspend, (BANK, type(uint40).max)));
        refused(
            address(tokens),
            transferData(
                transferOf(list(goods), PHARMACY, PHARMACY),
                signers(DISTRIBUTOR, PHARMACY, BANK, 0, 0)
            ),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, BANK, type(uint40).max)
        );
        ok(address(liens), releaseData(lien, BANK));
    }

    function test_Capabilities_OnlyLiens() public {
        bytes memory reason = abi.encodeWithSelector(
            ITokensEvents.Tokens_NotTheModule.selector,
            3,
            address(this)
        );
        refused(address(tokens), abi.encodeCall(ILending.releaseLien, (1, 1, 1)), reason);
        refused(address(tokens), abi.encodeCall(ILending.releaseTokens, (1, 1, list(goods))), reason);
    }
}
