// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICouncil, Rule} from "../src/interfaces/ICouncil.sol";
import {ILens} from "../src/interfaces/ILens.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

/// @title Counters and lists that are full
/// @dev No test can act four thousand million times, so these write the last value into storage and act once more. The
/// slots are those of storage-layout.json; reading back through a getter shows that they still are.
contract LimitsTest is LedgerTest {
    using TokenWord for uint256;

    uint256 private constant TOKENS_SLOT = 2;
    uint256 private constant BALANCES_SLOT = 12;
    uint256 private constant PARTNER_COUNT_SLOT = 3;
    uint24 private constant NEIGHBOUR = 8;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function test_Seq_Full() public {
        uint64 root = rootOf(run);
        _setWord(root, tokens.slotOf(root) | type(uint32).max);
        refused(address(tokens), transferData(root, DISTRIBUTOR, DISTRIBUTOR), _counterFull(root));
        refused(address(tokens), touchData(root, MAKER), _counterFull(root));
        // Not by what is inside either.
        refused(address(tokens), unpackData(unit(run, 1)), _counterFull(root));
        refused(address(tokens), dispenseData(unit(run, 1)), _counterFull(root));
    }

    function test_Binds_Full() public {
        uint64 root = rootOf(run);
        _setWord(root, tokens.slotOf(root) | (uint256(type(uint24).max) << 32));
        refused(address(tokens), transferData(root, DISTRIBUTOR, DISTRIBUTOR), _counterFull(root));
        // Touching binds nothing.
        ok(address(tokens), touchData(root, MAKER));
    }

    function test_Children_Full() public {
        uint64 into = container(MAKER, 3, 1);
        unpack(unit(run, 0));
        unpack(unit(run, 1));
        pack(unit(run, 0), into);
        _setWord(into, tokens.slotOf(into) | (uint256(type(uint24).max) << 192));
        refused(address(tokens), packData(unit(run, 1), into), _counterFull(into));
    }

    function test_Inside_Full() public {
        uint64 parent = box(run, 0);
        recallToken(unit(run, 0), 0);
        _setWord(parent, tokens.slotOf(parent) | (uint256(type(uint24).max) << 168));
        refused(address(recalls), recallTokenData(unit(run, 1), REGULATOR, 0), _counterFull(parent));
    }

    function test_Balance_Full() public {
        _admitNeighbour();
        // In the word of the sender's balance, and in another.
        _fillBalance(DISTRIBUTOR);
        _fillBalance(NEIGHBOUR);
        refused(address(tokens), transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR), _counterFull(rootOf(run)));
        refused(address(tokens), transferData(rootOf(run), NEIGHBOUR, NEIGHBOUR), _counterFull(rootOf(run)));
        // A new token for the issuer.
        _fillBalance(MAKER);
        refused(
            address(catalogue),
            commissionData(commissioning("LOT-2", 10, 0, 0)),
            _counterFull(rootOf(run + 1))
        );
    }

    function test_Status_LostTokensDontAct() public {
        uint64 root = rootOf(run);
        unpack(unit(run, 0));
        unpack(unit(run, 1));
        _lose(unit(run, 0));
        bytes memory lost = _notActive(unit(run, 0));
        refused(address(tokens), transferData(unit(run, 0), DISTRIBUTOR, DISTRIBUTOR), lost);
        refused(address(tokens), dispenseData(unit(run, 0)), lost);
        refused(address(tokens), packData(unit(run, 0), container(MAKER, 3, 1)), lost);
        refused(address(tokens), pledgeData(pledgeOf(list(unit(run, 0)), 0)), lost);
        // Nothing inside a lost token does.
        _lose(root);
        lost = _notActive(root);
        refused(address(tokens), unpackData(unit(run, 2)), lost);
        refused(address(tokens), dispenseData(unit(run, 2)), lost);
        refused(address(tokens), rangeData(root, run, 2, 3, signers(MAKER)), lost);
        refused(address(tokens), packData(unit(run, 1), box(run, 0)), lost);
    }

    function test_Status_LostContainersTakeNothing() public {
        uint64 into = container(MAKER, 3, 1);
        unpack(unit(run, 0));
        unpack(unit(run, 1));
        pack(unit(run, 0), into);
        _lose(into);
        refused(address(tokens), packData(unit(run, 1), into), _notActive(into));
        _setWord(into, tokens.slotOf(into) & ~(uint256(0xf) << 216));
        unpack(unit(run, 0));
        // Emptied, then lost.
        _lose(into);
        refused(address(tokens), packData(unit(run, 1), into), _notActive(into));
    }

    function test_Admit_PartnersFull() public {
        vm.store(address(partners), bytes32(PARTNER_COUNT_SLOT), bytes32(uint256(type(uint24).max)));
        same(partners.partnerCount(), type(uint24).max, "slot of partnerCount");
        refusedAs(
            address(council),
            address(partners),
            abi.encodeCall(IPartners.admit, (address(0xBEEF), 1, 0, 0, bytes32(0), "One too many")),
            abi.encodeWithSelector(IPartners.Partners_Full.selector, type(uint24).max)
        );
    }

    function test_Council_AsManyMembersAndRulesAsItTakes() public {
        bytes memory reason = abi.encodeWithSelector(ICouncil.Council_TooMany.selector, 64, 64);
        (address made, bytes memory actual) = tryCreate("Council", abi.encode(_members(65), _rules(1)));
        same(made, address(0), "a member too many");
        same(actual, reason, "members");
        (made, actual) = tryCreate("Council", abi.encode(_members(64), _rules(65)));
        same(made, address(0), "a rule too many");
        same(actual, reason, "rules");

        made = create("Council", abi.encode(_members(64), _rules(64)));
        refusedAs(made, made, abi.encodeCall(ICouncil.addMember, (address(0xBEEF))), reason);
        refusedAs(made, made, abi.encodeCall(ICouncil.setRule, (Rule(0xffffffff, 2, 0, 1 days))), reason);
        // A rule that is there may change.
        vm.prank(made);
        ICouncil(made).setRule(Rule(bytes4(uint32(64)), 3, 0, 1 days));
        same(ICouncil(made).ruleOf(bytes4(uint32(64))).quorum, 3, "changed");
    }

    function test_Lens_AsManyTokensAsItTakes() public {
        bytes memory reason = abi.encodeWithSelector(ILens.Lens_Count.selector, 257, 256);
        refused(address(lens), abi.encodeCall(ILens.statesOf, (_units(257))), reason);
        refused(address(lens), abi.encodeCall(ILens.encumbrancesOf, (_units(257))), reason);
        same(lens.statesOf(_units(256)).length, 256, "states");
        same(lens.encumbrancesOf(_units(256)).length, 256, "encumbrances");
    }

    function _setWord(uint64 token, uint256 word) private {
        vm.store(address(tokens), keccak256(abi.encode(token, TOKENS_SLOT)), bytes32(word));
        same(tokens.slotOf(token), word, "slot of a token's word");
    }

    function _lose(uint64 token) private {
        _setWord(token, tokens.slotOf(token) | (uint256(TokenWord.LOST) << 216));
    }

    function _fillBalance(uint24 partner) private {
        bytes32 slot = keccak256(abi.encode(partner >> 3, BALANCES_SLOT));
        uint256 full = uint256(type(uint32).max) << ((partner & 7) * 32);
        vm.store(address(tokens), slot, bytes32(uint256(vm.load(address(tokens), slot)) | full));
        same(tokens.balanceOf(tokens.addressOf(partner)), type(uint32).max, "slot of a balance");
    }

    function _admitNeighbour() private {
        keys[NEIGHBOUR] = 0xB0B;
        govern(
            address(partners),
            abi.encodeCall(IPartners.admit, (vm.addr(0xB0B), 2, 0, 0, bytes32(0), "A neighbour"))
        );
        same(partners.partnerCount(), NEIGHBOUR, "partner id");
    }

    function _members(uint256 count) private pure returns (address[] memory all) {
        all = new address[](count);
        for (uint256 i = 0; i < count; ++i) {
            all[i] = address(uint160(0xC0DE + i));
        }
    }

    function _rules(uint256 count) private pure returns (Rule[] memory all) {
        all = new Rule[](count);
        for (uint256 i = 0; i < count; ++i) {
            all[i] = Rule(bytes4(uint32(i + 1)), 2, 0, 1 days);
        }
    }

    function _units(uint256 count) private view returns (uint64[] memory all) {
        all = new uint64[](count);
        for (uint256 i = 0; i < count; ++i) {
            all[i] = unit(run, i);
        }
    }

    function _counterFull(uint64 token) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokensEvents.Tokens_CounterFull.selector, token);
    }

    function _notActive(uint64 token) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokensEvents.Tokens_NotActive.selector, token, TokenWord.LOST);
    }
}
