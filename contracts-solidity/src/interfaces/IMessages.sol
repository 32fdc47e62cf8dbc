// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What every contract that takes signed messages shares
interface IMessages {
    /// @notice A signed message was applied. Comes after the events of its effects.
    /// @param digest the EIP-712 digest that was signed
    /// @param document hash of the off-chain document named by the message, or zero
    event Applied(bytes32 indexed digest, bytes32 document);

    /// @notice The message's deadline has passed.
    error Messages_DeadlinePassed(uint64 deadline, uint256 time);
    /// @notice The number of signatures differs from the number of distinct partners who must sign.
    error Messages_SignatureCount(uint256 required, uint256 given);
    /// @notice The signature at `index` isn't one of the account that `partner` has now.
    error Messages_WrongSigner(uint24 partner, address account, uint256 index);
    /// @notice The partner isn't admitted.
    error Partners_Unknown(uint24 partner);
    /// @notice The partner is suspended until the given unix second.
    error Partners_Suspended(uint24 partner, uint40 until);
    /// @notice The partner has none of the wanted roles (a bit set).
    error Partners_RoleMissing(uint24 partner, uint16 wanted);
    /// @notice The partner's seq isn't the one that the message names.
    error Partners_StaleSeq(uint24 partner, uint32 expected, uint32 actual);

    /// @notice keccak256 of the EIP-712 domain.
    function domainSeparator() external view returns (bytes32);
}
