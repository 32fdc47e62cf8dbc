// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommissionRun} from "../../src/interfaces/Messages.sol";
import {ITokens, RunOpening} from "../../src/interfaces/ITokens.sol";

/// @title A contract that signs as its key does, and first makes a call whenever it is asked
contract ReenteringAccount {
    address private immutable _key;
    address private _target;
    bytes private _data;

    constructor(address key) {
        _key = key;
    }

    function prepare(address target, bytes calldata data) external {
        (_target, _data) = (target, data);
    }

    /// @dev Agrees only if the call was refused, as every call that writes is: EIP-1271 is asked by a static call.
    function isValidSignature(bytes32 digest, bytes calldata signature) external returns (bytes4) {
        (bool done, ) = _target.call(_data);
        if (done) return 0xffffffff;
        bytes32 r = bytes32(signature[0:32]);
        bytes32 s = bytes32(signature[32:64]);
        return ecrecover(digest, uint8(signature[64]), r, s) == _key ? bytes4(0x1626ba7e) : bytes4(0);
    }
}

/// @title A module in the place of Catalogue that opens what it likes, and calls back before it answers
contract RogueCatalogue {
    ITokens private immutable _tokens;
    RunOpening private _opening;
    uint32 private _lie;
    bytes private _data;

    constructor(ITokens tokens) {
        _tokens = tokens;
    }

    function prepare(RunOpening calldata opening, uint32 lie, bytes calldata data) external {
        (_opening, _lie, _data) = (opening, lie, data);
    }

    function commissionFor(CommissionRun calldata, uint24) external returns (uint32 run) {
        (run, ) = _tokens.openRun(_opening);
        if (_data.length != 0) {
            (bool done, bytes memory reason) = address(_tokens).call(_data);
            if (!done) {
                assembly ("memory-safe") {
                    revert(add(reason, 32), mload(reason))
                }
            }
        }
        run += _lie;
    }
}

/// @title A contract that signs as its key does, until it is told to refuse
contract KeyedAccount {
    address private immutable _key;
    bool private _refusing;

    constructor(address key) {
        _key = key;
    }

    function refuse() external {
        _refusing = true;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        if (_refusing) return 0xffffffff;
        bytes32 r = bytes32(signature[0:32]);
        bytes32 s = bytes32(signature[32:64]);
        return ecrecover(digest, uint8(signature[64]), r, s) == _key ? bytes4(0x1626ba7e) : bytes4(0);
    }
}
