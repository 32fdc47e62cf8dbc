// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Item} from "../../../src/interfaces/IRelay.sol";
import {CommissionRun, TokenSeq} from "../../../src/interfaces/Messages.sol";
import {ShipmentException} from "../../../src/interfaces/ShippingMessages.sol";
import {TokenWord} from "../../../src/libraries/TokenWord.sol";
import {ShippingCalls} from "../../support/ShippingCalls.sol";

/// @title The greatest of everything fits a block: whoever fills a message to its limit stops nobody
contract SizesTest is ShippingCalls {
    using TokenWord for uint256;

    uint256 private constant MOST = 256;
    uint32 private constant MOST_UNITS = 65_535;
    /// @dev A third of a block's gas by default.
    uint256 private constant ENOUGH_GAS = 33_000_000;

    function _measured(address target, bytes memory data, string memory what) private returns (bytes memory result) {
        uint256 before = gasleft();
        result = ok(target, data);
        yes(before - gasleft() < ENOUGH_GAS, what);
    }

    function _units(uint256 from) private returns (TokenSeq[] memory) {
        uint64[] memory all = new uint64[](MOST);
        for (uint256 i = 0; i < MOST; ++i) {
            all[i] = unit(run, from + i);
        }
        _measured(address(tokens), unpackData(list(all), signers(MAKER)), "256 units out of their cases");
        return list(all);
    }

    function test_Sizes_256TokensInEveryMessage() public {
        TokenSeq[] memory all = _units(300);
        uint64 tote = container(MAKER, 3, 0);
        _measured(address(tokens), packData(all, tote, signers(MAKER)), "256 units into a container");
        same(tokens.slotOf(tote).children(), MOST, "inside");
        all = _renamed(all);
        _measured(address(tokens), unpackData(all, signers(MAKER)), "256 units out of a container");
        all = _renamed(all);
        _measured(address(tokens), transferData(transferOf(all, DISTRIBUTOR, DISTRIBUTOR)), "256 units sold");
        all = _renamed(all);
        _measured(address(tokens), dispenseData(all, signers(DISTRIBUTOR)), "256 units dispensed");
    }

    function test_Sizes_256ExceptionsInsideOnePallet() public {
        uint64 sent = pallet(run, 2);
        unpack(sent);
        uint32 shipment = ship(shipmentOf(list(sent), DISTRIBUTOR, DISTRIBUTOR, CARRIER));
        // A pallet has 200 units: all of them, nested two levels down, which costs most.
        ShipmentException[] memory all = new ShipmentException[](200);
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = exception(unit(run, 400 + i), 1 + uint8(i % 3), 5);
        }
        _measured(address(tokens), receiveData(receiptOf(shipment, all)), "a receipt of nothing but exceptions");
        same(tokens.titleOf(unit(run, 599)), MAKER, "title stays");
        same(tokens.titleOf(sent), DISTRIBUTOR, "what is left of it is accepted");
    }

    function test_Sizes_256ItemBatch() public {
        Item[] memory items = new Item[](MOST);
        for (uint256 i = 0; i < MOST; ++i) {
            items[i] = Item(address(tokens), 400_000, dispenseData(unit(run, 20 * (i % 50) + i / 50)));
        }
        uint256 before = gasleft();
        bool[] memory applied = relay.execute(items);
        yes(before - gasleft() < ENOUGH_GAS, "256 messages in a batch");
        for (uint256 i = 0; i < MOST; ++i) {
            yes(applied[i], "each applied");
        }
    }

    function test_Sizes_65535Units() public {
        CommissionRun memory m = commissioning("LOT-MOST", MOST_UNITS, 0, 0);
        uint32 most = abi.decode(_measured(address(catalogue), commissionData(m), "a run of 65,535"), (uint32));
        bytes memory all = rangeData(rootOf(most), most, 0, MOST_UNITS - 1, signers(MAKER));
        _measured(address(tokens), all, "65,535 units dispensed at once");
        same(tokens.touchedOf(unit(most, MOST_UNITS - 1) >> 8) >> 254, 1, "the last one, and nothing beyond it");
    }

    function _renamed(TokenSeq[] memory all) private view returns (TokenSeq[] memory) {
        uint64[] memory ids = new uint64[](all.length);
        for (uint256 i = 0; i < all.length; ++i) {
            ids[i] = all[i].token;
        }
        return list(ids);
    }
}
