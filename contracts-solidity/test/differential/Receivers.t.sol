// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../../src/interfaces/IMessages.sol";
import {TransferTokens} from "../../src/interfaces/Messages.sol";
import {LedgerTest} from "../support/LedgerTest.sol";

/// @title Nobody receives for partner 0
contract ReceiversTest is LedgerTest {
    function test_Transfer_CustodyToNobody() public {
        uint32 run = commission("LOT-1");
        TransferTokens memory m = transferOf(list(rootOf(run)), DISTRIBUTOR, 0);
        // Every way to sign it: the old custodian is the owner here.
        refused(
            address(tokens),
            transferData(m, signers(MAKER, DISTRIBUTOR)),
            abi.encodeWithSelector(IMessages.Partners_Unknown.selector, 0)
        );
        same(tokens.custodianOf(rootOf(run)), MAKER, "custodian");
    }

    function test_Transfer_TitleOfPledgedGoodsToNobody() public {
        uint32 run = commission("LOT-1");
        // The policy lets custody move; title never moves without the financier.
        pledge(rootOf(run), 1);
        TransferTokens memory m = transferOf(list(rootOf(run)), 0, DISTRIBUTOR);
        refused(
            address(tokens),
            transferData(m, signers(MAKER, DISTRIBUTOR)),
            abi.encodeWithSelector(IMessages.Partners_Unknown.selector, 0)
        );
        same(tokens.titleOf(rootOf(run)), MAKER, "owner");
    }
}
