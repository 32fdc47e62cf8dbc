// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IHandling} from "../src/interfaces/IHandling.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import {PackTokens, TokenSeq, UnpackTokens} from "../src/interfaces/Messages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {RunWord} from "../src/libraries/Words.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

contract NestingTest is LedgerTest {
    using TokenWord for uint256;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function test_Unpack_GivesOwnerCustodianAndSeqs() public {
        ok(address(tokens), transferData(rootOf(run), DISTRIBUTOR, CARRIER));
        unpack(unit(run, 33));
        uint256 slot = tokens.slotOf(unit(run, 33));
        same(slot.owner(), DISTRIBUTOR, "owner");
        same(slot.custodian(), CARRIER, "custodian");
        same(slot.seq(), 1, "seq");
        same(slot.binds(), 1, "binds");
        same(tokens.slotOf(rootOf(run)).seq(), 3, "root's seq");
        same(tokens.slotOf(rootOf(run)).binds(), 2, "root's binds");
        same(tokens.slotOf(box(run, 1)), 0, "the case needs no record");
        yes(tokens.touchedOf(unit(run, 33) >> 8) == 1 << 33, "touched");
        same(tokens.parentOf(unit(run, 33)), 0, "held");
    }

    function test_Unpack_HeldForeignOrStale() public {
        unpack(pallet(run, 0));
        refused(
            address(tokens),
            unpackData(
                UnpackTokens(list(pallet(run, 0)), named(pallet(run, 0)), DEADLINE, 0),
                signers(MAKER)
            ),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotNested.selector, pallet(run, 0))
        );
        refused(
            address(tokens),
            unpackData(UnpackTokens(list(unit(run, 0)), named(rootOf(run)), DEADLINE, 0), signers(MAKER)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_RootDiffers.selector,
                unit(run, 0),
                rootOf(run),
                pallet(run, 0)
            )
        );
        UnpackTokens memory m = UnpackTokens(list(unit(run, 0)), named(pallet(run, 0)), DEADLINE, 0);
        m.tokens[0].seq = 1;
        refused(
            address(tokens),
            unpackData(m, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, unit(run, 0), 1, 0)
        );
        m.tokens[0].seq = 0;
        m.root.seq = 7;
        refused(
            address(tokens),
            unpackData(m, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, pallet(run, 0), 7, 1)
        );
        m.root = named(box(run, 0));
        refused(
            address(tokens),
            unpackData(m, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, box(run, 0), pallet(run, 0))
        );
    }

    function test_Unpack_DuplicateInOneMessage() public {
        TokenSeq[] memory twice = list(unit(run, 0), unit(run, 0));
        twice[1].seq = 1;
        refused(
            address(tokens),
            unpackData(twice, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_RootDiffers.selector, unit(run, 0), rootOf(run), unit(run, 0))
        );
    }

    function test_Unpack_OnlyCustodian() public {
        refused(
            address(tokens),
            unpackData(list(unit(run, 0)), signers(DISTRIBUTOR)),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(keys[MAKER]), 0)
        );
    }

    function test_Pack_BackIntoOwnCase() public {
        unpack(unit(run, 0));
        pack(unit(run, 0), box(run, 0));
        same(tokens.slotOf(unit(run, 0)).mode(), TokenWord.MODE_DEFAULT, "default");
        same(tokens.parentOf(unit(run, 0)), box(run, 0), "parent");
        same(tokens.slotOf(unit(run, 0)).seq(), 2, "seq");
        same(tokens.slotOf(box(run, 0)).seq(), 1, "the case was named");
        same(tokens.slotOf(rootOf(run)).seq(), 3, "root's seq");
        unpack(pallet(run, 0));
        pack(pallet(run, 0), rootOf(run));
        same(tokens.parentOf(pallet(run, 0)), rootOf(run), "pallet back");
    }

    function test_Pack_RunContainersTakeOwnChildrenOnly() public {
        unpack(unit(run, 0));
        uint64[3] memory wrong = [box(run, 1), pallet(run, 0), rootOf(run)];
        for (uint256 i = 0; i < wrong.length; ++i) {
            refused(
                address(tokens),
                packData(unit(run, 0), wrong[i]),
                abi.encodeWithSelector(ITokensEvents.Tokens_NotOwnChild.selector, unit(run, 0), wrong[i])
            );
        }
        pack(unit(run, 0), container(MAKER, 3, 1));
        refused(
            address(tokens),
            packData(container(MAKER, 3, 1), rootOf(run)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotOwnChild.selector, container(MAKER, 3, 1), rootOf(run))
        );
    }

    function test_Pack_FreeContainersNest() public {
        uint64 small = container(MAKER, 3, 1);
        uint64 middle = container(MAKER, 4, 1);
        uint64 large = container(MAKER, 5, 1);
        uint32 other = commission("LOT-2");
        unpack(unit(run, 0));
        unpack(box(other, 0));
        pack(unit(run, 0), small);
        pack(small, middle);
        pack(middle, large);
        pack(box(other, 0), large);
        (uint64 root, ) = tokens.rootOf(unit(run, 0));
        same(root, large, "root");
        same(tokens.slotOf(large).lots(), 2, "lots");
        same(tokens.slotOf(large).children(), 2, "children");
        same(tokens.slotOf(middle).lots(), 1, "lots of the middle");
        give(large, DISTRIBUTOR);
        same(tokens.titleOf(unit(run, 0)), DISTRIBUTOR, "moved");
        same(tokens.titleOf(unit(other, 5)), DISTRIBUTOR, "moved too");
        // Leaving takes the lot along.
        unpack(unit(run, 0));
        same(tokens.slotOf(large).lots(), 1, "one lot left");
        same(tokens.slotOf(small).children(), 0, "emptied");
        same(tokens.contentsOf(large, 0), uint256(RunWord.lot(tokens.runSlotOf(other))) | (uint256(1) << 32), "list");
    }

    function test_Pack_Levels() public {
        uint64 small = container(MAKER, 3, 1);
        uint64 other = container(MAKER, 3, 2);
        unpack(unit(run, 0));
        unpack(unit(run, 1));
        pack(unit(run, 0), small);
        pack(unit(run, 1), other);
        refused(
            address(tokens),
            packData(small, other),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongLevel.selector, small, other)
        );
        unpack(unit(run, 2));
        refused(
            address(tokens),
            packData(unit(run, 2), unit(run, 3)),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongLevel.selector, unit(run, 3), unit(run, 3))
        );
        refused(
            address(tokens),
            packData(rootOf(run), container(MAKER, 5, 1)),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongLevel.selector, rootOf(run), container(MAKER, 5, 1))
        );
    }

    function test_Pack_OnlyHeldTokens() public {
        refused(
            address(tokens),
            packData(unit(run, 0), container(MAKER, 3, 1)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, unit(run, 0), box(run, 0))
        );
    }

    function test_Pack_NobodySquatsAnId() public {
        unpack(unit(run, 0));
        refused(
            address(tokens),
            packData(unit(run, 0), container(DISTRIBUTOR, 3, 1)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_NotYourContainer.selector,
                container(DISTRIBUTOR, 3, 1),
                MAKER
            )
        );
        // Its run field is 32 bits wide, a partner id only 24.
        uint64 odd = (uint64(MAKER) << 32) | (uint64(1) << 56) | (uint64(3) << 28);
        refused(
            address(tokens),
            packData(unit(run, 0), odd),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotYourContainer.selector, odd, MAKER)
        );
    }

    function test_Pack_ContentMustMatch() public {
        uint64 small = container(MAKER, 3, 1);
        unpack(unit(run, 0));
        unpack(unit(run, 1));
        unpack(unit(run, 2));
        pack(unit(run, 0), small);
        give(unit(run, 1), DISTRIBUTOR);
        refused(
            address(tokens),
            packData(unit(run, 1), small),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, small, DISTRIBUTOR, MAKER)
        );
        ok(address(tokens), transferData(unit(run, 2), MAKER, CARRIER));
        refused(
            address(tokens),
            packData(unit(run, 2), small),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongCustodian.selector, small, CARRIER, MAKER)
        );
        // And within one message.
        unpack(unit(run, 3));
        refused(
            address(tokens),
            packData(list(unit(run, 3), unit(run, 1)), small, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, unit(run, 1), MAKER, DISTRIBUTOR)
        );
    }

    function test_Pack_EmptiedContainerIsBoundAgain() public {
        uint64 small = container(MAKER, 3, 1);
        unpack(unit(run, 0));
        unpack(unit(run, 1));
        pack(unit(run, 0), small);
        give(small, DISTRIBUTOR);
        unpack(unit(run, 0));
        same(tokens.slotOf(small).lots(), 0, "no lots");
        // Not for whoever hasn't got it.
        refused(
            address(tokens),
            packData(unit(run, 1), small),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongCustodian.selector, small, MAKER, DISTRIBUTOR)
        );
        ok(address(tokens), transferData(unit(run, 1), MAKER, DISTRIBUTOR));
        pack(unit(run, 1), small);
        same(tokens.titleOf(small), MAKER, "owner from the content");
        same(tokens.balanceOf(tokens.addressOf(DISTRIBUTOR)), 1, "the unit, not the container");
    }

    function test_Pack_SixteenLots() public {
        uint64 large = container(MAKER, 5, 1);
        for (uint256 i = 0; i < 17; ++i) {
            uint32 r = commission(commissioning(string(abi.encodePacked("L", uint8(65 + i))), 4, 0, 0));
            unpack(unit(r, 0));
            if (i < 16) {
                pack(unit(r, 0), large);
                unpack(unit(r, 1));
                pack(unit(r, 1), large);
            } else {
                refused(
                    address(tokens),
                    packData(unit(r, 0), large),
                    abi.encodeWithSelector(ITokensEvents.Tokens_LotsFull.selector, large, 16)
                );
            }
        }
        same(tokens.slotOf(large).lots(), 16, "lots");
        same(tokens.slotOf(large).children(), 32, "children");
        // Any lot may leave the list; the others stay.
        unpack(unit(run + 3, 0));
        same(tokens.slotOf(large).lots(), 16, "one unit of the lot left");
        unpack(unit(run + 3, 1));
        same(tokens.slotOf(large).lots(), 15, "lots");
        unpack(unit(run + 16, 0));
        unpack(unit(run + 16, 1));
        same(tokens.slotOf(large).lots(), 14, "moved entry leaves too");
        same(tokens.contentsOf(large, 3) >> 128, 0, "tail is clear");
    }

    function test_Pack_StaleContainer() public {
        uint64 small = container(MAKER, 3, 1);
        unpack(unit(run, 0));
        PackTokens memory m = PackTokens(list(unit(run, 0)), TokenSeq(small, 1), DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(IHandling.pack, (m, new bytes[](0)));
        bytes memory data = abi.encodeCall(IHandling.pack, (m, sign(signers(MAKER), address(tokens), unsigned)));
        refused(
            address(tokens),
            data,
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, small, 1, 0)
        );
    }

    function test_Touch_WithdrawsConsent() public {
        bytes memory sale = transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR);
        ok(address(tokens), touchData(rootOf(run), MAKER));
        refused(
            address(tokens),
            sale,
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, rootOf(run), 1, 2)
        );
        same(tokens.slotOf(rootOf(run)).binds(), 1, "binds nothing");
        ok(address(tokens), touchData(unit(run, 0), MAKER));
        same(tokens.slotOf(unit(run, 0)).seq(), 1, "nested");
        same(tokens.slotOf(rootOf(run)).seq(), 3, "and its root");
        refused(
            address(tokens),
            touchData(unit(run, 0), DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotAParty.selector, unit(run, 0), DISTRIBUTOR)
        );
    }

    function test_Nesting_SuspendedCustodian() public {
        unpack(unit(run, 0));
        govern(address(partners), abi.encodeCall(IPartners.suspend, (MAKER, type(uint40).max)));
        bytes memory reason = abi.encodeWithSelector(
            IMessages.Partners_Suspended.selector,
            MAKER,
            type(uint40).max
        );
        refused(address(tokens), unpackData(unit(run, 1)), reason);
        refused(address(tokens), packData(unit(run, 0), container(MAKER, 3, 1)), reason);
        refused(address(tokens), touchData(unit(run, 0), MAKER), reason);
    }

    function test_Handling_AloneHasNoTokens() public {
        unpack(unit(run, 0));
        bytes memory data = packData(unit(run, 0), box(run, 0));
        refused(
            address(handling),
            data,
            abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, unit(run, 0))
        );
    }

    function testFuzz_Unpack_AnyOrderGivesOneRootEach(uint256 seed) public {
        for (uint256 i = 0; i < 12; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint64 token = seed % 3 == 0 ? unit(run, (seed >> 8) % 1_000) : seed % 3 == 1
                ? box(run, (seed >> 8) % 50)
                : pallet(run, (seed >> 8) % 5);
            if (tokens.parentOf(token) == 0) continue;
            unpack(token);
            (uint64 root, ) = tokens.rootOf(token);
            same(root, token, "its own root");
        }
        uint256 held = tokens.balanceOf(tokens.addressOf(MAKER));
        yes(held >= 2 && held <= 13, "balance");
    }
}
