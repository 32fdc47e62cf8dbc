// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEndings} from "./interfaces/IEndings.sol";
import {IHandling} from "./interfaces/IHandling.sol";
import {ILending} from "./interfaces/ILending.sol";
import {IShipping} from "./interfaces/IShipping.sol";
import {Capabilities} from "./tokens/Capabilities.sol";
import {Dispensing} from "./tokens/Dispensing.sol";
import {ModuleViews} from "./tokens/ModuleViews.sol";
import {RecallPlacing} from "./tokens/RecallPlacing.sol";
import {Unpacking} from "./tokens/Unpacking.sol";

/// @title Tokens
/// @notice See ITokens. Immutable, without an owner: the council may replace modules and nothing else. The acts that are
/// most frequent or must be cheapest are in this contract itself, all else in its delegates.
contract Tokens is RecallPlacing, Dispensing, Unpacking, ModuleViews {
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

    /// @dev Every function of ITokens that isn't in this contract is in a delegate's code.
    fallback() external {
        _forward(_codeOf(msg.sig));
    }

    /// @dev The delegate that has a function. One after the other is as the compiler looks for a contract's own, but with
    /// those first that are called most. Holding has the rest, and refuses what nobody has.
    function _codeOf(bytes4 called) private view returns (address) {
        if (
            called == IHandling.pack.selector ||
            called == IHandling.dispenseRange.selector ||
            called == IHandling.touch.selector ||
            called == IHandling.sweep.selector
        ) return _handling;
        if (
            called == IShipping.ship.selector ||
            called == IShipping.receiveShipment.selector ||
            called == IShipping.correctReceipt.selector ||
            called == IShipping.cancelShipment.selector ||
            called == IShipping.expireShipment.selector ||
            called == IShipping.resolveDispute.selector ||
            called == IShipping.lapseDisputes.selector
        ) return _shipping;
        if (
            called == IEndings.destroy.selector ||
            called == IEndings.exportUnits.selector ||
            called == IEndings.reportMissing.selector ||
            called == IEndings.reinstateTokens.selector ||
            called == IEndings.transform.selector
        ) return _endings;
        if (
            called == ILending.releaseLien.selector ||
            called == ILending.releaseTokens.selector ||
            called == ILending.addClaim.selector ||
            called == ILending.declareDefault.selector ||
            called == ILending.cure.selector ||
            called == ILending.foreclose.selector
        ) return _lending;
        return _holding;
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
