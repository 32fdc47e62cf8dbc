// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {HoldWord, LotWord, RunWord} from "../../src/libraries/Words.sol";
import {ClaimWord, LienWord, PartnerWord, ShipmentWord} from "../../src/libraries/PartyWords.sol";
import {Facts} from "./Facts.sol";
import {Hold, Lien, Node, Shipment, World} from "./World.sol";
import {NodesAgreement} from "./agreement/Nodes.sol";

/// @title Compares everything but tokens with the naive model and with the replayed events
abstract contract Agreement is NodesAgreement {
    using Facts for World;
    using Facts for Node;

    /// @dev All that isn't a token: runs, lots, products, liens, holds, partners, ranges and contents.
    function compareRest(World memory w) internal {
        for (uint256 r = 1; r < w.runs.length; ++r) {
            agree(wordByEvents(RUNS, r), tokens.runSlotOf(uint32(r)), "run by events", r);
            agree(wordByEvents(SOURCES, r << 8), tokens.sourcesOf(uint32(r), 0), "sources by events", r);
            _compareSources(w, r);
            for (uint8 k = 0; k < 8; ++k) {
                agree(wordByEvents(RANGES, (r << 8) | k), tokens.rangeOf(uint32(r), k), "range by events", r);
            }
        }
        for (uint256 l = 1; l < w.lots.length; ++l) {
            _compareLot(w, l);
        }
        for (uint256 p = 1; p < w.products.length; ++p) {
            agree(wordByEvents(PRODUCTS, p), tokens.productSlotOf(uint32(p)), "product by events", p);
        }
        for (uint256 l = 1; l <= w.lienCount; ++l) {
            _compareLien(w, l);
        }
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            _compareHold(w, h);
        }
        for (uint256 s = 1; s <= w.shipmentCount; ++s) {
            _compareShipment(w, s);
        }
        _comparePartners(w);
        for (uint256 i = 1; i < w.nodes.length; ++i) {
            if (!w.nodes[i].isFree()) continue;
            uint64 id = w.nodes[i].id;
            agree(wordByEvents(CONTENTS, uint256(id) << 8), tokens.contentsOf(id, 0), "contents by events", id);
        }
    }

    function _compareLot(World memory w, uint256 l) private view {
        uint32 id = w.lots[l].id;
        if (id == 0) return;
        uint256 word = tokens.lotSlotOf(id);
        agree(wordByEvents(LOTS, id), word, "lot by events", l);
        agree(wordByEvents(LOT_MARKETS, id), tokens.lotMarketsOf(id), "markets by events", l);
        agree(uint32(word), w.lots[l].seq, "seq of a lot", l);
        agree(LotWord.generation(word), w.lots[l].generation, "generation of a lot", l);
    }

    function _compareSources(World memory w, uint256 r) private view {
        uint256 sources = w.runs[r].sources;
        uint256 word = tokens.sourcesOf(uint32(r), 0);
        uint256 count = RunWord.sources(tokens.runSlotOf(uint32(r)));
        for (uint256 l = 1; l < w.lots.length; ++l) {
            if ((sources >> l) & 1 == 0) continue;
            bool found = false;
            for (uint256 k = 0; k < count; ++k) {
                if (uint32(word >> (k * 32)) == w.lots[l].id) found = true;
            }
            agree(found ? 1 : 0, 1, "source lot", r);
        }
        agree(count, _bits(w.runs[r].sources), "number of source lots", r);
    }

    function _compareLien(World memory w, uint256 l) private view {
        Lien memory lien = w.liens[l];
        uint256 word = tokens.lienSlotOf(lien.id);
        agree(wordByEvents(LIENS, lien.id), word, "lien by events", l);
        agree(LienWord.seq(word), lien.seq, "seq of a lien", l);
        agree(LienWord.status(word), lien.status, "status of a lien", l);
        agree(LienWord.debtor(word), lien.debtor, "debtor of a lien", l);
        if (lien.status == 2) return;
        agree(LienWord.juniors(word) + 1, lien.claims, "claims of a lien", l);
        agree(LienWord.moved(word) ? 1 : 0, lien.moved ? 1 : 0, "title moved under a lien", l);
        agree(LienWord.defaulted(word), lien.defaulted, "default of a lien", l);
        agree(LienWord.noticeEnds(word), lien.noticeEnds, "notice of a lien", l);
        agree(LienWord.financier(word), lien.financiers[0], "first financier", l);
        agree(LienWord.maturity(word), lien.maturities[0], "first maturity", l);
        for (uint8 rank = 2; rank <= 4; ++rank) {
            uint256 claim = tokens.claimOf(lien.id, rank);
            agree(wordByEvents(CLAIMS, (uint256(lien.id) << 8) | rank), claim, "claim by events", l);
            uint256 expected;
            if (rank <= lien.claims) {
                expected = ClaimWord.make(
                    uint24(lien.financiers[rank - 1]),
                    uint40(lien.maturities[rank - 1]),
                    uint32(lien.notices[rank - 1])
                );
            }
            agree(claim, expected, "claim", l);
        }
    }

    function _compareHold(World memory w, uint256 h) private view {
        Hold memory hold = w.holds[h];
        uint256 word = tokens.holdSlotOf(hold.id);
        agree(wordByEvents(HOLDS, hold.id), word, "hold by events", h);
        agree(HoldWord.seq(word), hold.seq, "seq of a hold", h);
        agree(HoldWord.status(word), hold.active ? 1 : 2, "status of a hold", h);
        agree(HoldWord.kind(word), hold.kind, "kind of a hold", h);
        agree(HoldWord.scope(word), hold.scope, "scope of a hold", h);
        agree(HoldWord.partner(word), hold.partner, "partner of a hold", h);
        if (hold.kind == HoldWord.QUARANTINE) agree(HoldWord.issuer(word), hold.issuer, "issuer of a quarantine", h);
        if (hold.kind != HoldWord.DISPUTE) {
            agree(HoldWord.generation(word), hold.generation, "generation of a hold", h);
            return;
        }
        agree(HoldWord.generation(word), hold.correction ? 1 : 0, "correction", h);
        agree(HoldWord.token(word), w.nodes[hold.target].id, "token of a dispute", h);
        agree(HoldWord.lapses(word), hold.lapses, "end of a dispute", h);
        agree(HoldWord.target(word), w.shipments[hold.shipment].id, "shipment of a dispute", h);
        agree(HoldWord.class(word), hold.exception, "kind of an exception", h);
    }

    function _compareShipment(World memory w, uint256 i) private view {
        Shipment memory s = w.shipments[i];
        uint256 word = tokens.shipmentSlotOf(s.id);
        agree(wordByEvents(SHIPMENTS, s.id), word, "shipment by events", i);
        agree(wordByEvents(MANIFESTS, s.id), uint256(tokens.manifestOf(s.id)), "manifest by events", i);
        uint256 expected = ShipmentWord.make(
            uint24(s.owner),
            uint24(s.custodian),
            uint24(s.newOwner),
            uint24(s.newCustodian),
            uint24(s.carrier),
            uint40(s.until),
            uint32(s.disputeSeconds)
        );
        // Made with seq 1, in transit, without disputes.
        expected = (expected - 1 - (1 << 32)) | s.seq | (s.status << 32) | (s.disputes << 232);
        agree(word, expected, "shipment", i);
    }

    function _comparePartners(World memory w) private {
        for (uint256 p = 1; p < w.partners.length; ++p) {
            uint256 word = tokens.partnerSlotOf(uint24(p));
            agree(wordByEvents(PARTNERS, p), word, "partner by events", p);
            agree(uint160(PartnerWord.account(word)), uint160(accountOf(w.partners[p].key)), "account", p);
            agree(PartnerWord.seq(word), w.partners[p].seq, "seq of a partner", p);
            agree(PartnerWord.roles(word), w.partners[p].roles, "roles", p);
            agree(PartnerWord.suspended(word) ? 1 : 0, w.isSuspended(p) ? 1 : 0, "suspended", p);
            agree(tokens.partnerMarketsOf(uint24(p)), w.partners[p].markets, "markets", p);
            for (uint256 agent = 1; agent < w.partners.length; ++agent) {
                uint256 until = tokens.mandateOf(uint24(p), uint24(agent));
                agree(until, w.partners[p].mandates[agent], "mandate", p);
                agree(wordByEvents(MANDATES, (p << 24) | agent), until, "mandate by events", p);
            }
            agree(
                wordByEvents(PARTNER_MARKETS, p),
                tokens.partnerMarketsOf(uint24(p)),
                "markets by events",
                p
            );
        }
    }
}
