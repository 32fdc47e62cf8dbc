// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IHandling} from "./interfaces/IHandling.sol";
import {DispenseRange, DispenseTokens, PackTokens, TouchToken, UnpackTokens} from "./interfaces/Messages.sol";
import {Capabilities} from "./tokens/Capabilities.sol";
import {Views} from "./tokens/Views.sol";

/// @title Tokens
/// @notice See ITokens. Immutable, without an owner: the council may replace modules and nothing else.
contract Tokens is Views {
    address private immutable _handling;

    /// @param council_ the only caller of setModule
    /// @param handling the code of IHandling, for ever
    /// @param catalogue module 1
    /// @param partners module 2
    /// @param liens module 3
    /// @param recalls module 4
    constructor(
        address council_,
        address handling,
        address catalogue,
        address partners,
        address liens,
        address recalls
    ) Capabilities(council_) {
        _handling = handling;
        _setModule(CATALOGUE, catalogue);
        _setModule(PARTNERS, partners);
        _setModule(LIENS, liens);
        _setModule(RECALLS, recalls);
    }

    /// @inheritdoc IHandling
    function pack(PackTokens calldata, bytes[] calldata) external {
        _handle();
    }

    /// @inheritdoc IHandling
    function unpack(UnpackTokens calldata, bytes[] calldata) external {
        _handle();
    }

    /// @inheritdoc IHandling
    function dispense(DispenseTokens calldata, bytes[] calldata) external {
        _handle();
    }

    /// @inheritdoc IHandling
    function dispenseRange(DispenseRange calldata, bytes[] calldata) external {
        _handle();
    }

    /// @inheritdoc IHandling
    function touch(TouchToken calldata, bytes calldata) external {
        _handle();
    }

    /// @inheritdoc IHandling
    function sweep(uint64) external {
        _handle();
    }

    /// @dev Runs the same call in the code of Handling, on this storage; none of these functions returns a value.
    function _handle() private {
        (bool done, bytes memory reason) = _handling.delegatecall(msg.data);
        if (done) return;
        // Solidity has no other way to pass on revert data as it is.
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }
}
