// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITokensEvents} from "../../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../../src/libraries/TokenWord.sol";
import {LedgerTest} from "../support/LedgerTest.sol";

/// @title As Daggers.t.sol, for what is packed and unpacked
contract NestingDaggersTest is LedgerTest {
    using TokenWord for uint256;

    uint32 private run;
    uint32 private other;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
        other = commission("LOT-2");
    }

    /// @dev Without `_defaultParent(token) != container` in Nesting._packOne.
    function test_RunContainers_TakeBackOnlyTheirOwnDefaultChildren() public {
        unpack(unit(run, 0));
        unpack(unit(other, 0));
        uint64[3] memory foreign = [box(run, 1), pallet(run, 0), rootOf(run)];
        for (uint256 i = 0; i < foreign.length; ++i) {
            refused(
                address(tokens),
                packData(unit(run, 0), foreign[i]),
                abi.encodeWithSelector(ITokensEvents.Tokens_NotOwnChild.selector, unit(run, 0), foreign[i])
            );
        }
        refused(
            address(tokens),
            packData(unit(other, 0), box(run, 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotOwnChild.selector, unit(other, 0), box(run, 0))
        );
        pack(unit(run, 0), box(run, 0));
        same(tokens.parentOf(unit(run, 0)), box(run, 0), "back in its case");
    }

    /// @dev Without Nesting._bind's holding, or with another partner's goods let in.
    function test_FreeContainer_TakesOwnerCustodianAndLienOfItsFirstContent() public {
        // The goods are the maker's, the container is the distributor's, who keeps them for it.
        uint64 tote = container(DISTRIBUTOR, 3, 0);
        unpack(unit(run, 0));
        uint32 lien = pledge(unit(run, 0), 7);
        ok(address(tokens), transferData(unit(run, 0), MAKER, DISTRIBUTOR));
        pack(unit(run, 0), tote);
        same(tokens.titleOf(tote), MAKER, "owner");
        same(tokens.custodianOf(tote), DISTRIBUTOR, "custodian");
        same(lens.encumbranceOf(tote).lien, lien, "lien");
        same(lens.encumbranceOf(unit(run, 0)).lien, lien, "lien of the content");
    }

    /// @dev Without Nesting._checkMatch: an unpledged or a foreign token in a pledged container.
    function test_FreeContainer_AllContentMatches() public {
        uint64 tote = container(MAKER, 3, 0);
        unpack(unit(run, 0));
        unpack(unit(run, 20));
        unpack(unit(run, 40));
        uint32 lien = pledge(unit(run, 0), 7);
        pack(unit(run, 0), tote);
        refused(
            address(tokens),
            packData(unit(run, 20), tote),
            abi.encodeWithSelector(ITokensEvents.Tokens_LienDiffers.selector, tote, lien, 0)
        );
        give(unit(run, 40), DISTRIBUTOR);
        refused(
            address(tokens),
            packData(unit(run, 40), tote),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, tote, DISTRIBUTOR, MAKER)
        );
        unpack(unit(run, 60));
        ok(address(tokens), transferData(unit(run, 60), MAKER, DISTRIBUTOR));
        refused(
            address(tokens),
            packData(unit(run, 60), tote),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongCustodian.selector, tote, DISTRIBUTOR, MAKER)
        );
    }

    /// @dev Without the children's count a container with content would be rebound to somebody else's goods.
    function test_FreeContainer_CountsItsChildren() public {
        uint64 tote = container(MAKER, 3, 0);
        for (uint256 i = 0; i < 3; ++i) {
            unpack(unit(run, 20 * i));
            pack(unit(run, 20 * i), tote);
        }
        same(tokens.slotOf(tote).children(), 3, "three");
        dispense(unit(run, 0));
        unpack(unit(run, 20));
        same(tokens.slotOf(tote).children(), 1, "one left");
        // Not empty yet, so it isn't bound to what is another's.
        unpack(unit(run, 60));
        ok(address(tokens), transferData(unit(run, 60), DISTRIBUTOR, MAKER));
        refused(
            address(tokens),
            packData(unit(run, 60), tote),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, tote, DISTRIBUTOR, MAKER)
        );
    }

    /// @dev Without Contents._eachLot, or with a lot forgotten while a child of it is still inside.
    function test_FreeContainer_KnowsTheLotsInside() public {
        uint64 tote = container(MAKER, 3, 0);
        uint64 cart = container(MAKER, 4, 0);
        unpack(unit(run, 0));
        unpack(unit(run, 20));
        unpack(unit(other, 0));
        pack(unit(run, 0), tote);
        pack(unit(run, 20), tote);
        pack(unit(other, 0), tote);
        pack(tote, cart);
        same(tokens.slotOf(cart).lots(), 2, "two lots two levels up");
        unpack(unit(run, 0));
        same(tokens.slotOf(cart).lots(), 2, "one of the lot is still inside");
        uint32 hold = recallLot("LOT-1", 0);
        refused(
            address(tokens),
            transferData(cart, DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, cart, hold)
        );
        unpack(unit(run, 20));
        give(cart, DISTRIBUTOR);
    }

    /// @dev Without the hold that TokenWord.asHeld leaves in place.
    function test_EmptiedContainer_CanBeReboundButKeepsItsHolds() public {
        uint64 tote = container(MAKER, 3, 0);
        unpack(unit(run, 0));
        pack(unit(run, 0), tote);
        uint32 hold = recallToken(tote, 0);
        unpack(unit(run, 0));
        unpack(unit(other, 0));
        pack(unit(other, 0), tote);
        refused(
            address(tokens),
            transferData(tote, DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, tote, hold)
        );
        refused(
            address(tokens),
            dispenseData(unit(other, 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(other, 0), hold)
        );
    }
}
