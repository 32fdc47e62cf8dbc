// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Module} from "./base/Module.sol";
import {ICatalogue} from "./interfaces/ICatalogue.sol";
import {CommissionRun, RegisterProduct} from "./interfaces/Messages.sol";
import {ITokens, RunOpening} from "./interfaces/ITokens.sol";
import {Gs1} from "./libraries/Gs1.sol";
import {ModuleHashes} from "./libraries/ModuleHashes.sol";
import {Sealing} from "./libraries/Sealing.sol";
import {PartnerWord} from "./libraries/PartyWords.sol";

/// @title Catalogue
/// @notice See ICatalogue.
contract Catalogue is Module, ICatalogue {
    uint256 private constant MAX_UNITS = 65_535;
    uint256 private constant MAX_SERIALS_BYTES = 1_376_238;
    uint256 private constant MAX_LOT_CODE_CHARACTERS = 20;
    uint256 private constant MAX_NAME_BYTES = 128;
    uint256 private constant GTIN_DIGITS = 14;
    uint256 private constant SSCC_DIGITS = 18;
    uint8 private constant LAST_CODEC = 4;

    /// @dev `seq 32 | product 32 | issuer 24 | spare 168`, lowest bits first.
    mapping(uint64 gtin => uint256) private _products;
    /// @inheritdoc ICatalogue
    uint32 public productCount;

    constructor(ITokens tokens_) Module(tokens_) {}

    /// @inheritdoc ICatalogue
    function register(RegisterProduct calldata message, bytes calldata signature) external returns (uint32 product) {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message));
        if (!Gs1.isKey(message.gtin, GTIN_DIGITS)) revert Catalogue_GtinInvalid(message.gtin);
        uint256 length = bytes(message.name).length;
        if (length == 0 || length > MAX_NAME_BYTES) revert Catalogue_NameInvalid(length, MAX_NAME_BYTES);
        uint256 slot = _products[message.gtin];
        if (slot != 0) revert Catalogue_GtinTaken(message.gtin, uint32(slot >> 32));
        if (message.seq != 0) revert Catalogue_StaleSeq(message.gtin, message.seq, 0);
        _checkIssuer(digest, message.issuer, signature);

        product = ++productCount;
        slot = 1 | (uint256(product) << 32) | (uint256(message.issuer) << 64);
        _products[message.gtin] = slot;
        emit ProductRegistered(message.gtin, product, message.issuer, message.name, slot);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc ICatalogue
    function commission(CommissionRun calldata message, bytes calldata signature) external returns (uint32 run) {
        _checkDeadline(message.deadline);
        RunOpening memory opening = _checkedOpening(message);
        bytes32 serialsHash = Sealing.hash(message.serials);
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message, serialsHash));
        uint64 gtin = message.gtin;
        uint256 slot = _products[gtin];
        if (slot == 0) revert Catalogue_GtinUnknown(gtin);
        opening.product = uint32(slot >> 32);
        opening.issuer = uint24(slot >> 64);
        _checkIssuer(digest, opening.issuer, signature);
        run = _open(message, opening, serialsHash);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc ICatalogue
    function commissionFor(CommissionRun calldata output, uint24 issuer) external returns (uint32 run) {
        if (msg.sender != address(tokens)) revert Catalogue_NotTokens(msg.sender);
        RunOpening memory opening = _checkedOpening(output);
        uint64 gtin = output.gtin;
        uint256 slot = _products[gtin];
        if (slot == 0) revert Catalogue_GtinUnknown(gtin);
        opening.product = uint32(slot >> 32);
        opening.issuer = uint24(slot >> 64);
        if (opening.issuer != issuer) revert Catalogue_NotTheIssuer(gtin, issuer, opening.issuer);
        _checkRole(issuer, tokens.partnerSlotOf(issuer), PartnerWord.ISSUER);
        return _open(output, opening, Sealing.hash(output.serials));
    }

    /// @inheritdoc ICatalogue
    function productOf(uint64 gtin) external view returns (uint256 slot) {
        return _products[gtin];
    }

    /// @inheritdoc ICatalogue
    function lotIdentity(uint64 gtin, string calldata lotCode) external pure returns (bytes32) {
        return Sealing.lotIdentity(gtin, lotCode);
    }

    function _open(
        CommissionRun calldata message,
        RunOpening memory opening,
        bytes32 serialsHash
    ) private returns (uint32 run) {
        uint32 lot;
        (run, lot) = tokens.openRun(opening);
        emit RunCommissioned(
            run,
            message.gtin,
            lot,
            message.lotCode,
            opening.expiry,
            opening.markets,
            message.firstCaseSscc,
            message.firstPalletSscc,
            message.codec,
            serialsHash
        );
    }

    function _checkIssuer(bytes32 digest, uint24 issuer, bytes calldata signature) private view {
        uint256 word = tokens.partnerSlotOf(issuer);
        _checkSigner(digest, issuer, word, signature);
        _checkRole(issuer, word, PartnerWord.ISSUER);
    }

    /// @dev What Tokens needs, but for product and issuer, after all checks that need no storage. Each field of calldata
    /// is read once where that saves gas.
    function _checkedOpening(CommissionRun calldata message) private view returns (RunOpening memory opening) {
        if (!Gs1.isText(bytes(message.lotCode), MAX_LOT_CODE_CHARACTERS)) {
            revert Catalogue_LotCodeInvalid(message.lotCode);
        }
        uint32 expiry = message.expiry;
        if (expiry <= block.timestamp) revert Catalogue_LotExpired(expiry, block.timestamp);
        uint32 count = message.count;
        if (count == 0 || count > MAX_UNITS) revert Catalogue_CountInvalid(count, MAX_UNITS);
        uint16 unitsPerCase = message.unitsPerCase;
        uint16 casesPerPallet = message.casesPerPallet;
        if (unitsPerCase == 0 && casesPerPallet != 0) {
            revert Catalogue_LayoutInvalid(unitsPerCase, casesPerPallet);
        }
        uint8 codec = message.codec;
        if (codec == 0 || codec > LAST_CODEC) revert Catalogue_CodecUnknown(codec);
        uint256 size = message.serials.length;
        if (size == 0 || size > MAX_SERIALS_BYTES) revert Catalogue_SerialsInvalid(size, MAX_SERIALS_BYTES);
        _checkSscc(message.firstCaseSscc);
        _checkSscc(message.firstPalletSscc);
        opening.identity = Sealing.lotIdentity(message.gtin, message.lotCode);
        opening.lotSeq = message.lotSeq;
        opening.expiry = expiry;
        opening.markets = message.markets;
        opening.count = count;
        opening.unitsPerCase = unitsPerCase;
        opening.casesPerPallet = casesPerPallet;
    }

    function _checkSscc(uint64 sscc) private pure {
        if (sscc != 0 && !Gs1.isKey(sscc, SSCC_DIGITS)) revert Catalogue_SsccInvalid(sscc);
    }
}
