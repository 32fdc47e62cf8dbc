// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Module} from "./base/Module.sol";
import {ICatalogue} from "./interfaces/ICatalogue.sol";
import {CommissionRun, RegisterProduct} from "./interfaces/Messages.sol";
import {ITokens, RunOpening} from "./interfaces/ITokens.sol";
import {Gs1} from "./libraries/Gs1.sol";
import {ModuleHashes} from "./libraries/ModuleHashes.sol";
import {Sealing} from "./libraries/Sealing.sol";
import {RunWord} from "./libraries/Words.sol";
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
    uint8 private constant LAST_CODEC = 5;

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
        string calldata lotCode = message.lotCode;
        bytes calldata serials = message.serials;
        bytes32 serialsHash = Sealing.hash(serials);
        uint24 issuer;
        uint256 issuerSlot;
        (run, issuer, issuerSlot) = _commission(message, lotCode, serials.length, serialsHash);
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message, Sealing.hash(bytes(lotCode)), serialsHash));
        _checkSigner(digest, issuer, issuerSlot, signature);
        _checkRole(issuer, issuerSlot, PartnerWord.ISSUER);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc ICatalogue
    function commissionFor(CommissionRun calldata output, uint24 issuer) external returns (uint32 run) {
        if (msg.sender != address(tokens)) revert Catalogue_NotTokens(msg.sender);
        bytes calldata serials = output.serials;
        uint24 actual;
        uint256 issuerSlot;
        (run, actual, issuerSlot) = _commission(output, output.lotCode, serials.length, Sealing.hash(serials));
        if (actual != issuer) revert Catalogue_NotTheIssuer(output.gtin, issuer, actual);
        _checkRole(issuer, issuerSlot, PartnerWord.ISSUER);
    }

    /// @inheritdoc ICatalogue
    function productOf(uint64 gtin) external view returns (uint256 slot) {
        return _products[gtin];
    }

    /// @inheritdoc ICatalogue
    function lotIdentity(uint64 gtin, string calldata lotCode) external pure returns (bytes32) {
        return Sealing.lotIdentity(gtin, lotCode);
    }

    function _checkIssuer(bytes32 digest, uint24 issuer, bytes calldata signature) private view {
        uint256 word = tokens.partnerSlotOf(issuer);
        _checkSigner(digest, issuer, word, signature);
        _checkRole(issuer, word, PartnerWord.ISSUER);
    }

    /// @dev All that commissioning does but for checking who wants it, which the caller does by the issuer's word: so
    /// Tokens is called once. Each field of calldata is read once where that saves gas.
    function _commission(
        CommissionRun calldata message,
        string calldata lotCode,
        uint256 serialsSize,
        bytes32 serialsHash
    ) private returns (uint32 run, uint24 issuer, uint256 issuerSlot) {
        if (!Gs1.isText(bytes(lotCode), MAX_LOT_CODE_CHARACTERS)) revert Catalogue_LotCodeInvalid(lotCode);
        uint32 expiry = message.expiry;
        if (expiry <= block.timestamp) revert Catalogue_LotExpired(expiry, block.timestamp);
        uint8 codec = message.codec;
        if (codec == 0 || codec > LAST_CODEC) revert Catalogue_CodecUnknown(codec);
        if (serialsSize == 0 || serialsSize > MAX_SERIALS_BYTES) {
            revert Catalogue_SerialsInvalid(serialsSize, MAX_SERIALS_BYTES);
        }
        uint64 firstCase = message.firstCaseSscc;
        uint64 firstPallet = message.firstPalletSscc;
        _checkSscc(firstCase);
        _checkSscc(firstPallet);
        uint64 gtin = message.gtin;
        uint256 outline = _outlineOf(message, _products[gtin]);
        (run, issuerSlot) = tokens.openRun(
            RunOpening(Sealing.lotIdentity(gtin, lotCode), outline, message.markets, message.lotSeq, expiry)
        );
        issuer = RunWord.issuer(outline);
        emit RunCommissioned(run, gtin, lotCode, firstCase, firstPallet, codec, serialsHash);
    }

    /// @dev What is known of the run before it is opened, by its product's word.
    function _outlineOf(CommissionRun calldata message, uint256 slot) private pure returns (uint256) {
        uint32 count = message.count;
        if (count == 0 || count > MAX_UNITS) revert Catalogue_CountInvalid(count, MAX_UNITS);
        uint16 unitsPerCase = message.unitsPerCase;
        uint16 casesPerPallet = message.casesPerPallet;
        if (unitsPerCase == 0 && casesPerPallet != 0) {
            revert Catalogue_LayoutInvalid(unitsPerCase, casesPerPallet);
        }
        if (slot == 0) revert Catalogue_GtinUnknown(message.gtin);
        return RunWord.make(uint32(slot >> 32), uint24(slot >> 64), count, unitsPerCase, casesPerPallet);
    }

    function _checkSscc(uint64 sscc) private pure {
        if (sscc != 0 && !Gs1.isKey(sscc, SSCC_DIGITS)) revert Catalogue_SsccInvalid(sscc);
    }
}
