// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RunOpening} from "../interfaces/ITokens.sol";
import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {LotWord, RunWord} from "../libraries/Words.sol";
import {Moving} from "./Moving.sol";

/// @title What the modules and the council may do
abstract contract Capabilities is Moving {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev Most runs of a lot: 16 bits in its word.
    uint256 private constant MAX_RUNS = type(uint16).max;
    /// @dev Places of the lot table that are tried before giving up.
    uint256 private constant MAX_PROBES = 16;

    /// @notice See ITokens.
    address public immutable council;

    constructor(address council_) {
        council = council_;
    }

    /// @dev See ITokens.
    function openRun(RunOpening calldata o) external returns (uint32 run, uint256 issuerSlot) {
        uint256 module = _modules[CATALOGUE];
        if (address(uint160(module)) != msg.sender) revert Tokens_NotTheModule(CATALOGUE, msg.sender);
        uint256 outline = o.outline;
        uint256 markets = o.markets;
        uint24 issuer = RunWord.issuer(outline);
        uint32 product = RunWord.product(outline);
        (uint32 lot, uint256 lotSlot) = _openLot(o, product, issuer, markets);
        run = uint32(module >> 160) + 1;
        _modules[CATALOGUE] = module + (1 << 160);
        uint256 runSlot = RunWord.asOpened(outline, lot, markets != 0);
        _runs[run] = runSlot;
        uint64 root = Ids.make(run, Ids.ROOT, 0);
        uint256 rootSlot = ((uint256(1) << 32) + 1).asHeld(issuer, issuer, 0);
        _tokens[root] = rootSlot;
        emit RunOpened(run, lot, product, runSlot, rootSlot, lotSlot);
        _move(NOBODY, issuer, root);
        issuerSlot = _partners[issuer];
    }

    /// @dev See ITokens.
    function raisePartner(uint24 partner, uint32 seq) external onlyModule(CONDITIONS) {
        emit PartnerSet(partner, _raisePartner(partner, seq));
    }

    /// @dev See ITokens.
    function setModule(uint8 kind, address module) external {
        if (msg.sender != council) revert Tokens_NotTheCouncil(msg.sender);
        _setModule(kind, module);
    }

    function _setModule(uint8 kind, address module) internal {
        _modules[kind] = (_modules[kind] & ~uint256(type(uint160).max)) | uint160(module);
        emit ModuleSet(kind, module);
    }

    /// @dev See ITokens.
    function findLot(bytes32 identity) public view returns (uint32 lot, uint256 lotSlot) {
        lot = uint32(uint256(identity));
        uint256 fingerprint = uint256(identity) >> 200;
        for (uint256 i = 0; i < MAX_PROBES; ++i) {
            if (lot != 0) {
                lotSlot = _lots[lot];
                if (LotWord.fingerprint(lotSlot) == fingerprint) return (lot, lotSlot);
                if (lotSlot == 0) return (lot, 0);
            }
            unchecked {
                ++lot;
            }
        }
        revert Tokens_LotTableFull(uint32(uint256(identity)));
    }

    /// @dev The lot of a run: found, or made by its first run.
    function _openLot(
        RunOpening calldata o,
        uint32 product,
        uint24 issuer,
        uint256 markets
    ) private returns (uint32 lot, uint256 word) {
        bytes32 identity = o.identity;
        uint32 expiry = o.expiry;
        uint32 lotSeq = o.lotSeq;
        bool marketed = markets != 0;
        (lot, word) = findLot(identity);
        if (LotWord.seq(word) != lotSeq) revert Tokens_StaleLot(lot, lotSeq, LotWord.seq(word));
        if (word == 0) {
            word = LotWord.make(product, issuer, expiry, marketed, uint256(identity) >> 200);
            if (marketed) {
                _lotMarkets[lot] = markets;
                emit LotMarketsSet(lot, markets);
            }
        } else {
            if (
                LotWord.product(word) != product ||
                LotWord.expiry(word) != expiry ||
                LotWord.marketed(word) != marketed ||
                (marketed && _lotMarkets[lot] != markets)
            ) revert Tokens_LotDiffers(lot, LotWord.expiry(word), _lotMarkets[lot]);
            if (LotWord.runs(word) == MAX_RUNS) revert Tokens_RunsFull(lot, MAX_RUNS);
        }
        word += LotWord.ONE_RUN + 1;
        _lots[lot] = word;
    }
}
