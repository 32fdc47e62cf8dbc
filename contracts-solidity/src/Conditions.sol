// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Module} from "./base/Module.sol";
import {IConditions} from "./interfaces/IConditions.sol";
import {QuarantineOpening} from "./interfaces/IHolding.sol";
import {ITokens} from "./interfaces/ITokens.sol";
import {AnchorBatch, AttestCondition, QuarantineTokens, ReleaseQuarantine} from "./interfaces/Messages.sol";
import {ModuleHashes} from "./libraries/ModuleHashes.sol";
import {Ids} from "./libraries/Ids.sol";
import {TokenWord} from "./libraries/TokenWord.sol";
import {HoldWord, LotWord, RunWord} from "./libraries/Words.sol";
import {PartnerWord} from "./libraries/PartyWords.sol";

/// @title Conditions
/// @notice See IConditions.
contract Conditions is Module, IConditions {
    using Ids for uint64;
    using TokenWord for uint256;

    uint256 private constant MAX_TOKENS = 256;
    uint256 private constant MAX_REASON_BYTES = 256;
    uint8 private constant EXCURSION = 2;

    constructor(ITokens tokens_) Module(tokens_) {}

    /// @inheritdoc IConditions
    function attest(AttestCondition calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        if (message.kind == 0) revert Conditions_KindInvalid(message.kind);
        if (message.severity > EXCURSION) revert Conditions_SeverityInvalid(message.severity);
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message));
        uint24 issuer = _checkAttester(digest, message.partner, message.tokens, signature);
        uint32 hold = 0;
        if (message.severity == EXCURSION) {
            hold = tokens.quarantineTokens(
                QuarantineOpening(message.partner, message.seq, issuer, message.tokens, digest)
            );
        } else {
            tokens.raisePartner(message.partner, message.seq);
        }
        for (uint256 i = 0; i < message.tokens.length; ++i) {
            emit ConditionAttested(
                message.tokens[i],
                message.partner,
                message.kind,
                message.severity,
                message.dataHash,
                hold
            );
        }
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IConditions
    function quarantine(QuarantineTokens calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message));
        uint256 length = bytes(message.reason).length;
        if (length == 0 || length > MAX_REASON_BYTES) revert Conditions_ReasonInvalid(length, MAX_REASON_BYTES);
        uint24 issuer = _checkAttester(digest, message.partner, message.tokens, signature);
        uint32 hold = tokens.quarantineTokens(
            QuarantineOpening(message.partner, message.seq, issuer, message.tokens, digest)
        );
        emit QuarantineReason(hold, message.reason);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IConditions
    function release(ReleaseQuarantine calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message));
        uint256 slot = tokens.holdSlotOf(message.hold);
        if (HoldWord.kind(slot) != HoldWord.QUARANTINE) revert Conditions_Unknown(message.hold);
        uint24 partner = message.partner;
        uint256 word = tokens.partnerSlotOf(partner);
        _checkSigner(digest, partner, word, signature);
        if (partner != HoldWord.issuer(slot) && PartnerWord.roles(word) & PartnerWord.REGULATOR == 0) {
            revert Conditions_NotTheIssuer(partner, HoldWord.issuer(slot));
        }
        tokens.liftHold(message.hold, message.seq);
        emit QuarantineReleased(message.hold, partner);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IConditions
    function anchor(AnchorBatch calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        if (message.merkleRoot == 0 || message.count == 0) {
            revert Conditions_AnchorInvalid(message.merkleRoot, message.count);
        }
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message));
        uint24 partner = message.partner;
        _checkSigner(digest, partner, tokens.partnerSlotOf(partner), signature);
        tokens.raisePartner(partner, message.seq);
        emit Anchored(partner, message.merkleRoot, message.count, message.seq + 1);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IConditions
    function isAnchored(bytes32 merkleRoot, bytes32 leaf, bytes32[] calldata proof) external pure returns (bool) {
        return MerkleProof.verifyCalldata(proof, merkleRoot, leaf);
    }

    /// @dev The signer may speak about each of the tokens. Returns their issuer, 0 if they haven't one and the same.
    function _checkAttester(
        bytes32 digest,
        uint24 partner,
        uint64[] calldata list,
        bytes calldata signature
    ) private view returns (uint24 issuer) {
        if (list.length == 0 || list.length > MAX_TOKENS) revert Conditions_Count(list.length, MAX_TOKENS);
        uint256 word = tokens.partnerSlotOf(partner);
        _checkSigner(digest, partner, word, signature);
        bool anyone = PartnerWord.roles(word) & (PartnerWord.REGULATOR | PartnerWord.DEVICE) != 0;
        for (uint256 i = 0; i < list.length; ++i) {
            uint64 token = list[i];
            (uint64 root, uint256 rootSlot) = tokens.rootOf(token);
            uint24 its = _issuerOf(token, token == root ? rootSlot : tokens.slotOf(token));
            if (!anyone && partner != its && partner != rootSlot.owner() && partner != rootSlot.custodian()) {
                revert Conditions_NotAllowed(partner, token);
            }
            if (i == 0) {
                issuer = its;
            } else if (its != issuer) {
                issuer = 0;
            }
        }
    }

    /// @dev The issuer of everything inside a token, 0 if there are several.
    function _issuerOf(uint64 token, uint256 slot) private view returns (uint24 issuer) {
        if (!token.isFree()) return RunWord.issuer(tokens.runSlotOf(token.run()));
        uint256 entries;
        for (uint256 i = 0; i < slot.lots(); ++i) {
            entries = i & 3 == 0 ? tokens.contentsOf(token, uint8(i >> 2)) : entries >> 64;
            uint24 its = LotWord.issuer(tokens.lotSlotOf(uint32(entries)));
            if (i == 0) {
                issuer = its;
            } else if (its != issuer) {
                return 0;
            }
        }
    }
}
