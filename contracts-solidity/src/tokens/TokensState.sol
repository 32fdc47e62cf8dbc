// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SignedMessages} from "../base/SignedMessages.sol";
import {ITokensEvents} from "../interfaces/ITokensEvents.sol";
import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {RunWord} from "../libraries/Words.sol";
import {ClaimWord, LienWord, PartnerWord} from "../libraries/PartyWords.sol";

/// @title Storage of Tokens, and where a token is
/// @dev Base of Tokens and of Handling, whose code runs on the storage of Tokens.
abstract contract TokensState is SignedMessages, ITokensEvents {
    using TokenWord for uint256;
    using Ids for uint64;

    uint8 internal constant CATALOGUE = 1;
    uint8 internal constant PARTNERS = 2;
    uint8 internal constant LIENS = 3;
    uint8 internal constant RECALLS = 4;
    uint8 internal constant CONDITIONS = 5;

    /// @dev Most tokens that one message names.
    uint256 internal constant MAX_TOKENS = 256;
    /// @dev Most lots in a free container.
    uint256 internal constant MAX_LOTS = 16;
    /// @dev Most recalled ranges of one run, and most active holds on one target.
    uint256 internal constant MAX_HOLDS = 8;

    mapping(uint64 token => uint256) internal _tokens;
    mapping(uint32 run => uint256) internal _runs;
    mapping(uint32 lot => uint256) internal _lots;
    mapping(uint32 product => uint256) internal _products;
    mapping(uint32 lien => uint256) internal _liens;
    mapping(uint32 hold => uint256) internal _holds;
    mapping(uint24 partner => uint256) internal _partners;
    /// @dev Token id >> 8 => one bit per token: set when it first gets a record or is dispensed without one.
    mapping(uint64 word => uint256) internal _touched;
    /// @dev Container << 8 | index => four entries of `lot 32 | children 24 | spare 8`, lowest first.
    mapping(uint256 key => uint256) internal _contents;
    /// @dev Run << 8 | index => `hold 32 | first 32 | last 32`.
    mapping(uint256 key => uint256) internal _ranges;
    /// @dev Partner >> 3 => eight balances of 32 bits; partner 0 is the ledger itself.
    mapping(uint24 word => uint256) internal _balances;
    mapping(uint32 lot => uint256) internal _lotMarkets;
    mapping(uint24 partner => uint256) internal _partnerMarkets;
    /// @dev Kind => `address 160 | counter 32`. The counter of Catalogue counts runs.
    mapping(uint8 kind => uint256) internal _modules;
    /// @dev Lien << 8 | rank (2 to 4) => the claim's word. Rank 1 is in the lien's own.
    mapping(uint256 key => uint256) internal _claims;
    mapping(uint32 shipment => uint256) internal _shipments;
    /// @dev keccak256 of the ids of a shipment's tokens, 32 bytes each.
    mapping(uint32 shipment => bytes32) internal _manifests;
    /// @dev Run << 8 | index => eight source lots of 32 bits, lowest first.
    mapping(uint256 key => uint256) internal _sources;
    /// @dev Owner << 24 | agent => last unix second of the mandate.
    mapping(uint48 key => uint256) internal _mandates;

    modifier onlyModule(uint8 kind) {
        _checkModule(kind);
        _;
    }

    /// @dev Where a token is. For a held token `parent` is 0 and `root` the token.
    struct Place {
        uint64 token;
        uint64 parent;
        uint64 root;
        uint256 slot;
        uint256 parentSlot;
        uint256 rootSlot;
        /// The run's word, 0 if it wasn't needed to get here.
        uint256 run;
        /// By _locateNamed, of a unit without a record: the word that its touched bit is in.
        uint256 touched;
        /// First hold of every ancestor that has one; `holds` of them.
        uint32[6] ancestorHolds;
        uint256 holds;
        /// Highest `cleared` of the token and its ancestors. Only containers of its own run have any.
        uint256 cleared;
    }

    /// @dev Writes a token's word; its first sets the touched bit.
    function _save(uint64 token, uint256 slot) internal {
        if (token.level() <= Ids.PALLET && _tokens[token] == 0) _setTouched(token);
        _tokens[token] = slot;
    }

    function _setTouched(uint64 token) internal {
        _touched[token >> 8] |= 1 << (token & 0xff);
    }

    function _isTouched(uint64 token) internal view returns (bool) {
        return (_touched[token >> 8] >> (token & 0xff)) & 1 != 0;
    }

    /// @dev The word of a token that exists and isn't terminal.
    function _load(uint64 token) internal view returns (uint256 slot) {
        slot = _tokens[token];
        if (slot == 0) {
            _runOf(token);
            if (token.level() == Ids.UNIT && _isTouched(token)) revert Tokens_Terminal(token, TokenWord.DISPENSED);
        } else if (slot.terminal()) {
            revert Tokens_Terminal(token, slot.status());
        }
    }

    /// @dev As _load and then _walk, for a message that names `seq`. A unit's record has a seq of at least 1, so for 0 the
    /// touched bit comes first: if it isn't set, there's no record and reading it (cold, 2,100 gas) can be saved.
    function _locateNamed(uint64 token, uint32 seq) internal view returns (Place memory place) {
        if (seq == 0 && token.level() == Ids.UNIT) {
            place.touched = _touched[token >> 8];
            if ((place.touched >> (token & 0xff)) & 1 == 0) {
                _walk(place, token, 0, _runOf(token));
                return place;
            }
        }
        _walkFrom(place, token);
    }

    /// @dev The word of the run of a token without a record: a unit, case or pallet that its run has.
    function _runOf(uint64 token) private view returns (uint256 run) {
        uint256 level = token.level();
        run = _runs[token.run()];
        uint256 per = level > Ids.PALLET ? 0 : RunWord.unitsPer(run, level);
        // 28 and 32 bits.
        unchecked {
            if (per == 0 || token.index() * per >= RunWord.count(run)) revert Tokens_Unknown(token);
        }
    }

    /// @dev The default parent of a unit, case or pallet of a run with the word `run`.
    function _defaultParent(uint64 token, uint256 run) internal pure returns (uint64) {
        uint256 level = token.level();
        if (level == Ids.UNIT) {
            uint256 perCase = RunWord.unitsPerCase(run);
            if (perCase != 0) return Ids.make(token.run(), Ids.CASE, token.index() / perCase);
        } else if (level == Ids.CASE) {
            uint256 perPallet = RunWord.casesPerPallet(run);
            if (perPallet != 0) return Ids.make(token.run(), Ids.PALLET, token.index() / perPallet);
        }
        return Ids.make(token.run(), Ids.ROOT, 0);
    }

    function _defaultParent(uint64 token) internal view returns (uint64) {
        return _defaultParent(token, _runs[token.run()]);
    }

    /// @dev The parent by a token's word; 0 if held.
    function _parent(uint64 token, uint256 slot) internal view returns (uint64) {
        uint256 mode = slot.mode();
        if (mode == TokenWord.MODE_HELD) return 0;
        return mode == TokenWord.MODE_NESTED ? slot.parent() : _defaultParent(token);
    }

    /// @dev The word of a token that must be held.
    function _loadHeld(uint64 token) internal view returns (uint256 slot) {
        slot = _load(token);
        if (slot.mode() != TokenWord.MODE_HELD) revert Tokens_NotHeld(token, _parent(token, slot));
    }

    /// @dev Finds a token's parent and root, and the holds on the way.
    function _locate(uint64 token) internal view returns (Place memory place) {
        _walkFrom(place, token);
    }

    function _walkFrom(Place memory place, uint64 token) private view {
        uint256 slot = _load(token);
        _walk(place, token, slot, slot.mode() == TokenWord.MODE_DEFAULT ? _runs[token.run()] : 0);
    }

    /// @dev Fills in the place of a token from its word, which exists and isn't terminal, and that of its run if it is in its
    /// default parent. Default parents are of one run: what is once in a free container has no default parent further up.
    /// The place is given, since one that is returned would be made twice.
    function _walk(Place memory place, uint64 token, uint256 slot, uint256 run) private view {
        place.token = token;
        place.slot = slot;
        place.run = run;
        uint256 words = slot;
        uint64 root = token;
        while (true) {
            if (slot == 0) {
                root = _defaultParent(root, run);
            } else {
                uint256 mode = slot.mode();
                if (mode == TokenWord.MODE_HELD) break;
                if (mode == TokenWord.MODE_NESTED) {
                    root = slot.parent();
                } else {
                    // A final status has no parent at all.
                    if (slot.terminal()) revert Tokens_Terminal(root, slot.status());
                    root = _defaultParent(root, run);
                }
            }
            slot = _tokens[root];
            if (place.parent == 0) (place.parent, place.parentSlot) = (root, slot);
            if (slot == 0) continue;
            uint32 hold = slot.hold();
            if (hold != 0) place.ancestorHolds[place.holds++] = hold;
            words |= slot;
        }
        place.root = root;
        place.rootSlot = slot;
        // Few are: the highest is looked for where there's any.
        if (words.cleared() != 0) place.cleared = _clearedOf(token);
    }

    /// @dev Up to which recall of its lot a token is cleared, itself or by an ancestor.
    function _clearedOf(uint64 token) private view returns (uint256 cleared) {
        while (token != 0) {
            uint256 slot = _tokens[token];
            if (slot.cleared() > cleared) cleared = slot.cleared();
            token = _parent(token, slot);
        }
    }

    /// @dev Raises seq, and binds if the act binds the contents.
    function _raise(uint64 token, uint256 slot, bool binding) internal pure returns (uint256) {
        if (slot.seq() == type(uint32).max || (binding && slot.binds() == type(uint24).max)) {
            revert Tokens_CounterFull(token);
        }
        return slot + (binding ? (1 << 32) + 1 : 1);
    }

    /// @dev Raises the root's seq after something inside changed, and writes it.
    function _raiseRoot(uint64 root) internal returns (uint256 slot) {
        slot = _raise(root, _tokens[root], false);
        _tokens[root] = slot;
    }

    function _checkSeq(uint64 token, uint32 expected, uint256 slot) internal pure {
        if (slot.seq() != expected) revert Tokens_StaleSeq(token, expected, slot.seq());
    }

    function _checkActiveStatus(uint64 token, uint256 slot) internal pure {
        if (slot.status() != TokenWord.ACTIVE) revert Tokens_NotActive(token, slot.status());
    }

    function _checkCount(uint256 count) internal pure {
        if (count == 0 || count > MAX_TOKENS) revert Tokens_Count(count, MAX_TOKENS);
    }

    /// @dev The lien that binds a held token now, 0 if none or ended.
    function _lienOf(uint256 slot) internal view returns (uint32 lien, uint256 word) {
        lien = slot.lien();
        if (lien != 0) {
            word = _liens[lien];
            if (!LienWord.alive(word)) (lien, word) = (0, 0);
        }
    }

    /// @dev Signers in canonical order, each once: owners, custodians and carrier, then the financiers of four claims.
    struct Signers {
        uint24[9] list;
        uint256 count;
    }

    function _addSigner(Signers memory signers, uint24 partner) internal pure {
        for (uint256 i = 0; i < signers.count; ++i) {
            if (signers.list[i] == partner) return;
        }
        signers.list[signers.count++] = partner;
    }

    /// @dev Adds the financiers of a lien's claims up to `ranks`, the most senior first.
    function _addFinanciers(Signers memory signers, uint32 lien, uint256 word, uint256 ranks) internal view {
        if (ranks == 0) return;
        _addSigner(signers, LienWord.financier(word));
        for (uint256 rank = 2; rank <= ranks; ++rank) {
            _addSigner(signers, ClaimWord.financier(_claims[(uint256(lien) << 8) | rank]));
        }
    }

    /// @dev Everyone on the list has signed, in its order.
    function _checkSignatures(bytes32 digest, Signers memory signers, bytes[] calldata signatures) internal view {
        if (signatures.length != signers.count) revert Messages_SignatureCount(signers.count, signatures.length);
        for (uint256 i = 0; i < signers.count; ++i) {
            uint24 partner = signers.list[i];
            _checkSignature(digest, partner, PartnerWord.account(_partners[partner]), signatures[i], i);
        }
    }

    /// @dev As _checkSignatures for a list of one: the usual case, for 700 gas less.
    function _checkOneSignature(
        bytes32 digest,
        uint24 partner,
        uint256 word,
        bytes[] calldata signatures
    ) internal view {
        if (signatures.length != 1) revert Messages_SignatureCount(1, signatures.length);
        _checkSignature(digest, partner, PartnerWord.account(word), signatures[0], 0);
    }

    /// @dev Owner, then custodian if different; then all financiers if the lien's policy lacks `permission`, or a default
    /// has ended it.
    function _checkConsent(
        bytes32 digest,
        Signers memory signers,
        uint64 token,
        uint256 rootSlot,
        uint256 permission,
        bytes[] calldata signatures
    ) internal view {
        (uint32 lien, uint256 word) = _lienOf(rootSlot);
        if (lien != 0 && !LienWord.permits(word, permission)) {
            uint256 before = signers.count;
            Signers memory financiers;
            _addFinanciers(financiers, lien, word, LienWord.juniors(word) + 1);
            for (uint256 i = 0; i < financiers.count; ++i) {
                _addSigner(signers, financiers.list[i]);
            }
            if (signers.count > before && signatures.length == before) {
                revert Tokens_Pledged(token, lien, signers.list[before]);
            }
            // Also one that signs as owner or receiver too, who may be suspended otherwise.
            for (uint256 i = 0; i < financiers.count; ++i) {
                _checkActive(financiers.list[i], _partners[financiers.list[i]]);
            }
        }
        _checkSignatures(digest, signers, signatures);
    }

    /// @dev Raises the seq of a partner that signed a message which names it; returns its word.
    function _raisePartner(uint24 partner, uint32 seq) internal returns (uint256 word) {
        word = _partners[partner];
        if (word == 0) revert Partners_Unknown(partner);
        if (PartnerWord.seq(word) != seq) revert Partners_StaleSeq(partner, seq, PartnerWord.seq(word));
        unchecked {
            word += PartnerWord.ONE_SEQ;
        }
        _partners[partner] = word;
    }

    function _checkModule(uint8 kind) internal view {
        if (address(uint160(_modules[kind])) != msg.sender) revert Tokens_NotTheModule(kind, msg.sender);
    }
}
