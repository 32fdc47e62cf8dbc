// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../interfaces/ICatalogue.sol";
import {IConditions} from "../interfaces/IConditions.sol";
import {IEndings} from "../interfaces/IEndings.sol";
import {IHandling} from "../interfaces/IHandling.sol";
import {ILending} from "../interfaces/ILending.sol";
import {ILiens} from "../interfaces/ILiens.sol";
import {IPartners} from "../interfaces/IPartners.sol";
import {IRecalls} from "../interfaces/IRecalls.sol";
import {IShipping} from "../interfaces/IShipping.sol";
import {ITokens} from "../interfaces/ITokens.sol";
import {
    AddClaim,
    AnchorBatch,
    AttestCondition,
    ClearTokens,
    CommissionRun,
    CureLien,
    DeclareDefault,
    DispenseRange,
    DispenseTokens,
    ForecloseTokens,
    GrantMandate,
    LiftRecall,
    PackTokens,
    PledgeTokens,
    QuarantineTokens,
    RecallLot,
    RecallProduct,
    RecallRange,
    RecallToken,
    RegisterProduct,
    ReleaseLien,
    ReleaseQuarantine,
    ReleaseTokens,
    RotateAccount,
    TouchToken,
    TransferTokens,
    UnpackTokens
} from "../interfaces/Messages.sol";
import {
    CancelShipment,
    CorrectReceipt,
    DestroyTokens,
    ExportTokens,
    ReceiveShipment,
    ReinstateTokens,
    ReportMissing,
    ResolveDispute,
    ShipTokens,
    TransformUnits
} from "../interfaces/ShippingMessages.sol";
import {Hashing} from "./Hashing.sol";
import {ModuleHashes} from "./ModuleHashes.sol";
import {ShippingHashes} from "./ShippingHashes.sol";

