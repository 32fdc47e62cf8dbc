// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ShippingCalls} from "./ShippingCalls.sol";

/// @title A pallet of the maker's that is ready to be shipped
abstract contract UnpackedPallet is ShippingCalls {
    uint64 internal goods;

    function setUp() public virtual override {
        super.setUp();
        goods = pallet(run, 0);
        unpack(goods);
    }
}
