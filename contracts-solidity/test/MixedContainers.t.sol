// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../src/interfaces/ICatalogue.sol";
import {CommissionRun, RegisterProduct} from "../src/interfaces/Messages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {HoldWord} from "../src/libraries/Words.sol";
import {PartnerWord} from "../src/libraries/PartyWords.sol";
import {LendingCalls} from "./support/LendingCalls.sol";

/// @dev A distributor's containers with goods of several lots and of two makers.
contract MixedContainersTest is LendingCalls {
    using TokenWord for uint256;

    uint24 private constant OTHER_MAKER = 13;

    uint64 private crate;

    function setUp() public override {
        super.setUp();
        _admit(OTHER_MAKER, PartnerWord.ISSUER | PartnerWord.HOLDER);
        RegisterProduct memory m = RegisterProduct(OTHER_GTIN, 0, OTHER_MAKER, "Cough syrup", DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(ICatalogue.register, (m, ""));
        catalogue.register(m, sign(OTHER_MAKER, address(catalogue), unsigned));
        crate = container(DISTRIBUTOR, 3, 1);
    }

    /// @dev A unit of a lot of the maker's, with the distributor.
    function bought(string memory lot) private returns (uint64 token) {
        token = unit(commission(commissioning(lot, 10, 0, 0)), 0);
        unpack(token);
        give(token, DISTRIBUTOR);
    }

    /// @dev A unit of the other maker's, with the distributor.
    function boughtElsewhere() private returns (uint64 token) {
        CommissionRun memory m = commissioning("LOT-X", 10, 0, 0);
        m.gtin = OTHER_GTIN;
        bytes memory sig = sign(OTHER_MAKER, address(catalogue), abi.encodeCall(ICatalogue.commission, (m, "")));
        token = unit(catalogue.commission(m, sig), 0);
        unpack(token);
        give(token, DISTRIBUTOR);
    }

    /// @dev Five lots need more than one word of the container's list.
    function fill() private returns (uint64 last) {
        string[5] memory lots = ["LOT-A", "LOT-B", "LOT-C", "LOT-D", "LOT-E"];
        for (uint256 i = 0; i < 5; ++i) {
            last = bought(lots[i]);
            pack(last, crate);
        }
        same(tokens.slotOf(crate).lots(), 5, "lots inside");
    }

    function quarantineOn(uint64 token) private view returns (uint256 word) {
        uint32[] memory holds = lens.stateOf(token).holds;
        for (uint256 i = 0; i < holds.length; ++i) {
            word = tokens.holdSlotOf(holds[i]);
            if (HoldWord.kind(word) == HoldWord.QUARANTINE) return word;
        }
        revert Assertion_False("in quarantine");
    }

    function holdsOn(uint64 token) private view returns (uint256) {
        return lens.stateOf(token).holds.length;
    }

    // ---- who may end a quarantine ----

    function test_Quarantine_ManyLotsOfOneMaker() public {
        fill();
        quarantineAll(ids(crate), DISTRIBUTOR);
        same(HoldWord.issuer(quarantineOn(crate)), MAKER, "the maker of all of it");
    }

    function test_Quarantine_LotsOfTwoMakers() public {
        fill();
        pack(boughtElsewhere(), crate);
        uint32 hold = quarantineAll(ids(crate), DISTRIBUTOR);
        same(HoldWord.issuer(quarantineOn(crate)), 0, "neither of them alone");
        releaseQuarantine(hold, REGULATOR);
        give(crate, PHARMACY);
    }

    function test_Receipt_QuarantineOfManyLotsOfOneMaker() public {
        fill();
        uint32 shipment = ship(crate, PHARMACY);
        recallLot("LOT-E", 0);
        receive_(shipment);
        stands(crate, DISTRIBUTOR, PHARMACY, TokenWord.ACTIVE, "custody only");
        same(HoldWord.issuer(quarantineOn(crate)), MAKER, "the maker of all of it");
    }

    function test_Receipt_QuarantineOfLotsOfTwoMakers() public {
        fill();
        pack(boughtElsewhere(), crate);
        uint32 shipment = ship(crate, PHARMACY);
        recallLot("LOT-A", 0);
        receive_(shipment);
        stands(crate, DISTRIBUTOR, PHARMACY, TokenWord.ACTIVE, "custody only");
        same(HoldWord.issuer(quarantineOn(crate)), 0, "neither of them alone");
    }

    // ---- returns ----

    /// @dev Goods of two makers go back to neither in one container, for each would get the other's; a returns handler
    /// takes both.
    function test_Return_OfTwoMakersGoods_BySomebodySuspended() public {
        pack(bought("LOT-A"), crate);
        uint64 elsewhere = boughtElsewhere();
        pack(elsewhere, crate);
        suspend(DISTRIBUTOR);
        uint24[3] memory no = [PHARMACY, MAKER, OTHER_MAKER];
        for (uint256 i = 0; i < 3; ++i) {
            refused(
                address(tokens),
                transferData(crate, no[i], no[i]),
                abi.encodeWithSelector(ITokensEvents.Tokens_NotAReturn.selector, crate, DISTRIBUTOR, no[i])
            );
        }
        give(crate, RETURNS);
        stands(crate, RETURNS, RETURNS, TokenWord.ACTIVE, "returned");
    }

    function test_Return_OfOneMakersContainer_BySomebodySuspended() public {
        fill();
        suspend(DISTRIBUTOR);
        give(crate, MAKER);
        stands(crate, MAKER, MAKER, TokenWord.ACTIVE, "returned");
    }

    // ---- lots of containers in containers ----

    /// @dev A lot may come into a container by several of those inside it, and is there until the last has none left.
    function test_Nested_LotIsInsideUntilTheLastOfItIsOut() public {
        (uint64 inner, uint64 outer) = (container(DISTRIBUTOR, 3, 2), container(DISTRIBUTOR, 4, 1));
        uint64 first = bought("LOT-A");
        uint64 other = bought("LOT-B");
        uint64 second = unit(uint32(first >> 32), 1);
        unpack(second);
        give(second, DISTRIBUTOR);
        pack(first, crate);
        pack(other, inner);
        pack(crate, outer);
        pack(inner, outer);
        // New in this one, not in the one around it.
        ok(address(tokens), packData(list(second), inner, signers(DISTRIBUTOR)));
        same(tokens.slotOf(inner).lots(), 2, "inner");
        same(tokens.slotOf(outer).lots(), 2, "outer");
        recallLot("LOT-A", 0);
        same(holdsOn(outer), 1, "by both");
        unpack(first);
        same(holdsOn(outer), 1, "by one");
        same(holdsOn(crate), 0, "not any more");
        unpack(second);
        same(tokens.slotOf(outer).lots(), 1, "gone");
        same(holdsOn(outer), 0, "free");
        give(outer, PHARMACY);
    }

    /// @dev A lot that nobody around has is new in each of them, and gone from each of them at once.
    function test_Nested_LotThatIsNewEverywhere() public {
        uint64 middle = container(DISTRIBUTOR, 4, 1);
        uint64 outer = container(DISTRIBUTOR, 5, 1);
        pack(bought("LOT-A"), crate);
        pack(crate, middle);
        pack(middle, outer);
        uint64 late = bought("LOT-B");
        pack(late, crate);
        uint64[3] memory around = [crate, middle, outer];
        for (uint256 i = 0; i < 3; ++i) {
            same(tokens.slotOf(around[i]).lots(), 2, "two lots");
        }
        uint32 hold = recallLot("LOT-B", 0);
        refused(
            address(tokens),
            transferData(outer, PHARMACY, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, outer, hold)
        );
        unpack(late);
        for (uint256 i = 0; i < 3; ++i) {
            same(tokens.slotOf(around[i]).lots(), 1, "one lot");
        }
        give(outer, PHARMACY);
    }
}
