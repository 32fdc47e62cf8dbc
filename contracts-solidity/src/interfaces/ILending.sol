// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AddClaim, CureLien, DeclareDefault, ForecloseTokens, TokenSeq} from "./Messages.sol";

/// @title Ranked claims, default, cure and foreclosure
/// @dev In the core, because foreclosure moves title: no module that can be replaced decides about it.
interface ILending {
    /// @notice Adds a junior claim.
    function addClaim(AddClaim calldata message, bytes[] calldata signatures) external;

    /// @notice Gives notice of default.
    function declareDefault(DeclareDefault calldata message, bytes calldata signature) external;

    /// @notice Takes a default back.
    function cure(CureLien calldata message, bytes calldata signature) external;

    /// @notice Takes title after the notice period.
    function foreclose(ForecloseTokens calldata message, bytes[] calldata signatures) external;

    /// @notice Ends a claim, and the lien with its last one. Liens only.
    function releaseLien(uint32 lien, uint32 seq, uint8 rank) external;

    /// @notice Ends a lien on some held tokens. Liens only.
    function releaseTokens(uint32 lien, uint32 seq, TokenSeq[] calldata tokens) external;
}
