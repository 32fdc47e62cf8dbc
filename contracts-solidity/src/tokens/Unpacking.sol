// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokenSeq, UnpackTokens} from "../interfaces/Messages.sol";
import {Hashing} from "../libraries/Hashing.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {Detaching} from "./Detaching.sol";

/// @title Unpack
abstract contract Unpacking is Detaching {
    using TokenWord for uint256;

    /// @dev See IHandling.
    function unpack(UnpackTokens calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        _checkCount(message.tokens.length);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        uint64 root = message.root.token;
        uint256 rootSlot = _loadHeld(root);
        _checkSeq(root, message.root.seq, rootSlot);
        _checkActiveStatus(root, rootSlot);
        _checkNoDispute(root, rootSlot.hold());
        Holding memory holding = _holdingOf(rootSlot);
        _checkCustodian(digest, holding.custodian, root, rootSlot, signatures);
        TokenSeq[] calldata named = message.tokens;
        for (uint256 i = 0; i < named.length; ++i) {
            _unpackOne(named[i], root, holding);
        }
        emit Applied(digest, message.document);
    }

    function _unpackOne(TokenSeq calldata named, uint64 root, Holding memory holding) private {
        Place memory place = _locate(named.token);
        _checkSeq(place.token, named.seq, place.slot);
        if (place.root != root) revert Tokens_RootDiffers(place.token, root, place.root);
        if (place.parent == 0) revert Tokens_NotNested(place.token);
        _checkActiveStatus(place.token, place.slot);

        _detach(place, holding);
    }
}
