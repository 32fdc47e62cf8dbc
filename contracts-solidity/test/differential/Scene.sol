// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../../src/interfaces/ICatalogue.sol";
import {RegisterProduct} from "../../src/interfaces/Messages.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {RunWord} from "../../src/libraries/Words.sol";
import {PartnerWord} from "../../src/libraries/PartyWords.sol";
import {Agreement} from "./Agreement.sol";
import {Hold, Lien, Lot, Node, Partner, Product, Run, Shipment, World} from "./World.sol";

/// @title The scene of every sequence: eight partners, two products, five lots, six runs, eight free containers
/// @dev Small, so that acts meet: 19 units, cases, pallets and roots that exist at once, and ids that never will.
abstract contract Scene is Agreement {
    uint24 internal constant TRADER = 8;
    uint256 private constant PARTNERS_COUNT = 8;
    uint256 private constant NODES = 64;
    uint256 private constant MOST_LIENS = 48;
    uint256 private constant MOST_HOLDS = 128;
    uint256 private constant MOST_SHIPMENTS = 48;
    uint256 private constant KEYS = 96;

    function setUp() public virtual override {
        vm.recordLogs();
        super.setUp();
        _admit(TRADER, PartnerWord.ISSUER | PartnerWord.HOLDER | PartnerWord.FINANCIER);
        _setMarkets(DISTRIBUTOR, 1);
        RegisterProduct memory m = RegisterProduct(OTHER_GTIN, 0, TRADER, "Vaccine", DEADLINE, 0);
        catalogue.register(m, sign(TRADER, address(catalogue), abi.encodeCall(ICatalogue.register, (m, ""))));
        replay(vm.getRecordedLogs(), address(tokens));
        faces.push(address(tokens));
        for (uint24 p = 1; p <= PARTNERS_COUNT; ++p) {
            accountOf(keys[p]);
            faces.push(tokens.addressOf(p));
        }
    }

    function _setMarkets(uint24 partner, uint256 markets) private {
        vm.prank(address(council));
        partners.setMarkets(partner, markets);
    }

    /// @dev Everything is allocated once, one record after the other: Model copies all of it at once.
    function newWorld() internal view returns (World memory w) {
        w.time = NOW;
        w.products = new Product[](3);
        w.products[1] = Product(GTIN, MAKER);
        w.products[2] = Product(OTHER_GTIN, TRADER);
        w.lots = new Lot[](6);
        w.lots[1] = Lot("LOT-1", 1, 0, 0, 0, 0);
        w.lots[2] = Lot("LOT-2", 1, 1, 0, 0, 0);
        w.lots[3] = Lot("LOT-3", 2, 0, 0, 0, 0);
        w.lots[4] = Lot("LOT-4", 1, 0, 0, 0, 0);
        w.lots[5] = Lot("LOT-5", 2, 1, 0, 0, 0);
        w.liens = new Lien[](MOST_LIENS);
        w.holds = new Hold[](MOST_HOLDS);
        w.shipments = new Shipment[](MOST_SHIPMENTS);
        _people(w);
        _goods(w);
        uint256 copy;
        uint256 start;
        assembly ("memory-safe") {
            copy := mload(0x40)
            start := w
            mstore(0x40, add(copy, sub(copy, w)))
        }
        (w.start, w.size, w.copy) = (start, copy - start, copy);
    }

    function _people(World memory w) private view {
        w.partners = new Partner[](PARTNERS_COUNT + 1);
        w.usedKeys = new uint256[](KEYS);
        for (uint24 p = 1; p <= PARTNERS_COUNT; ++p) {
            uint256 word = tokens.partnerSlotOf(p);
            w.partners[p] = Partner(
                keys[p],
                PartnerWord.roles(word),
                p == DISTRIBUTOR ? 1 : 0,
                false,
                0,
                PartnerWord.seq(word),
                new uint256[](PARTNERS_COUNT + 1)
            );
            w.usedKeys[w.usedCount++] = keys[p];
        }
    }

    function _goods(World memory w) private pure {
        Node[] memory nodes = new Node[](NODES);
        uint256 count = 1;
        w.runs = new Run[](7);
        w.runs[1] = Run(1, 8, 2, 2, false, 0, 0);
        w.runs[2] = Run(2, 3, 0, 0, false, 0, 0);
        w.runs[3] = Run(1, 5, 2, 0, false, 0, 0);
        w.runs[4] = Run(3, 3, 3, 1, false, 0, 0);
        w.runs[5] = Run(4, 3, 2, 0, false, 0, 0);
        w.runs[6] = Run(5, 2, 0, 0, false, 0, 0);
        for (uint32 r = 1; r < w.runs.length; ++r) {
            count = _run(w, r, nodes, count);
        }
        uint24[8] memory creators = [uint24(1), 1, 1, 2, 2, 4, 3, 3];
        uint8[8] memory levels = [3, 4, 5, 3, 4, 3, 3, 5];
        for (uint256 i = 0; i < 8; ++i) {
            nodes[count].id = Ids.make(creators[i], levels[i], 0);
            (nodes[count].level, nodes[count].creator) = (levels[i], creators[i]);
            ++count;
        }
        // Beyond the count, the cases and the pallets of a run; no such run; nobody's container.
        uint64[5] memory never = [
            Ids.make(1, 0, 8),
            Ids.make(3, 1, 3),
            Ids.make(3, 2, 0),
            Ids.make(9, 15, 0),
            Ids.make(77, 3, 0)
        ];
        for (uint256 i = 0; i < 5; ++i) {
            (nodes[count].id, nodes[count].phantom) = (never[i], true);
            (nodes[count].level, nodes[count].run) = (Ids.level(never[i]), i < 3 ? never[i] >> 32 : 0);
            // Of no unit of the run.
            nodes[count].first = nodes[count].last = type(uint32).max;
            ++count;
        }
        // Only so many were needed.
        assembly ("memory-safe") {
            mstore(nodes, count)
        }
        w.nodes = nodes;
    }

    /// @dev The nodes of a run: root, pallets, cases, units.
    function _run(World memory w, uint32 r, Node[] memory nodes, uint256 count) private pure returns (uint256) {
        Run memory run = w.runs[r];
        uint256[4] memory spans = [
            uint256(1),
            run.unitsPerCase,
            uint256(run.unitsPerCase) * run.casesPerPallet,
            run.count
        ];
        uint256[4] memory starts;
        for (uint256 k = 4; k > 0; --k) {
            uint256 span = spans[k - 1];
            if (span == 0) continue;
            starts[k - 1] = count;
            for (uint256 first = 0; first < run.count; first += span) {
                Node memory n = nodes[count++];
                n.level = k == 4 ? Ids.ROOT : k - 1;
                n.id = Ids.make(r, n.level, first / span);
                (n.run, n.first, n.last) = (r, first, first + span - 1);
                // The next level up that the layout has.
                for (uint256 up = k; up < 4 && n.usual == 0; ++up) {
                    if (spans[up] != 0) n.usual = starts[up] + first / spans[up];
                }
            }
        }
        run.root = starts[3];
        return count;
    }

    /// @dev What the contracts named: lots, liens and holds have ids of their own.
    function learnLot(World memory w, uint256 run) internal view {
        w.lots[w.runs[run].lot].id = RunWord.lot(tokens.runSlotOf(uint32(run)));
    }
}
