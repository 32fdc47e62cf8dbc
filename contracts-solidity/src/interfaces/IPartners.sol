// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "./IMessages.sol";
import {GrantMandate, RotateAccount} from "./Messages.sol";

/// @title Partners: who takes part, with which roles and which account
/// @notice Only the council admits, suspends, reinstates, recovers and changes roles and markets; a partner rotates
/// its own account. Assets name partner ids, so changing an account moves none. An account that was replaced is dead
/// for ever: no partner can have it again.
/// @dev Roles are a bit set: 1 issuer, 2 holder, 4 carrier, 8 financier, 16 regulator, 32 returns handler, 64 device
/// operator. `slot` in the events is the partner's word in Tokens after the event.
interface IPartners is IMessages {
    /// @notice A partner was admitted.
    /// @param gln its 13-digit GLN, or 0
    /// @param identityKey its Ed25519 key for documents and reads
    event PartnerAdmitted(
        uint24 indexed partner,
        address indexed account,
        uint16 roles,
        uint256 markets,
        uint64 gln,
        bytes32 identityKey,
        string name,
        uint256 slot
    );
    /// @notice A partner was suspended until the given unix second.
    event PartnerSuspended(uint24 indexed partner, uint40 until, uint256 slot);
    /// @notice A suspension was ended.
    event PartnerReinstated(uint24 indexed partner, uint256 slot);
    /// @notice A partner's roles changed.
    event RolesChanged(uint24 indexed partner, uint16 roles, uint256 slot);
    /// @notice A partner's markets changed.
    event MarketsChanged(uint24 indexed partner, uint256 markets, uint256 slot);
    /// @notice A partner's account changed, by itself (`recovered` false) or by the council.
    event AccountChanged(
        uint24 indexed partner,
        address indexed oldAccount,
        address indexed newAccount,
        bool recovered,
        uint256 slot
    );
    /// @notice A partner's Ed25519 key changed.
    event IdentityKeyChanged(uint24 indexed partner, bytes32 identityKey, uint256 slot);
    /// @notice The council gave a market number its name (an ISO 3166-1 code).
    event MarketNamed(uint8 indexed market, string name);

    /// @notice Only the council may call.
    error Partners_NotTheCouncil(address caller);
    /// @notice The account is zero, or has served a partner before.
    error Partners_AccountTaken(address account, uint24 partner);
    /// @notice The roles are none, or ones that don't exist.
    error Partners_RolesInvalid(uint16 roles);
    /// @notice The number isn't a GLN: more than 13 digits or a wrong check digit.
    error Partners_GlnInvalid(uint64 gln);
    /// @notice The name is empty or above the limit.
    error Partners_NameInvalid(uint256 sizeBytes, uint256 limit);
    /// @notice The suspension would end in the past.
    error Partners_UntilInvalid(uint40 until, uint256 time);
    /// @notice The partner isn't suspended.
    error Partners_NotSuspended(uint24 partner);
    /// @notice No more ids.
    error Partners_Full(uint256 limit);

    /// @notice Admits a partner. Council only.
    /// @return partner the new id
    function admit(
        address account,
        uint16 roles,
        uint256 markets,
        uint64 gln,
        bytes32 identityKey,
        string calldata name
    ) external returns (uint24 partner);

    /// @notice Suspends a partner until a unix second (2^40 - 1: until reinstated). Council only.
    function suspend(uint24 partner, uint40 until) external;

    /// @notice Suspends a partner for seven days; meant for a rule with a smaller quorum. Council only.
    function suspendUrgently(uint24 partner) external;

    /// @notice Ends a suspension. Council only.
    function reinstate(uint24 partner) external;

    /// @notice Sets a partner's roles. Council only.
    function setRoles(uint24 partner, uint16 roles) external;

    /// @notice Sets a partner's markets. Council only.
    function setMarkets(uint24 partner, uint256 markets) external;

    /// @notice Sets a partner's Ed25519 key. Council only.
    function setIdentityKey(uint24 partner, bytes32 identityKey) external;

    /// @notice Gives a partner that lost its key a new account. Council only.
    function recover(uint24 partner, address account) external;

    /// @notice Names a market number. Council only.
    function nameMarket(uint8 market, string calldata name) external;

    /// @notice Replaces a partner's account: signatures of the old and of the new account.
    function rotate(RotateAccount calldata message, bytes[] calldata signatures) external;

    /// @notice Lets a custodian move custody of the owner's goods on its own.
    function mandate(GrantMandate calldata message, bytes calldata signature) external;

    /// @notice The partner that has, or once had, this account; 0 if none.
    function partnerOf(address account) external view returns (uint24 partner);

    /// @notice Partners admitted so far; ids run from 1.
    function partnerCount() external view returns (uint24);
}
