// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CancelShipment, CorrectReceipt, ReceiveShipment, ResolveDispute, ShipTokens} from "./ShippingMessages.sol";

/// @title Shipments: a signed departure, a counted receipt, disputes and their end
interface IShipping {
    /// @notice Sends held tokens on their way. In transit nothing else opens or moves them.
    function ship(ShipTokens calldata message, bytes[] calldata signatures) external;

    /// @notice Receives a shipment. What is accepted moves; exceptions are taken out and disputed. Goods that are on hold
    /// now, or whose receiver (of title or custody, where that moves) is suspended now or has no role or market for them
    /// any more, are received in custody only, into quarantine. An exception raises the seq of its token and, if it was nested, of its root.
    function receiveShipment(ReceiveShipment calldata message, bytes[] calldata signatures) external;

    /// @notice Adds exceptions to a receipt.
    function correctReceipt(CorrectReceipt calldata message, bytes[] calldata signatures) external;

    /// @notice Takes a shipment back before it is received.
    function cancelShipment(CancelShipment calldata message, bytes calldata signature) external;

    /// @notice Gives an overdue shipment back to its sender. Anyone may call.
    /// @param tokens those that departed, in the same order
    function expireShipment(uint32 shipment, uint64[] calldata tokens) external;

    /// @notice Ends disputes as both sides agree. Where title or custody moves by it, other holds forbid what they forbid a
    /// transfer; and what is accepted moves as by a transfer now, so to active receivers with role and market.
    function resolveDispute(ResolveDispute calldata message, bytes[] calldata signatures) external;

    /// @notice Ends disputes whose time has run out: what was refused is active with the sender, what was missing is lost,
    /// what is damaged stays with the receiver as the sender's; a correction is dropped. Anyone may call.
    function lapseDisputes(uint32[] calldata holds) external;
}
