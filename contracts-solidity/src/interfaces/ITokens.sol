// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {IEndings} from "./IEndings.sol";
import {IHandling} from "./IHandling.sol";
import {IHolding} from "./IHolding.sol";
import {ILending} from "./ILending.sol";
import {IShipping} from "./IShipping.sol";
import {ITokensEvents} from "./ITokensEvents.sol";
import {PledgeTokens, TransferTokens} from "./Messages.sol";

/// @notice What Catalogue asks of Tokens when a run is commissioned.
/// @param identity keccak256 of (gtin, lot code): places the lot in the lot table
/// @param outline a run's word, of which product, issuer, count, units per case and cases per pallet are taken
struct RunOpening {
    bytes32 identity;
    uint256 outline;
    uint256 markets;
    uint32 lotSeq;
    uint32 expiry;
}

/// @title Tokens: the immutable core and the one place where owner, custodian, parent and status change
/// @notice A token id is `run:32 | level:4 | index:28`. Level 0 unit, 1 case, 2 pallet, 15 run root (index 0). Levels
/// 3 to 5 are free containers; their run field is the id of the partner that made them. The ERC-721 tokenId is
/// `uint256(id)`.
interface ITokens is ITokensEvents, IHandling, IHolding, IShipping, IEndings, ILending, IERC721, IERC721Metadata {
    /// @notice Moves title, custody or both.
    function transfer(TransferTokens calldata message, bytes[] calldata signatures) external;

    /// @notice Pledges held tokens.
    /// @return lien the new lien's id
    function pledge(PledgeTokens calldata message, bytes[] calldata signatures) external returns (uint32 lien);

    /// @notice Opens a run. Catalogue only, which checks the issuer by what this returns and reverts everything if it
    /// mustn't.
    /// @return run its id
    /// @return issuerSlot the issuer's word
    function openRun(RunOpening calldata opening) external returns (uint32 run, uint256 issuerSlot);

    /// @notice Sets a partner's account, roles and suspension, raising its seq. Partners only.
    function setPartner(uint24 partner, address account, uint16 roles, uint8 status, uint40 until) external;

    /// @notice Sets a partner's markets, raising its seq. Partners only.
    function setPartnerMarkets(uint24 partner, uint256 markets) external;

    /// @notice Sets a mandate, raising the owner's seq. Partners only.
    function setMandate(uint24 owner, uint24 agent, uint40 until) external;

    /// @notice Raises a partner's seq for a message that changes nothing else here. Conditions only.
    function raisePartner(uint24 partner, uint32 seq) external;

    /// @notice Replaces a module. Council only.
    function setModule(uint8 kind, address module) external;

    /// @notice The word of a token: 0 if it has no record.
    function slotOf(uint64 token) external view returns (uint256);

    /// @notice The word of a run.
    function runSlotOf(uint32 run) external view returns (uint256);

    /// @notice The word of a lot.
    function lotSlotOf(uint32 lot) external view returns (uint256);

    /// @notice The markets of a lot.
    function lotMarketsOf(uint32 lot) external view returns (uint256);

    /// @notice The word of a product.
    function productSlotOf(uint32 product) external view returns (uint256);

    /// @notice The word of a lien.
    function lienSlotOf(uint32 lien) external view returns (uint256);

    /// @notice The word of a claim, rank 2 to 4. Rank 1 is in the lien's word.
    function claimOf(uint32 lien, uint8 rank) external view returns (uint256);

    /// @notice The word of a shipment.
    function shipmentSlotOf(uint32 shipment) external view returns (uint256);

    /// @notice keccak256 of the ids of a shipment's tokens, 32 bytes each.
    function manifestOf(uint32 shipment) external view returns (bytes32);

    /// @notice Word `index` of a run's list of source lots, eight a word.
    function sourcesOf(uint32 run, uint8 index) external view returns (uint256);

    /// @notice The last unix second at which an agent may move custody of an owner's goods on its own.
    function mandateOf(uint24 owner, uint24 agent) external view returns (uint40 until);

    /// @notice The word of a hold.
    function holdSlotOf(uint32 hold) external view returns (uint256);

    /// @notice The word of a partner.
    function partnerSlotOf(uint24 partner) external view returns (uint256);

    /// @notice The markets of a partner.
    function partnerMarketsOf(uint24 partner) external view returns (uint256);

    /// @notice Word `index` of a run's list of recalled ranges.
    function rangeOf(uint32 run, uint8 index) external view returns (uint256);

    /// @notice Word `index` of a container's list of lots inside, four a word.
    function contentsOf(uint64 container, uint8 index) external view returns (uint256);

    /// @notice 256 touched bits; `word` is a token id shifted right by 8.
    function touchedOf(uint64 word) external view returns (uint256);

    /// @notice The lot of this identity (keccak256 of gtin and lot code): its id and word. A word of 0 means that
    /// there's none yet and that the next one would get this id.
    function findLot(bytes32 identity) external view returns (uint32 lot, uint256 lotSlot);

    /// @notice The module of a kind: 1 Catalogue, 2 Partners, 3 Liens, 4 Recalls, 5 Conditions.
    function moduleOf(uint8 kind) external view returns (address);

    /// @notice The council, for ever.
    function council() external view returns (address);

    /// @notice Runs opened so far; ids run from 1.
    function runCount() external view returns (uint32);

    /// @notice The token that holds this one, 0 if it is held or terminal.
    function parentOf(uint64 token) external view returns (uint64);

    /// @notice The topmost token and its word. Reverts for terminal and unknown tokens.
    function rootOf(uint64 token) external view returns (uint64 root, uint256 rootSlot);

    /// @notice The partner with title, of any token that exists.
    function titleOf(uint64 token) external view returns (uint24 partner);

    /// @notice The partner with physical possession, of any token that exists.
    function custodianOf(uint64 token) external view returns (uint24 partner);

    /// @notice ERC-721 address of the partner with title. Answers for nested ids too, also for ids that never had a
    /// `Transfer` event because they were never held: their root's owner. Reverts for terminal and unknown tokens.
    function ownerOf(uint256 tokenId) external view override returns (address owner);

    /// @notice A partner's permanent ERC-721 address. It is computed, has no key, and stays when accounts rotate.
    function addressOf(uint24 partner) external pure returns (address);
}
