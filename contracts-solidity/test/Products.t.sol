// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../src/interfaces/ICatalogue.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import {RegisterProduct} from "../src/interfaces/Messages.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

contract ProductsTest is LedgerTest {
    function test_Register_BadGtins() public {
        uint64[4] memory bad = [uint64(0), 9506000134353, 100000000000000, type(uint64).max];
        for (uint256 i = 0; i < bad.length; ++i) {
            refused(
                address(catalogue),
                _registerData(bad[i], 0, MAKER, "x"),
                abi.encodeWithSelector(ICatalogue.Catalogue_GtinInvalid.selector, bad[i])
            );
        }
    }

    function test_Register_TakenStaleUnnamedNotIssuer() public {
        refused(
            address(catalogue),
            _registerData(GTIN, 0, MAKER, "x"),
            abi.encodeWithSelector(ICatalogue.Catalogue_GtinTaken.selector, GTIN, 1)
        );
        refused(
            address(catalogue),
            _registerData(OTHER_GTIN, 1, MAKER, "x"),
            abi.encodeWithSelector(ICatalogue.Catalogue_StaleSeq.selector, OTHER_GTIN, 1, 0)
        );
        refused(
            address(catalogue),
            _registerData(OTHER_GTIN, 0, MAKER, ""),
            abi.encodeWithSelector(ICatalogue.Catalogue_NameInvalid.selector, 0, 128)
        );
        refused(
            address(catalogue),
            _registerData(OTHER_GTIN, 0, MAKER, string(new bytes(129))),
            abi.encodeWithSelector(ICatalogue.Catalogue_NameInvalid.selector, 129, 128)
        );
        refused(
            address(catalogue),
            _registerData(OTHER_GTIN, 0, DISTRIBUTOR, "x"),
            abi.encodeWithSelector(IMessages.Partners_RoleMissing.selector, DISTRIBUTOR, 1)
        );
        register(OTHER_GTIN);
        same(catalogue.productOf(OTHER_GTIN), 1 | (2 << 32) | (uint256(MAKER) << 64), "word");
        same(catalogue.productCount(), 2, "count");
    }

    function testFuzz_Register_CheckDigit(uint64 body, uint8 digit) public {
        body = 1 + (body % (10 ** 13 - 1));
        digit = digit % 10;
        // The sum by the standard's own table: weights 3, 1, 3 ... from the left of 13 digits.
        uint256 sum = 0;
        uint256 rest = body;
        for (uint256 i = 13; i > 0; --i) {
            sum += (rest % 10) * (i % 2 == 1 ? 3 : 1);
            rest /= 10;
        }
        uint64 gtin = body * 10 + digit;
        bool right = (10 - (sum % 10)) % 10 == digit;
        vm.assume(gtin != GTIN);
        (bool done, ) = address(catalogue).call(_registerData(gtin, 0, MAKER, "x"));
        yes(done == right, "check digit");
    }

    function _registerData(
        uint64 gtin,
        uint32 seq,
        uint24 issuer,
        string memory name
    ) private view returns (bytes memory) {
        RegisterProduct memory m = RegisterProduct(gtin, seq, issuer, name, DEADLINE, 0);
        bytes memory sig = sign(issuer, address(catalogue), abi.encodeCall(ICatalogue.register, (m, "")));
        return abi.encodeCall(ICatalogue.register, (m, sig));
    }
}
