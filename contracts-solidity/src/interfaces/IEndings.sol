// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DestroyTokens, ExportTokens, ReinstateTokens, ReportMissing, TransformUnits} from "./ShippingMessages.sol";

/// @title Destroyed, exported, lost, stolen, reinstated, transformed
interface IEndings {
    /// @notice Destroys held tokens with everything inside.
    function destroy(DestroyTokens calldata message, bytes[] calldata signatures) external;

    /// @notice Exports single units.
    function exportUnits(ExportTokens calldata message, bytes[] calldata signatures) external;

    /// @notice Reports held tokens lost or stolen: nothing moves them until they are reinstated.
    function reportMissing(ReportMissing calldata message, bytes calldata signature) external;

    /// @notice Makes lost or stolen tokens active again.
    function reinstateTokens(ReinstateTokens calldata message, bytes[] calldata signatures) external;

    /// @notice Consumes units and commissions a run made of them.
    function transform(TransformUnits calldata message, bytes[] calldata signatures) external;
}
