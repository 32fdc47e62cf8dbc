// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ShippingCalls} from "./ShippingCalls.sol";

/// @title A pallet on its way from the maker to the distributor
abstract contract PalletUnderway is ShippingCalls {
    uint64 internal goods;
    uint64 internal item;
    uint32 internal shipment;

    function setUp() public virtual override {
        super.setUp();
        goods = pallet(run, 0);
        item = box(run, 0);
        unpack(goods);
        shipment = ship(goods, DISTRIBUTOR);
    }
}