/// @title The calls that carry signed messages
library SignedCalls {
    /// @notice Whether a function takes a message that partners sign.
    function isKnown(bytes4 selector) internal pure returns (bool) {
        return
            selector == ITokens.transfer.selector ||
            selector == ITokens.pledge.selector ||
            selector == IHandling.unpack.selector ||
            selector == IHandling.pack.selector ||
            selector == IHandling.dispense.selector ||
            selector == IHandling.dispenseRange.selector ||
            selector == IHandling.touch.selector ||
            selector == IShipping.ship.selector ||
            selector == IShipping.receiveShipment.selector ||
            selector == IShipping.correctReceipt.selector ||
            selector == IShipping.cancelShipment.selector ||
            selector == IShipping.resolveDispute.selector ||
            selector == IEndings.destroy.selector ||
            selector == IEndings.exportUnits.selector ||
            selector == IEndings.reportMissing.selector ||
            selector == IEndings.reinstateTokens.selector ||
            selector == IEndings.transform.selector ||
            selector == ILending.addClaim.selector ||
            selector == ILending.declareDefault.selector ||
            selector == ILending.cure.selector ||
            selector == ILending.foreclose.selector ||
            selector == ILiens.release.selector ||
            selector == ILiens.releaseTokens.selector ||
            selector == ICatalogue.commission.selector ||
            selector == ICatalogue.register.selector ||
            selector == IRecalls.recallLot.selector ||
            selector == IRecalls.recallRange.selector ||
            selector == IRecalls.recallProduct.selector ||
            selector == IRecalls.recallToken.selector ||
            selector == IRecalls.lift.selector ||
            selector == IRecalls.clear.selector ||
            selector == IConditions.attest.selector ||
            selector == IConditions.quarantine.selector ||
            selector == IConditions.release.selector ||
            selector == IConditions.anchor.selector ||
            selector == IPartners.mandate.selector ||
            selector == IPartners.rotate.selector;
    }

    /// @notice EIP-712 hashStruct of the message in a call, 0 if it isn't one.
    /// @dev The called function reads its struct at the same place, so what is hashed is what it was given.
    function hash(bytes4 selector, bytes calldata data) internal pure returns (bytes32) {
        if (selector == ITokens.transfer.selector) return Hashing.hash(_transferTokens(data));
        if (selector == ITokens.pledge.selector) return Hashing.hash(_pledgeTokens(data));
        if (selector == IHandling.unpack.selector) return Hashing.hash(_unpackTokens(data));
        if (selector == IHandling.pack.selector) return Hashing.hash(_packTokens(data));
        if (selector == IHandling.dispense.selector) return Hashing.hash(_dispenseTokens(data));
        if (selector == IHandling.dispenseRange.selector) return Hashing.hash(_dispenseRange(data));
        if (selector == IHandling.touch.selector) return Hashing.hash(_touchToken(data));
        if (selector == IShipping.ship.selector) return ShippingHashes.hash(_shipTokens(data));
        if (selector == IShipping.receiveShipment.selector) return ShippingHashes.hash(_receiveShipment(data));
        if (selector == IShipping.correctReceipt.selector) return ShippingHashes.hash(_correctReceipt(data));
        if (selector == IShipping.cancelShipment.selector) return ShippingHashes.hash(_cancelShipment(data));
        if (selector == IShipping.resolveDispute.selector) return ShippingHashes.hash(_resolveDispute(data));
        if (selector == IEndings.destroy.selector) return ShippingHashes.hash(_destroyTokens(data));
        if (selector == IEndings.exportUnits.selector) return ShippingHashes.hash(_exportTokens(data));
        if (selector == IEndings.reportMissing.selector) return ShippingHashes.hash(_reportMissing(data));
        if (selector == IEndings.reinstateTokens.selector) return ShippingHashes.hash(_reinstateTokens(data));
        if (selector == IEndings.transform.selector) return ShippingHashes.hash(_transformUnits(data));
        if (selector == ILending.addClaim.selector) return Hashing.hash(_addClaim(data));
        if (selector == ILending.declareDefault.selector) return Hashing.hash(_declareDefault(data));
        if (selector == ILending.cure.selector) return Hashing.hash(_cureLien(data));
        if (selector == ILending.foreclose.selector) return Hashing.hash(_forecloseTokens(data));
        if (selector == ILiens.release.selector) return Hashing.hash(_releaseLien(data));
        if (selector == ILiens.releaseTokens.selector) return Hashing.hash(_releaseTokens(data));
        if (selector == ICatalogue.commission.selector) return ModuleHashes.hash(_commissionRun(data));
        if (selector == ICatalogue.register.selector) return ModuleHashes.hash(_registerProduct(data));
        if (selector == IRecalls.recallLot.selector) return ModuleHashes.hash(_recallLot(data));
        if (selector == IRecalls.recallRange.selector) return ModuleHashes.hash(_recallRange(data));
        if (selector == IRecalls.recallProduct.selector) return ModuleHashes.hash(_recallProduct(data));
        if (selector == IRecalls.recallToken.selector) return ModuleHashes.hash(_recallToken(data));
        if (selector == IRecalls.lift.selector) return ModuleHashes.hash(_liftRecall(data));
        if (selector == IRecalls.clear.selector) return ModuleHashes.hash(_clearTokens(data));
        if (selector == IConditions.attest.selector) return ModuleHashes.hash(_attestCondition(data));
        if (selector == IConditions.quarantine.selector) return ModuleHashes.hash(_quarantineTokens(data));
        if (selector == IConditions.release.selector) return ModuleHashes.hash(_releaseQuarantine(data));
        if (selector == IConditions.anchor.selector) return ModuleHashes.hash(_anchorBatch(data));
        if (selector == IPartners.mandate.selector) return ModuleHashes.hash(_grantMandate(data));
        if (selector == IPartners.rotate.selector) return ModuleHashes.hash(_rotateAccount(data));
        return 0;
    }

    // The first argument of each function, as a calldata pointer: right after the selector if the struct is static,
    // else where the offset there says. abi.decode would copy to memory, which the hashing can't use.

    function _transferTokens(bytes calldata data) private pure returns (TransferTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _pledgeTokens(bytes calldata data) private pure returns (PledgeTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _unpackTokens(bytes calldata data) private pure returns (UnpackTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _packTokens(bytes calldata data) private pure returns (PackTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _dispenseTokens(bytes calldata data) private pure returns (DispenseTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _dispenseRange(bytes calldata data) private pure returns (DispenseRange calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _touchToken(bytes calldata data) private pure returns (TouchToken calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _shipTokens(bytes calldata data) private pure returns (ShipTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _receiveShipment(bytes calldata data) private pure returns (ReceiveShipment calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _correctReceipt(bytes calldata data) private pure returns (CorrectReceipt calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _cancelShipment(bytes calldata data) private pure returns (CancelShipment calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _resolveDispute(bytes calldata data) private pure returns (ResolveDispute calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _destroyTokens(bytes calldata data) private pure returns (DestroyTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _exportTokens(bytes calldata data) private pure returns (ExportTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _reportMissing(bytes calldata data) private pure returns (ReportMissing calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _reinstateTokens(bytes calldata data) private pure returns (ReinstateTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _transformUnits(bytes calldata data) private pure returns (TransformUnits calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _addClaim(bytes calldata data) private pure returns (AddClaim calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _declareDefault(bytes calldata data) private pure returns (DeclareDefault calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _cureLien(bytes calldata data) private pure returns (CureLien calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _forecloseTokens(bytes calldata data) private pure returns (ForecloseTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _releaseLien(bytes calldata data) private pure returns (ReleaseLien calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _releaseTokens(bytes calldata data) private pure returns (ReleaseTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _commissionRun(bytes calldata data) private pure returns (CommissionRun calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _registerProduct(bytes calldata data) private pure returns (RegisterProduct calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _recallLot(bytes calldata data) private pure returns (RecallLot calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _recallRange(bytes calldata data) private pure returns (RecallRange calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _recallProduct(bytes calldata data) private pure returns (RecallProduct calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _recallToken(bytes calldata data) private pure returns (RecallToken calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _liftRecall(bytes calldata data) private pure returns (LiftRecall calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _clearTokens(bytes calldata data) private pure returns (ClearTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _attestCondition(bytes calldata data) private pure returns (AttestCondition calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _quarantineTokens(bytes calldata data) private pure returns (QuarantineTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _releaseQuarantine(bytes calldata data) private pure returns (ReleaseQuarantine calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _anchorBatch(bytes calldata data) private pure returns (AnchorBatch calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _grantMandate(bytes calldata data) private pure returns (GrantMandate calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _rotateAccount(bytes calldata data) private pure returns (RotateAccount calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }
}
