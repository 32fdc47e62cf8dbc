// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ShippingCalls} from "./ShippingCalls.sol";

/// @title Two pallets of 200 units on their way from the maker to the distributor
abstract contract TwoPalletsUnderway is ShippingCalls {
    uint64 internal first;
    uint64 internal second;
    uint32 internal shipment;

    function setUp() public virtual override {
        super.setUp();
        (first, second) = (pallet(run, 0), pallet(run, 1));
        unpack(first);
        unpack(second);
        shipment = ship(shipmentOf(list(first, second), DISTRIBUTOR, DISTRIBUTOR, CARRIER));
    }
}
