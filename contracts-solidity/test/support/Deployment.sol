// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConditions} from "../../src/interfaces/IConditions.sol";
import {ICatalogue} from "../../src/interfaces/ICatalogue.sol";
import {ICouncil, Rule} from "../../src/interfaces/ICouncil.sol";
import {IHandling} from "../../src/interfaces/IHandling.sol";
import {ILens} from "../../src/interfaces/ILens.sol";
import {ILiens} from "../../src/interfaces/ILiens.sol";
import {IPartners} from "../../src/interfaces/IPartners.sol";
import {IRecalls} from "../../src/interfaces/IRecalls.sol";
import {IRelay} from "../../src/interfaces/IRelay.sol";
import {ITokens} from "../../src/interfaces/ITokens.sol";
import {Assertions} from "./Assertions.sol";

/// @title The contracts, deployed in the documented order, and the council's rules
abstract contract Deployment is Assertions {
    uint24 internal constant MAKER = 1;
    uint24 internal constant DISTRIBUTOR = 2;
    uint24 internal constant CARRIER = 3;
    uint24 internal constant PHARMACY = 4;
    uint24 internal constant BANK = 5;
    uint24 internal constant REGULATOR = 6;
    uint24 internal constant RETURNS = 7;
    uint24 internal constant PARTNER_COUNT = 7;

    uint256 internal constant FOUNDERS = 3;
    uint32 internal constant DELAY = 1 days;
    uint64 internal constant GTIN = 9506000134352;
    uint64 internal constant OTHER_GTIN = 4012345678901;
    uint64 internal constant NOW = 1_800_000_000;
    uint64 internal constant DEADLINE = NOW + 1 hours;
    uint32 internal constant EXPIRY = uint32(NOW) + 365 days;

    IHandling internal handling;
    ITokens internal tokens;
    ICatalogue internal catalogue;
    IPartners internal partners;
    ILiens internal liens;
    IRecalls internal recalls;
    IConditions internal conditions;
    ICouncil internal council;
    IRelay internal relay;
    ILens internal lens;

    mapping(uint24 partner => uint256) internal keys;
    /// @dev The optimizer takes block.timestamp for a constant within a call; this one it doesn't.
    uint256 internal clock;

    function warp(uint256 time) internal {
        clock = time;
        vm.warp(time);
    }

    /// @dev The order of deployment: every address is known before the first transaction.
    function deploy() internal {
        uint256 nonce = vm.getNonce(address(this));
        address[12] memory to;
        for (uint256 i = 0; i < 12; ++i) {
            to[i] = vm.computeCreateAddress(address(this), nonce + i);
        }
        handling = IHandling(create("Handling", ""));
        create("Shipping", "");
        create("Endings", "");
        create("Lending", "");
        create("Holding", "");
        tokens = ITokens(
            create(
                "Tokens",
                abi.encode(to[11], [to[0], to[1], to[2], to[3], to[4]], [to[6], to[7], to[8], to[9], to[10]])
            )
        );
        catalogue = ICatalogue(create("Catalogue", abi.encode(to[5])));
        partners = IPartners(create("Partners", abi.encode(to[5], to[11])));
        liens = ILiens(create("Liens", abi.encode(to[5])));
        recalls = IRecalls(create("Recalls", abi.encode(to[5])));
        conditions = IConditions(create("Conditions", abi.encode(to[5])));
        council = ICouncil(create("Council", abi.encode(founders(), rules())));
        relay = IRelay(create("Relay", ""));
        lens = ILens(create("Lens", abi.encode(to[5])));
        same(address(council), to[11], "predicted address");
    }

    function create(string memory name, bytes memory arguments) internal returns (address made) {
        bytes memory reason;
        (made, reason) = tryCreate(name, arguments);
        if (made == address(0)) revert Assertion_Refused(reason);
    }

    /// @dev From the compiled artifact, so that the tests needn't be compiled with the settings of the contracts. Gives
    /// the revert reason if the constructor refuses.
    function tryCreate(
        string memory name,
        bytes memory arguments
    ) internal returns (address made, bytes memory reason) {
        bytes memory code = bytes.concat(vm.getCode(string.concat("src/", name, ".sol:", name)), arguments);
        assembly ("memory-safe") {
            made := create(0, add(code, 32), mload(code))
            reason := mload(0x40)
            mstore(reason, returndatasize())
            returndatacopy(add(reason, 32), 0, returndatasize())
            mstore(0x40, add(add(reason, 32), and(add(returndatasize(), 31), not(31))))
        }
    }

    function founderKey(uint256 i) internal pure returns (uint256) {
        return 0xF00D + i;
    }

    /// @dev In ascending order, as approvals are.
    function founders() internal pure returns (address[] memory all) {
        all = new address[](FOUNDERS);
        for (uint256 i = 0; i < FOUNDERS; ++i) {
            all[i] = vm.addr(founderKey(i));
        }
    }

    function rules() internal pure returns (Rule[] memory all) {
        all = new Rule[](14);
        all[0] = Rule(IPartners.admit.selector, 2, 0, 7 days);
        all[1] = Rule(IPartners.suspend.selector, 2, DELAY, 7 days);
        all[2] = Rule(IPartners.suspendUrgently.selector, 2, 0, 1 days);
        all[3] = Rule(IPartners.reinstate.selector, 2, 0, 7 days);
        all[4] = Rule(IPartners.setRoles.selector, 2, DELAY, 7 days);
        all[5] = Rule(IPartners.setMarkets.selector, 2, 0, 7 days);
        all[6] = Rule(IPartners.recover.selector, 3, DELAY, 7 days);
        all[7] = Rule(IPartners.setIdentityKey.selector, 2, DELAY, 7 days);
        all[8] = Rule(IPartners.nameMarket.selector, 2, 0, 7 days);
        all[9] = Rule(ITokens.setModule.selector, 3, DELAY, 7 days);
        all[10] = Rule(ICouncil.setRule.selector, 3, DELAY, 7 days);
        all[11] = Rule(ICouncil.addMember.selector, 3, DELAY, 7 days);
        all[12] = Rule(ICouncil.removeMember.selector, 2, DELAY, 7 days);
        all[13] = Rule(ICouncil.cancel.selector, 2, 0, 1 days);
    }
}
