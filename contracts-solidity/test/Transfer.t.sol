// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import {CommissionRun, TokenSeq, TransferTokens} from "../src/interfaces/Messages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

contract TransferTest is LedgerTest {
    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function test_Transfer_TitleAndCustody() public {
        unpack(pallet(run, 0));
        give(pallet(run, 0), DISTRIBUTOR);
        same(tokens.titleOf(unit(run, 7)), DISTRIBUTOR, "title inside");
        same(tokens.custodianOf(unit(run, 7)), DISTRIBUTOR, "custody inside");
        same(tokens.titleOf(unit(run, 207)), MAKER, "title outside");
        same(tokens.ownerOf(unit(run, 7)), tokens.addressOf(DISTRIBUTOR), "ownerOf");
        same(tokens.balanceOf(tokens.addressOf(DISTRIBUTOR)), 1, "balance");
    }

    function test_Transfer_WholeRun() public {
        give(rootOf(run), DISTRIBUTOR);
        same(tokens.titleOf(unit(run, 999)), DISTRIBUTOR, "title");
        same(tokens.balanceOf(tokens.addressOf(MAKER)), 0, "maker's balance");
    }

    function test_Transfer_CustodyOnlyNeedsOwnerToo() public {
        ok(address(tokens), transferData(rootOf(run), MAKER, CARRIER));
        TransferTokens memory m = transferOf(list(rootOf(run)), MAKER, DISTRIBUTOR);
        refused(
            address(tokens),
            transferData(m, signers(CARRIER, DISTRIBUTOR)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 3, 2)
        );
        ok(address(tokens), transferData(m, signers(MAKER, CARRIER, DISTRIBUTOR, 0, 0)));
        same(tokens.custodianOf(unit(run, 1)), DISTRIBUTOR, "custodian");
        same(tokens.titleOf(unit(run, 1)), MAKER, "owner");
    }

    function test_Transfer_TitleOnlyLeavesCustodianUnasked() public {
        ok(address(tokens), transferData(rootOf(run), MAKER, CARRIER));
        ok(
            address(tokens),
            transferData(transferOf(list(rootOf(run)), DISTRIBUTOR, CARRIER), signers(MAKER, DISTRIBUTOR))
        );
        same(tokens.titleOf(rootOf(run)), DISTRIBUTOR, "owner");
    }

    function test_Transfer_WrongSigner() public {
        TransferTokens memory m = transferOf(list(rootOf(run)), DISTRIBUTOR, DISTRIBUTOR);
        refused(
            address(tokens),
            transferData(m, signers(MAKER, PHARMACY)),
            abi.encodeWithSelector(
                IMessages.Messages_WrongSigner.selector,
                DISTRIBUTOR,
                vm.addr(keys[DISTRIBUTOR]),
                1
            )
        );
        // Right signers in the wrong order.
        refused(
            address(tokens),
            transferData(m, signers(DISTRIBUTOR, MAKER)),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(keys[MAKER]), 0)
        );
    }

    function test_Transfer_StaleSeq() public {
        TransferTokens memory m = transferOf(list(rootOf(run)), DISTRIBUTOR, DISTRIBUTOR);
        m.tokens[0].seq = 9;
        refused(
            address(tokens),
            transferData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, rootOf(run), 9, 1)
        );
    }

    function test_Transfer_DeadlineEdge() public {
        bytes memory data = transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR);
        warp(DEADLINE + 1);
        refused(
            address(tokens),
            data,
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, DEADLINE, DEADLINE + 1)
        );
        warp(DEADLINE);
        ok(address(tokens), data);
    }

    function test_Transfer_NestedToken() public {
        TransferTokens memory m = transferOf(list(rootOf(run)), DISTRIBUTOR, DISTRIBUTOR);
        m.tokens = list(unit(run, 3));
        refused(
            address(tokens),
            transferData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, unit(run, 3), box(run, 0))
        );
    }

    function test_Transfer_WrongOwnerOrCustodianNamed() public {
        TransferTokens memory m = transferOf(list(rootOf(run)), DISTRIBUTOR, DISTRIBUTOR);
        m.owner = PHARMACY;
        refused(
            address(tokens),
            transferData(m, signers(PHARMACY, DISTRIBUTOR, MAKER, 0, 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, rootOf(run), PHARMACY, MAKER)
        );
        m.owner = MAKER;
        m.custodian = PHARMACY;
        refused(
            address(tokens),
            transferData(m, signers(MAKER, DISTRIBUTOR, PHARMACY, 0, 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongCustodian.selector, rootOf(run), PHARMACY, MAKER)
        );
    }

    function test_Transfer_NothingMoves() public {
        refused(
            address(tokens),
            transferData(rootOf(run), MAKER, MAKER),
            abi.encodeWithSelector(ITokensEvents.Tokens_NothingMoves.selector, MAKER, MAKER)
        );
    }

    function test_Transfer_ReceiverNeedsRole() public {
        refused(
            address(tokens),
            transferData(rootOf(run), BANK, MAKER),
            abi.encodeWithSelector(IMessages.Partners_RoleMissing.selector, BANK, 35)
        );
        refused(
            address(tokens),
            transferData(rootOf(run), CARRIER, MAKER),
            abi.encodeWithSelector(IMessages.Partners_RoleMissing.selector, CARRIER, 35)
        );
        refused(
            address(tokens),
            transferData(rootOf(run), MAKER, BANK),
            abi.encodeWithSelector(IMessages.Partners_RoleMissing.selector, BANK, 39)
        );
        keys[99] = 99;
        refused(
            address(tokens),
            transferData(rootOf(run), 99, MAKER),
            abi.encodeWithSelector(IMessages.Partners_Unknown.selector, 99)
        );
    }

    function test_Transfer_SuspendedReceiver() public {
        govern(address(partners), abi.encodeCall(IPartners.suspend, (DISTRIBUTOR, type(uint40).max)));
        refused(
            address(tokens),
            transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, DISTRIBUTOR, type(uint40).max)
        );
    }

    function test_Transfer_SuspendedOwnerMayOnlyReturn() public {
        give(rootOf(run), DISTRIBUTOR);
        govern(address(partners), abi.encodeCall(IPartners.suspend, (DISTRIBUTOR, type(uint40).max)));
        refused(
            address(tokens),
            transferData(rootOf(run), PHARMACY, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotAReturn.selector, rootOf(run), DISTRIBUTOR, PHARMACY)
        );
        // Title to a returns handler, but custody to a stranger.
        refused(
            address(tokens),
            transferData(rootOf(run), RETURNS, CARRIER),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotAReturn.selector, rootOf(run), DISTRIBUTOR, CARRIER)
        );
        ok(address(tokens), transferData(rootOf(run), MAKER, RETURNS));
        same(tokens.titleOf(rootOf(run)), MAKER, "owner");
    }

    function test_Transfer_SuspendedCustodianMayOnlyReturn() public {
        ok(address(tokens), transferData(rootOf(run), MAKER, CARRIER));
        govern(address(partners), abi.encodeCall(IPartners.suspend, (CARRIER, type(uint40).max)));
        refused(
            address(tokens),
            transferData(rootOf(run), MAKER, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotAReturn.selector, rootOf(run), CARRIER, PHARMACY)
        );
        ok(address(tokens), transferData(rootOf(run), MAKER, MAKER));
    }

    function test_Transfer_DuplicateIdInOneMessage() public {
        unpack(pallet(run, 0));
        TransferTokens memory m = transferOf(list(pallet(run, 0), pallet(run, 0)), DISTRIBUTOR, DISTRIBUTOR);
        refused(
            address(tokens),
            transferData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, pallet(run, 0), 1, 2)
        );
        m.tokens[1].seq = 2;
        refused(
            address(tokens),
            transferData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, pallet(run, 0), MAKER, DISTRIBUTOR)
        );
    }

    function test_Transfer_NoneOrTooMany() public {
        TransferTokens memory m = transferOf(list(rootOf(run)), DISTRIBUTOR, DISTRIBUTOR);
        m.tokens = new TokenSeq[](0);
        refused(
            address(tokens),
            transferData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 0, 256)
        );
        m.tokens = new TokenSeq[](257);
        refused(
            address(tokens),
            transferData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 257, 256)
        );
    }

    function test_Transfer_UnknownTokens() public {
        uint64[6] memory unknown = [
            unit(run, 1_000),
            box(run, 50),
            pallet(run, 5),
            rootOf(run + 1),
            container(MAKER, 3, 0),
            container(uint24(run), 9, 0)
        ];
        for (uint256 i = 0; i < unknown.length; ++i) {
            TransferTokens memory m = transferOf(list(rootOf(run)), DISTRIBUTOR, DISTRIBUTOR);
            m.tokens = list(unknown[i]);
            refused(
                address(tokens),
                transferData(m),
                abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, unknown[i])
            );
        }
    }

    function test_Transfer_MarketOfTheLot() public {
        govern(address(partners), abi.encodeCall(IPartners.setMarkets, (PHARMACY, uint256(6))));
        uint32 marketed = _commissionFor(4);
        refused(
            address(tokens),
            transferData(rootOf(marketed), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongMarket.selector, DISTRIBUTOR, _lotOf(marketed))
        );
        // A carrier needs none, nor a returns handler.
        ok(address(tokens), transferData(rootOf(marketed), MAKER, CARRIER));
        ok(address(tokens), transferData(rootOf(marketed), PHARMACY, PHARMACY));
        ok(address(tokens), transferData(rootOf(marketed), RETURNS, RETURNS));
        ok(address(tokens), transferData(rootOf(marketed), MAKER, MAKER));
    }

    function testFuzz_Transfer_SeqProtectsFromReplay(uint8 rounds) public {
        rounds = rounds % 5;
        bytes memory first = transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR);
        ok(address(tokens), first);
        for (uint256 i = 0; i < rounds; ++i) {
            give(rootOf(run), PHARMACY);
            give(rootOf(run), MAKER);
            refused(
                address(tokens),
                first,
                abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, rootOf(run), 1, 4 + 3 * i)
            );
            give(rootOf(run), DISTRIBUTOR);
        }
    }

    function _commissionFor(uint256 markets) private returns (uint32) {
        CommissionRun memory m = commissioning("LOT-M", 10, 0, 0);
        m.markets = markets;
        return commission(m);
    }

    function _lotOf(uint32 run_) private view returns (uint32) {
        return uint32(tokens.runSlotOf(run_) >> 32);
    }
}
