// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "./IMessages.sol";
import {ReleaseLien, ReleaseTokens} from "./Messages.sol";

/// @title Liens: what becomes of a pledge after it was made
/// @notice Tokens itself verifies a pledge and stores its financier, so that no replaced module can take title; this
/// module ends liens.
interface ILiens is IMessages {
    /// @notice There's no such lien.
    error Liens_Unknown(uint32 lien);

    /// @notice Ends a claim, and the lien with its last claim.
    function release(ReleaseLien calldata message, bytes calldata signature) external;

    /// @notice Ends a lien on some held tokens.
    function releaseTokens(ReleaseTokens calldata message, bytes[] calldata signatures) external;
}
