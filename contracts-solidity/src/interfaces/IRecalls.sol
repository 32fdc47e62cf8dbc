// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "./IMessages.sol";
import {ClearTokens, LiftRecall, RecallLot, RecallProduct, RecallRange, RecallToken} from "./Messages.sol";

/// @title Recalls: holds placed by a product's issuer or a regulator
/// @notice A recall binds at once everything that it covers, wherever nested and whoever owns it.
interface IRecalls is IMessages {
    /// @notice A recall was lifted. Tokens' `HoldLifted` comes before it in the same transaction.
    event RecallLifted(uint32 indexed hold, uint24 indexed partner);

    /// @notice A recall has class 1, 2 or 3.
    error Recalls_ClassInvalid(uint8 class);
    /// @notice Too many return destinations.
    error Recalls_TooManyDestinations(uint256 count, uint256 limit);
    /// @notice The reason is empty or above the limit.
    error Recalls_ReasonInvalid(uint256 sizeBytes, uint256 limit);
    /// @notice The signer is neither the product's issuer nor a regulator.
    error Recalls_NotAllowed(uint24 partner, uint24 issuer);
    /// @notice There's no such lot.
    error Recalls_LotUnknown(uint64 gtin, string lotCode);
    /// @notice There's no such product.
    error Recalls_GtinUnknown(uint64 gtin);
    /// @notice There's no such run.
    error Recalls_RunUnknown(uint32 run);
    /// @notice There's no such recall.
    error Recalls_Unknown(uint32 hold);

    /// @notice Recalls a product.
    function recallProduct(RecallProduct calldata message, bytes calldata signature) external returns (uint32 hold);

    /// @notice Recalls a lot.
    function recallLot(RecallLot calldata message, bytes calldata signature) external returns (uint32 hold);

    /// @notice Recalls a range of units of a run.
    function recallRange(RecallRange calldata message, bytes calldata signature) external returns (uint32 hold);

    /// @notice Recalls a token and what is inside it now.
    function recallToken(RecallToken calldata message, bytes calldata signature) external returns (uint32 hold);

    /// @notice Lifts a recall everywhere.
    function lift(LiftRecall calldata message, bytes calldata signature) external;

    /// @notice Takes some tokens of a lot out of its recall.
    function clear(ClearTokens calldata message, bytes calldata signature) external;
}
