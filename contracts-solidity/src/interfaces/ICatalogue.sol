// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "./IMessages.sol";
import {CommissionRun, RegisterProduct} from "./Messages.sol";

/// @title Catalogue: products, lots and runs
/// @notice Serial numbers travel in the calldata of `commission`; the event carries their hash. That a serial is unique
/// within its GTIN can't be enforced here at a bearable price: nodes refuse and report duplicates.
interface ICatalogue is IMessages {
    /// @notice A product was registered.
    /// @param slot the product's word: `issuer:24 | product:32 | seq:32`, lowest bits last
    event ProductRegistered(
        uint64 indexed gtin,
        uint32 indexed product,
        uint24 indexed issuer,
        string name,
        uint256 slot
    );
    /// @notice A run was commissioned. Tokens' `RunOpened` comes before it in the same transaction and has the rest: the
    /// words of the run and its lot. A lot's markets are in the `LotMarketsSet` of its first run.
    /// @param serialsHash keccak256 of the serial list in the calldata
    event RunCommissioned(
        uint32 indexed run,
        uint64 indexed gtin,
        string lotCode,
        uint64 firstCaseSscc,
        uint64 firstPalletSscc,
        uint8 codec,
        bytes32 serialsHash
    );

    /// @notice The number isn't a GTIN: more than 14 digits, zero, or a wrong check digit.
    error Catalogue_GtinInvalid(uint64 gtin);
    /// @notice No product is registered with this GTIN.
    error Catalogue_GtinUnknown(uint64 gtin);
    /// @notice The GTIN is registered already.
    error Catalogue_GtinTaken(uint64 gtin, uint32 product);
    /// @notice The product's seq isn't the one that the message names.
    error Catalogue_StaleSeq(uint64 gtin, uint32 expected, uint32 actual);
    /// @notice A lot code has 1 to 20 characters of GS1's character set 82.
    error Catalogue_LotCodeInvalid(string lotCode);
    /// @notice The lot is expired already.
    error Catalogue_LotExpired(uint32 expiry, uint256 time);
    /// @notice The number of units is zero or above the limit.
    error Catalogue_CountInvalid(uint32 count, uint256 limit);
    /// @notice Pallets need cases.
    error Catalogue_LayoutInvalid(uint16 unitsPerCase, uint16 casesPerPallet);
    /// @notice The serial list is empty or above the limit.
    error Catalogue_SerialsInvalid(uint256 sizeBytes, uint256 limit);
    /// @notice The codec has no number in docs/serial-codecs.md.
    error Catalogue_CodecUnknown(uint8 codec);
    /// @notice The number isn't an SSCC: more than 18 digits or a wrong check digit.
    error Catalogue_SsccInvalid(uint64 sscc);
    /// @notice The name is empty or above the limit.
    error Catalogue_NameInvalid(uint256 sizeBytes, uint256 limit);

    /// @notice Only Tokens may call.
    error Catalogue_NotTokens(address caller);
    /// @notice The partner isn't the issuer of the product.
    error Catalogue_NotTheIssuer(uint64 gtin, uint24 partner, uint24 issuer);

    /// @notice Registers a product.
    function register(RegisterProduct calldata message, bytes calldata signature) external returns (uint32 product);

    /// @notice Commissions a run.
    function commission(CommissionRun calldata message, bytes calldata signature) external returns (uint32 run);

    /// @notice Commissions a run out of what Tokens consumed. Tokens only, which has checked the signatures.
    /// @param issuer the signer, who must be the issuer of the product
    function commissionFor(CommissionRun calldata output, uint24 issuer) external returns (uint32 run);

    /// @notice The word of a product: 0 if the GTIN isn't registered.
    function productOf(uint64 gtin) external view returns (uint256 slot);

    /// @notice Products registered so far; ids run from 1.
    function productCount() external view returns (uint32);

    /// @notice The key of a lot in the lot table of Tokens.
    function lotIdentity(uint64 gtin, string calldata lotCode) external pure returns (bytes32);
}
