// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../../../src/interfaces/ICatalogue.sol";
import {GrantMandate, RegisterProduct, RotateAccount} from "../../../src/interfaces/Messages.sol";
import {IPartners} from "../../../src/interfaces/IPartners.sol";
import {LedgerTest} from "../../support/LedgerTest.sol";

/// @dev Cheat codes that go back to an earlier state.
interface StateVm {
    function snapshotState() external returns (uint256 id);
    function revertToState(uint256 id) external returns (bool done);
}

/// @title One legal signed call of every type of message, for attacks that must fail for all of them
/// @dev Those of shipments, endings, lending and conditions have attack tests of their own: see README.md.
/// @dev A new type of message is added to `Type` and `signedCall`, and every attack tries it.
abstract contract EveryMessage is LedgerTest {
    enum Type {
        Transfer,
        Unpack,
        Pack,
        Dispense,
        DispenseRange,
        Touch,
        Pledge,
        Release,
        ReleaseTokens,
        Register,
        Commission,
        RecallProduct,
        RecallLot,
        RecallRange,
        RecallToken,
        Lift,
        Rotate,
        Mandate
    }

    uint256 internal constant TYPES = 18;
    StateVm internal constant STATE = StateVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    uint32 internal run;
    uint32 internal lien;
    uint32 internal hold;

    function setUp() public virtual override {
        super.setUp();
        _stage();
    }

    /// @dev A run in default packing, a pledged pallet, a loose unit, an active recall.
    function _stage() internal {
        run = commission("LOT-1");
        unpack(pallet(run, 4));
        lien = pledge(pallet(run, 4), 7);
        unpack(unit(run, 0));
        hold = abi.decode(
            ok(address(recalls), recallRangeData(run, 700, 701, REGULATOR, 0)),
            (uint32)
        );
    }

    /// @dev Who signs first.
    function signerOf(Type t) internal pure returns (uint24) {
        if (t == Type.Release || t == Type.ReleaseTokens) return BANK;
        return t >= Type.RecallProduct && t <= Type.Lift ? REGULATOR : MAKER;
    }

    function signedCall(Type t) internal view returns (address target, bytes memory data) {
        if (t <= Type.Pledge) return (address(tokens), _ofTokens(t));
        if (t == Type.Release) return (address(liens), releaseData(lien, BANK));
        if (t == Type.ReleaseTokens) {
            return (address(liens), releaseTokensData(lien, list(pallet(run, 4)), BANK));
        }
        if (t == Type.Register) return (address(catalogue), _registration());
        if (t == Type.Commission) return (address(catalogue), commissionData(commissioning("LOT-2", 10, 0, 0)));
        if (t == Type.Mandate) return (address(partners), _granting());
        if (t == Type.Rotate) return (address(partners), rotation(MAKER, 0xBEEF));
        return (address(recalls), _ofRecalls(t));
    }

    function _ofTokens(Type t) private view returns (bytes memory) {
        if (t == Type.Transfer) return transferData(unit(run, 0), DISTRIBUTOR, DISTRIBUTOR);
        if (t == Type.Unpack) return unpackData(unit(run, 1));
        if (t == Type.Pack) return packData(unit(run, 0), box(run, 0));
        if (t == Type.Dispense) return dispenseData(unit(run, 2));
        if (t == Type.DispenseRange) return rangeData(rootOf(run), run, 100, 199, signers(MAKER));
        if (t == Type.Touch) return touchData(unit(run, 0), MAKER);
        return pledgeData(pledgeOf(list(unit(run, 0)), 0));
    }

    function _ofRecalls(Type t) private view returns (bytes memory) {
        if (t == Type.RecallProduct) return recallProductData(GTIN, REGULATOR);
        if (t == Type.RecallLot) return recallLotData("LOT-1", REGULATOR, 0);
        if (t == Type.RecallRange) return recallRangeData(run, 5, 6, REGULATOR, 0);
        if (t == Type.RecallToken) return recallTokenData(unit(run, 9), REGULATOR, 0);
        return liftData(hold, REGULATOR);
    }

    function _registration() private view returns (bytes memory) {
        RegisterProduct memory m = RegisterProduct(OTHER_GTIN, 0, MAKER, "Vaccine", DEADLINE, 0);
        bytes memory sig = sign(MAKER, address(catalogue), abi.encodeCall(ICatalogue.register, (m, "")));
        return abi.encodeCall(ICatalogue.register, (m, sig));
    }

    function _granting() private view returns (bytes memory) {
        GrantMandate memory m = GrantMandate(MAKER, partnerSeq(MAKER), DISTRIBUTOR, uint40(DEADLINE), DEADLINE, 0);
        bytes memory sig = sign(MAKER, address(partners), abi.encodeCall(IPartners.mandate, (m, "")));
        return abi.encodeCall(IPartners.mandate, (m, sig));
    }

    function rotation(uint24 partner, uint256 key) internal view returns (bytes memory) {
        RotateAccount memory m = RotateAccount(partner, partnerSeq(partner), vm.addr(key), DEADLINE, 0);
        bytes32 digest = relay.digestOf(
            address(partners),
            abi.encodeCall(IPartners.rotate, (m, new bytes[](0)))
        );
        bytes[] memory sigs = new bytes[](2);
        (sigs[0], sigs[1]) = (signature(keys[partner], digest), signature(key, digest));
        return abi.encodeCall(IPartners.rotate, (m, sigs));
    }

    function firstFour(bytes memory reason) internal pure returns (bytes4) {
        return bytes4(reason);
    }

    /// @dev Refused with one of two named errors.
    function refusedBy(address target, bytes memory data, bytes4 a, bytes4 b, Type t) internal {
        (bool done, bytes memory reason) = target.call(data);
        yes(!done, "applied");
        bytes4 actual = firstFour(reason);
        if (actual != a && actual != b) revert Assertion_Bytes(reason, abi.encodePacked(a), _text(t));
    }

    function _text(Type t) private pure returns (string memory) {
        return string(abi.encodePacked("message type ", uint8(48 + uint8(t) / 10), uint8(48 + uint8(t) % 10)));
    }
}
