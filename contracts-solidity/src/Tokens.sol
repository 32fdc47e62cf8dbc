// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEndings} from "./interfaces/IEndings.sol";
import {IHandling} from "./interfaces/IHandling.sol";
import {HoldOpening, IHolding, QuarantineOpening} from "./interfaces/IHolding.sol";
import {ILending} from "./interfaces/ILending.sol";
import {IShipping} from "./interfaces/IShipping.sol";
import {
    AddClaim,
    CureLien,
    DeclareDefault,
    DispenseRange,
    DispenseTokens,
    ForecloseTokens,
    PackTokens,
    TokenSeq,
    TouchToken,
    UnpackTokens
} from "./interfaces/Messages.sol";
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
} from "./interfaces/ShippingMessages.sol";
import {Capabilities} from "./tokens/Capabilities.sol";
import {Views} from "./tokens/Views.sol";

/// @title Tokens
/// @notice See ITokens. Immutable, without an owner: the council may replace modules and nothing else.
contract Tokens is Views {
    address private immutable _handling;
    address private immutable _shipping;
    address private immutable _endings;
    address private immutable _lending;
    address private immutable _holding;

    /// @param council_ the only caller of setModule
    /// @param delegates the code of IHandling, IShipping, IEndings, ILending and IHolding, for ever
    /// @param modules Catalogue, Partners, Liens, Recalls and Conditions, the kinds 1 to 5
    constructor(address council_, address[5] memory delegates, address[5] memory modules) Capabilities(council_) {
        (_handling, _shipping, _endings) = (delegates[0], delegates[1], delegates[2]);
        (_lending, _holding) = (delegates[3], delegates[4]);
        for (uint8 i = 0; i < modules.length; ++i) {
            _setModule(i + 1, modules[i]);
        }
    }

    /// @inheritdoc IHandling
    function pack(PackTokens calldata, bytes[] calldata) external {
        _forward(_handling);
    }

    /// @inheritdoc IHandling
    function unpack(UnpackTokens calldata, bytes[] calldata) external {
        _forward(_handling);
    }

    /// @inheritdoc IHandling
    function dispense(DispenseTokens calldata, bytes[] calldata) external {
        _forward(_handling);
    }

    /// @inheritdoc IHandling
    function dispenseRange(DispenseRange calldata, bytes[] calldata) external {
        _forward(_handling);
    }

    /// @inheritdoc IHandling
    function touch(TouchToken calldata, bytes calldata) external {
        _forward(_handling);
    }

    /// @inheritdoc IHandling
    function sweep(uint64) external {
        _forward(_handling);
    }

    /// @inheritdoc IShipping
    function ship(ShipTokens calldata, bytes[] calldata) external {
        _forward(_shipping);
    }

    /// @inheritdoc IShipping
    function receiveShipment(ReceiveShipment calldata, bytes[] calldata) external {
        _forward(_shipping);
    }

    /// @inheritdoc IShipping
    function correctReceipt(CorrectReceipt calldata, bytes[] calldata) external {
        _forward(_shipping);
    }

    /// @inheritdoc IShipping
    function cancelShipment(CancelShipment calldata, bytes calldata) external {
        _forward(_shipping);
    }

    /// @inheritdoc IShipping
    function expireShipment(uint32, uint64[] calldata) external {
        _forward(_shipping);
    }

    /// @inheritdoc IShipping
    function resolveDispute(ResolveDispute calldata, bytes[] calldata) external {
        _forward(_shipping);
    }

    /// @inheritdoc IShipping
    function lapseDisputes(uint32[] calldata) external {
        _forward(_shipping);
    }

    /// @inheritdoc IEndings
    function destroy(DestroyTokens calldata, bytes[] calldata) external {
        _forward(_endings);
    }

    /// @inheritdoc IEndings
    function exportUnits(ExportTokens calldata, bytes[] calldata) external {
        _forward(_endings);
    }

    /// @inheritdoc IEndings
    function reportMissing(ReportMissing calldata, bytes calldata) external {
        _forward(_endings);
    }

    /// @inheritdoc IEndings
    function reinstateTokens(ReinstateTokens calldata, bytes[] calldata) external {
        _forward(_endings);
    }

    /// @inheritdoc IEndings
    function transform(TransformUnits calldata, bytes[] calldata) external {
        _forward(_endings);
    }

    /// @inheritdoc ILending
    function addClaim(AddClaim calldata, bytes[] calldata) external {
        _forward(_lending);
    }

    /// @inheritdoc ILending
    function declareDefault(DeclareDefault calldata, bytes calldata) external {
        _forward(_lending);
    }

    /// @inheritdoc ILending
    function cure(CureLien calldata, bytes calldata) external {
        _forward(_lending);
    }

    /// @inheritdoc ILending
    function foreclose(ForecloseTokens calldata, bytes[] calldata) external {
        _forward(_lending);
    }

    /// @inheritdoc ILending
    function releaseLien(uint32, uint32, uint8) external {
        _forward(_lending);
    }

    /// @inheritdoc ILending
    function releaseTokens(uint32, uint32, TokenSeq[] calldata) external {
        _forward(_lending);
    }

    /// @inheritdoc IHolding
    function placeHold(HoldOpening calldata) external returns (uint32) {
        _forward(_holding);
    }

    /// @inheritdoc IHolding
    function quarantineTokens(QuarantineOpening calldata) external returns (uint32) {
        _forward(_holding);
    }

    /// @inheritdoc IHolding
    function liftHold(uint32, uint32) external {
        _forward(_holding);
    }

    /// @inheritdoc IHolding
    function clearTokens(uint32, uint32, TokenSeq[] calldata) external {
        _forward(_holding);
    }

    /// @dev Runs the same call in the code of a delegate, on this storage, and ends with what it returns or reverts with:
    /// Solidity has no other way to pass that on as it is.
    function _forward(address delegate) private {
        assembly ("memory-safe") {
            let data := mload(0x40)
            calldatacopy(data, 0, calldatasize())
            let done := delegatecall(gas(), delegate, data, calldatasize(), 0, 0)
            returndatacopy(data, 0, returndatasize())
            switch done
            case 0 {
                revert(data, returndatasize())
            }
            default {
                return(data, returndatasize())
            }
        }
    }
}
