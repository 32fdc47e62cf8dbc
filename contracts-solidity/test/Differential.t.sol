// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokenState} from "../src/interfaces/ILens.sol";
import {IHandling} from "../src/interfaces/IHandling.sol";
import {ITokens} from "../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {PackTokens, TokenSeq, TransferTokens, UnpackTokens, PledgeTokens, TouchToken} from "../src/interfaces/Messages.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {LedgerTest} from "./support/LedgerTest.sol";
import {Vm} from "./support/Vm.sol";

/// @title The contracts against a naive model: one record a node, plain loops, nothing clever
/// @dev After every random act, legal or not, the model has predicted whether it is applied, and every node agrees.
contract DifferentialTest is LedgerTest {
    using Ids for uint64;

    uint256 private constant ACTS = 70;
    uint256 private constant UNITS_A = 12;
    uint256 private constant UNITS_B = 5;

    struct Node {
        uint64 id;
        bool exists;
        bool dead;
        /// A unit with a record of its own.
        bool recorded;
        /// Index of the parent plus one; 0 if held.
        uint256 parent;
        uint256 defaultParent;
        uint24 owner;
        uint24 custodian;
        uint32 lien;
        uint32[] holds;
        /// Index of its run (0 or 1), 2 for a free container; units of its default span.
        uint256 run;
        uint256 first;
        uint256 last;
    }

    struct Recall {
        uint32 id;
        bool active;
        uint24 destination;
        /// 0 lot, 1 range, 2 token.
        uint8 kind;
        uint256 run;
        uint32 first;
        uint32 last;
    }

    struct Pledge {
        uint32 id;
        bool alive;
        uint16 policy;
    }

    Node[] private nodes;
    Recall[] private recallList;
    Pledge[] private pledges;
    uint32[2] private runs;
    string[2] private lots = ["LOT-A", "LOT-B"];
    uint256 private applied;
    /// @dev What the events say that each token's word is.
    mapping(uint64 token => uint256) private replayed;
    mapping(uint64 word => uint256) private replayedBits;

    function setUp() public override {
        super.setUp();
        runs[0] = commission(commissioning(lots[0], uint32(UNITS_A), 2, 3));
        runs[1] = commission(commissioning(lots[1], uint32(UNITS_B), 0, 0));
        // Roots first, then pallets, cases, units: a default parent is there before its children.
        _add(rootOf(runs[0]), true, 0, 0, 0, UNITS_A - 1);
        _add(rootOf(runs[1]), true, 0, 1, 0, UNITS_B - 1);
        for (uint256 i = 0; i < 2; ++i) {
            _add(pallet(runs[0], i), true, 1, 0, i * 6, i * 6 + 5);
        }
        for (uint256 i = 0; i < 6; ++i) {
            _add(box(runs[0], i), true, 3 + i / 3, 0, i * 2, i * 2 + 1);
        }
        for (uint256 i = 0; i < UNITS_A; ++i) {
            _add(unit(runs[0], i), true, 5 + i / 2, 0, i, i);
        }
        for (uint256 i = 0; i < UNITS_B; ++i) {
            _add(unit(runs[1], i), true, 2, 1, i, i);
        }
        _add(container(MAKER, 3, 1), false, 0, 2, 0, 0);
        _add(container(MAKER, 3, 2), false, 0, 2, 0, 0);
        _add(container(MAKER, 4, 1), false, 0, 2, 0, 0);
        _add(container(MAKER, 5, 1), false, 0, 2, 0, 0);
    }

    /// forge-config: default.fuzz.runs = 48
    /// forge-config: nightly.fuzz.runs = 5000
    function testFuzz_Model_AgreesAfterAnyActs(uint256 seed) public {
        for (uint256 i = 0; i < nodes.length; ++i) {
            replayed[nodes[i].id] = tokens.slotOf(nodes[i].id);
        }
        vm.recordLogs();
        for (uint256 i = 0; i < ACTS; ++i) {
            seed = uint256(keccak256(abi.encode(seed, i)));
            _act(seed);
            _compare();
        }
        yes(applied > 0, "something was legal");
        _replay(vm.getRecordedLogs());
    }

    // ---- acts ----

    function _act(uint256 seed) private {
        uint256 kind = seed % 24;
        uint256 n = _pick(seed >> 16);
        bool bank = (seed >> 64) % 4 == 0;
        if (kind < 5) _transfer(n, _who((seed >> 72) % 3), _who((seed >> 80) % 4), bank);
        else if (kind < 10) _unpack(n, bank);
        else if (kind < 15) _pack(n, _target(n, seed >> 72), bank);
        else if (kind < 17) _dispense(n, bank);
        else if (kind == 17) _pledge(n, uint16((seed >> 72) % 8));
        else if (kind == 18) _release(seed >> 72);
        else if (kind == 19) _recallToken(n, (seed >> 72) % 2 == 0 ? CARRIER : 0);
        else if (kind == 20) _recallWide(seed >> 72);
        else if (kind < 23) (seed >> 72) % 3 == 0 ? _sweep(n) : _lift(seed >> 80);
        else if ((seed >> 72) % 2 == 0) _touch(n);
        else _range(n, seed >> 80, bank);
    }

    function _transfer(uint256 n, uint24 newOwner, uint24 newCustodian, bool bank) private {
        (uint24 owner, uint24 custodian, uint256 pledged) = _holding(n);
        Node storage node = nodes[n];
        bool title = newOwner != owner;
        bool custody = newCustodian != custodian;
        bool legal = _held(n) && (title || custody);
        legal = legal && bank == (pledged != 0 && (title || pledges[pledged - 1].policy & 1 == 0));
        legal = legal && !_restricted(n, title ? 0 : newCustodian);
        bytes memory data = _transferCall(
            TransferTokens(list(node.id), owner, custodian, newOwner, newCustodian, DEADLINE, 0),
            bank
        );
        if (!_try(address(tokens), data, legal, "transfer")) return;
        (node.owner, node.custodian) = (newOwner, newCustodian);
        if (pledged == 0) node.lien = 0;
    }

    function _transferCall(TransferTokens memory m, bool bank) private view returns (bytes memory) {
        bool custody = m.custodian != m.newCustodian;
        uint24[] memory by = signers(
            m.owner,
            m.newOwner,
            custody ? m.custodian : 0,
            custody ? m.newCustodian : 0,
            bank ? BANK : 0
        );
        return transferData(m, by);
    }

    function _unpack(uint256 n, bool bank) private {
        (uint24 owner, uint24 custodian, uint256 pledged) = _holding(n);
        Node storage node = nodes[n];
        bool legal = node.exists && !node.dead && node.parent != 0;
        legal = legal && bank == (pledged != 0 && pledges[pledged - 1].policy & 4 == 0);
        bytes memory data = unpackData(
            UnpackTokens(list(node.id), named(nodes[_root(n)].id), DEADLINE, 0),
            signers(custodian, bank ? BANK : 0)
        );
        if (!_try(address(tokens), data, legal, "unpack")) return;
        uint32[] memory kept = _activeOnPath(n);
        node.parent = 0;
        (node.owner, node.custodian) = (owner, custodian);
        node.lien = pledged == 0 ? 0 : pledges[pledged - 1].id;
        node.recorded = true;
        node.holds = kept;
    }

    function _pack(uint256 n, uint256 c, bool bank) private {
        (uint24 owner, uint24 custodian, uint256 pledged) = _holding(n);
        Node storage node = nodes[n];
        Node storage into = nodes[c];
        bool legal = _held(n) && !into.dead && node.id.level() < into.id.level();
        legal = legal && bank == (pledged != 0 && pledges[pledged - 1].policy & 4 == 0);
        bool bind = false;
        if (!into.exists) {
            bind = true;
            legal = legal && custodian == MAKER;
        } else if (into.run == 2 && into.parent == 0 && !_hasChildren(c)) {
            bind = true;
            legal = legal && into.custodian == custodian;
        } else {
            (uint24 owner_, uint24 custodian_, uint256 pledged_) = _holding(c);
            legal = legal && owner == owner_ && custodian == custodian_ && pledged == pledged_;
            if (into.run != 2) legal = legal && node.run != 2 && node.defaultParent == c + 1;
        }
        PackTokens memory m = PackTokens(list(node.id), named(into.id), DEADLINE, 0);
        bytes[] memory sigs = sign(
            signers(custodian, bank ? BANK : 0),
            address(tokens),
            abi.encodeCall(IHandling.pack, (m, new bytes[](0)))
        );
        if (!_try(address(tokens), abi.encodeCall(IHandling.pack, (m, sigs)), legal, "pack")) return;
        if (bind) {
            into.exists = true;
            (into.owner, into.custodian) = (owner, custodian);
            into.lien = pledged == 0 ? 0 : pledges[pledged - 1].id;
        }
        node.parent = c + 1;
    }

    function _dispense(uint256 n, bool bank) private {
        (uint24 owner, uint24 custodian, uint256 pledged) = _holding(n);
        Node storage node = nodes[n];
        bool legal = node.exists && !node.dead && node.id.level() == 0;
        legal = legal && bank == (pledged != 0 && pledges[pledged - 1].policy & 2 == 0);
        legal = legal && _activeOnPath(n).length == 0 && !_covered(node.run, node.first, node.last);
        bytes memory data = dispenseData(list(node.id), signers(owner, custodian, bank ? BANK : 0, 0, 0));
        if (_try(address(tokens), data, legal, "dispense")) node.dead = true;
    }

    function _range(uint256 r, uint256 seed, bool bank) private {
        (uint24 owner, uint24 custodian, uint256 pledged) = _holding(r);
        uint256 first = seed % UNITS_A;
        uint256 last = first + ((seed >> 8) % 4);
        bool legal = _held(r) && last < UNITS_A;
        legal = legal && bank == (pledged != 0 && pledges[pledged - 1].policy & 2 == 0);
        for (uint256 i = 0; i < nodes.length && legal; ++i) {
            Node storage node = nodes[i];
            if (node.run != 0 || node.id.level() != 0 || node.first < first || node.first > last) continue;
            legal = !node.dead && !node.recorded && _root(i) == r;
            legal = legal && _activeOnPath(i).length == 0 && !_covered(0, node.first, node.first);
        }
        bytes memory data = rangeData(
            nodes[r].id,
            runs[0],
            uint32(first),
            uint32(last),
            signers(owner, custodian, bank ? BANK : 0, 0, 0)
        );
        if (!_try(address(tokens), data, legal, "range")) return;
        for (uint256 i = 0; i < nodes.length; ++i) {
            Node storage node = nodes[i];
            if (node.run == 0 && node.id.level() == 0 && node.first >= first && node.first <= last) node.dead = true;
        }
    }

    function _pledge(uint256 n, uint16 policy) private {
        (uint24 owner, , uint256 pledged) = _holding(n);
        bool legal = _held(n) && pledged == 0 && !_restricted(n, 0);
        PledgeTokens memory m = PledgeTokens(
            list(nodes[n].id),
            owner,
            BANK,
            policy,
            uint40(NOW) + 30 days,
            7 days,
            bytes32(pledges.length),
            DEADLINE,
            0
        );
        (bool done, bytes memory result) = address(tokens).call(pledgeData(m));
        yes(done == legal, "pledge");
        if (!done) return;
        nodes[n].lien = abi.decode(result, (uint32));
        pledges.push(Pledge(nodes[n].lien, true, policy));
    }

    function _release(uint256 seed) private {
        if (pledges.length == 0) return;
        Pledge storage p = pledges[seed % pledges.length];
        if (_try(address(liens), releaseData(p.id, BANK), p.alive, "release")) p.alive = false;
    }

    function _recallToken(uint256 n, uint24 to) private {
        Node storage node = nodes[n];
        uint256 active = _count(node.holds);
        bool legal = node.exists && !node.dead && active < 8;
        (bool done, bytes memory result) = address(recalls).call(recallTokenData(node.id, REGULATOR, to));
        yes(done == legal, "recall token");
        if (!done) return;
        uint32 id = abi.decode(result, (uint32));
        if (active == 0) delete node.holds;
        node.holds.push(id);
        node.recorded = true;
        recallList.push(Recall(id, true, to, 2, 0, 0, 0));
    }

    function _recallWide(uint256 seed) private {
        uint256 run = seed % 2;
        bool range = (seed >> 8) % 3 != 0;
        uint24 to = (seed >> 16) % 2 == 0 ? CARRIER : 0;
        uint256 units = run == 0 ? UNITS_A : UNITS_B;
        uint32 first = uint32((seed >> 24) % units);
        uint32 last = uint32(first + ((seed >> 40) % (units - first)));
        uint256 active = 0;
        for (uint256 i = 0; i < recallList.length; ++i) {
            Recall storage other = recallList[i];
            if (other.active && other.kind == (range ? 1 : 0) && other.run == run) ++active;
        }
        bytes memory data = range
            ? recallRangeData(runs[run], first, last, REGULATOR, to)
            : recallLotData(lots[run], REGULATOR, to);
        (bool done, bytes memory result) = address(recalls).call(data);
        yes(done == (active < 8), "recall");
        if (!done) return;
        recallList.push(Recall(abi.decode(result, (uint32)), true, to, range ? 1 : 0, run, first, last));
    }

    function _lift(uint256 seed) private {
        if (recallList.length == 0) return;
        Recall storage r = recallList[seed % recallList.length];
        if (_try(address(recalls), liftData(r.id, REGULATOR), r.active, "lift")) r.active = false;
    }

    function _sweep(uint256 n) private {
        Node storage node = nodes[n];
        bool legal = node.exists && !node.dead;
        if (!_try(address(tokens), abi.encodeCall(IHandling.sweep, (node.id)), legal, "sweep")) return;
        if (_count(node.holds) == 0) delete node.holds;
    }

    function _touch(uint256 n) private {
        (uint24 owner, , ) = _holding(n);
        Node storage node = nodes[n];
        bytes memory data = touchData(node.id, owner);
        if (_try(address(tokens), data, node.exists && !node.dead, "touch")) node.recorded = true;
    }

    // ---- replay ----

    /// @dev The events alone give exactly the words and touched bits.
    function _replay(Vm.Log[] memory logs) private {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(tokens)) _replayOne(logs[i]);
        }
        for (uint256 i = 0; i < nodes.length; ++i) {
            uint64 id = nodes[i].id;
            same(replayed[id], tokens.slotOf(id), "replayed word");
            if (id.level() <= Ids.PALLET) same(replayedBits[id >> 8], tokens.touchedOf(id >> 8), "replayed bits");
        }
    }

    function _replayOne(Vm.Log memory log) private {
        bytes32 kind = log.topics[0];
        if (kind == ITokensEvents.Transferred.selector) {
            (, , uint256 slot) = abi.decode(log.data, (uint256, uint256, uint256));
            _set(_id(log, 1), slot);
        } else if (
            kind == ITokensEvents.Packed.selector ||
            kind == ITokensEvents.Unpacked.selector ||
            kind == ITokensEvents.Dispensed.selector
        ) {
            (uint256 slot, uint256 parentSlot, uint256 rootSlot) = abi.decode(
                log.data,
                (uint256, uint256, uint256)
            );
            _set(_id(log, 2), parentSlot);
            _set(_id(log, 3), rootSlot);
            _set(_id(log, 1), slot);
            if (slot == 0) _setBit(_id(log, 1));
        } else if (kind == ITokensEvents.RangeDispensed.selector) {
            (uint256 first, uint256 last, uint256 rootSlot) = abi.decode(log.data, (uint256, uint256, uint256));
            _set(_id(log, 2), rootSlot);
            for (uint256 i = first; i <= last; ++i) {
                _setBit(unit(uint32(_id(log, 1)), i));
            }
        } else if (kind == ITokensEvents.Touched.selector) {
            (uint256 slot, uint256 rootSlot) = abi.decode(log.data, (uint256, uint256));
            _set(_id(log, 2), rootSlot);
            _set(_id(log, 1), slot);
        } else if (kind == ITokensEvents.Pledged.selector || kind == ITokensEvents.AncestorChanged.selector) {
            _set(_id(log, 1), abi.decode(log.data, (uint256)));
        } else if (kind == ITokensEvents.HoldPlaced.selector && uint256(log.topics[2]) == 4) {
            (, uint256 slot) = abi.decode(log.data, (uint256, uint256));
            _set(_id(log, 3), slot);
        }
    }

    function _id(Vm.Log memory log, uint256 topic) private pure returns (uint64) {
        return uint64(uint256(log.topics[topic]));
    }

    function _set(uint64 token, uint256 slot) private {
        if (token == 0) return;
        // A seq never falls, and rises by one with each event that is the token's own.
        uint32 before = uint32(replayed[token]);
        yes(uint32(slot) == before || uint32(slot) == before + 1, "a gap in the seq");
        if (slot != 0 && token.level() <= Ids.PALLET) _setBit(token);
        replayed[token] = slot;
    }

    function _setBit(uint64 token) private {
        replayedBits[token >> 8] |= 1 << (token & 0xff);
    }

    // ---- the model ----

    /// @dev Reverts unless the contract decided as the model did.
    function _try(address target, bytes memory data, bool legal, string memory what) private returns (bool) {
        (bool done, bytes memory reason) = target.call(data);
        if (done != legal) {
            if (done) revert Assertion_False(string(abi.encodePacked("applied but illegal: ", what)));
            revert Assertion_Bytes(reason, bytes(what), "legal but refused");
        }
        if (done) ++applied;
        return done;
    }

    function _held(uint256 n) private view returns (bool) {
        return nodes[n].exists && !nodes[n].dead && nodes[n].parent == 0;
    }

    function _root(uint256 n) private view returns (uint256) {
        while (nodes[n].parent != 0) n = nodes[n].parent - 1;
        return n;
    }

    /// @dev Owner, custodian and living lien (index plus one) of a node's root; the maker where there's none.
    function _holding(uint256 n) private view returns (uint24, uint24, uint256) {
        Node storage root = nodes[_root(n)];
        if (!root.exists || root.dead || nodes[n].dead) return (MAKER, MAKER, 0);
        for (uint256 i = 0; i < pledges.length; ++i) {
            if (pledges[i].id == root.lien && pledges[i].alive) return (root.owner, root.custodian, i + 1);
        }
        return (root.owner, root.custodian, 0);
    }

    function _inside(uint256 n, uint256 c) private view returns (bool) {
        if (nodes[n].dead) return false;
        while (nodes[n].parent != 0) {
            n = nodes[n].parent - 1;
            if (n == c) return true;
        }
        return false;
    }

    function _hasChildren(uint256 c) private view returns (bool) {
        for (uint256 i = 0; i < nodes.length; ++i) {
            if (nodes[i].exists && _inside(i, c)) return true;
        }
        return false;
    }

    function _recallOf(uint32 id) private view returns (Recall storage) {
        for (uint256 i = 0; i < recallList.length; ++i) {
            if (recallList[i].id == id) return recallList[i];
        }
        revert Assertion_False("a hold that nobody placed");
    }

    function _count(uint32[] storage holds) private view returns (uint256 active) {
        for (uint256 i = 0; i < holds.length; ++i) {
            if (_recallOf(holds[i]).active) ++active;
        }
    }

    /// @dev Distinct active holds on a node and its ancestors.
    function _activeOnPath(uint256 n) private view returns (uint32[] memory) {
        uint32[] memory found = new uint32[](recallList.length);
        uint256 count;
        for (uint256 step = n + 1; step != 0; step = nodes[step - 1].parent) {
            uint32[] storage holds = nodes[step - 1].holds;
            for (uint256 i = 0; i < holds.length; ++i) {
                if (!_recallOf(holds[i]).active) continue;
                bool known = false;
                for (uint256 j = 0; j < count; ++j) {
                    if (found[j] == holds[i]) known = true;
                }
                if (!known) found[count++] = holds[i];
            }
        }
        uint32[] memory exact = new uint32[](count);
        for (uint256 i = 0; i < count; ++i) {
            exact[i] = found[i];
        }
        return exact;
    }

    /// @dev Whether an active recall of lot or range covers any of these units.
    function _covered(uint256 run, uint256 first, uint256 last) private view returns (bool) {
        for (uint256 i = 0; i < recallList.length; ++i) {
            Recall storage r = recallList[i];
            if (r.active && r.kind < 2 && r.run == run && (r.kind == 0 || (r.first <= last && first <= r.last))) {
                return true;
            }
        }
        return false;
    }

    /// @dev Which lots are inside a free container.
    function _hasLot(uint256 c, uint256 run) private view returns (bool) {
        for (uint256 i = 0; i < nodes.length; ++i) {
            if (!nodes[i].exists || nodes[i].run != run || nodes[i].parent == 0) continue;
            // Cases and pallets stand for their lot even if all their units are gone.
            if (_inside(i, c)) return true;
        }
        return false;
    }

    /// @dev Whether a held token may not go to `receiver` (0: may not go anywhere).
    function _restricted(uint256 n, uint24 receiver) private view returns (bool) {
        for (uint256 i = 0; i < nodes.length; ++i) {
            if (nodes[i].exists && nodes[i].holds.length != 0 && _inside(i, n)) return true;
        }
        for (uint256 i = 0; i < nodes[n].holds.length; ++i) {
            if (_blocks(_recallOf(nodes[n].holds[i]), receiver)) return true;
        }
        for (uint256 i = 0; i < recallList.length; ++i) {
            Recall storage r = recallList[i];
            if (!r.active || r.kind == 2) continue;
            if (nodes[n].run == 2) {
                if (_hasLot(n, r.run) && (r.kind == 1 || _blocks(r, receiver))) return true;
            } else if (nodes[n].run == r.run) {
                bool covers = r.kind == 0 || (r.first <= nodes[n].last && nodes[n].first <= r.last);
                if (covers && _blocks(r, receiver)) return true;
            }
        }
        return false;
    }

    function _blocks(Recall storage r, uint24 receiver) private view returns (bool) {
        return r.active && (receiver == 0 || r.destination != receiver);
    }

    function _compare() private view {
        uint64[] memory ids = new uint64[](nodes.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            ids[i] = nodes[i].id;
        }
        TokenState[] memory states = lens.statesOf(ids);
        for (uint256 i = 0; i < ids.length; ++i) {
            Node storage node = nodes[i];
            same(states[i].exists ? 1 : 0, node.exists ? 1 : 0, "exists");
            if (!node.exists) continue;
            same(states[i].status, node.dead ? 2 : 0, "status");
            if (node.dead) continue;
            (uint24 owner, uint24 custodian, uint256 pledged) = _holding(i);
            same(states[i].root, nodes[_root(i)].id, "root");
            same(states[i].owner, owner, "owner");
            same(states[i].custodian, custodian, "custodian");
            same(tokens.titleOf(ids[i]), owner, "owner by the core");
            same(states[i].lien, pledged == 0 ? 0 : pledges[pledged - 1].id, "lien");
            uint256 parent = node.parent;
            same(states[i].path.length == 0 ? 0 : states[i].path[0], parent == 0 ? 0 : nodes[parent - 1].id, "parent");
            same(tokens.parentOf(ids[i]), parent == 0 ? 0 : nodes[parent - 1].id, "parent by the core");
            uint256 holds = _activeOnPath(i).length;
            for (uint256 j = 0; j < recallList.length; ++j) {
                Recall storage r = recallList[j];
                if (!r.active || r.kind == 2) continue;
                if (node.run == 2 ? r.kind == 0 && _hasLot(i, r.run) : _coversNode(r, node)) ++holds;
            }
            same(states[i].holds.length, holds, "holds");
            uint256 inside = 0;
            for (uint256 j = 0; j < ids.length; ++j) {
                if (nodes[j].exists && !nodes[j].dead && nodes[j].parent == i + 1 && _counted(j)) ++inside;
            }
            same(states[i].inside, inside, "restricted children");
        }
    }

    function _counted(uint256 n) private view returns (bool) {
        if (nodes[n].holds.length != 0) return true;
        for (uint256 i = 0; i < nodes.length; ++i) {
            if (nodes[i].exists && nodes[i].holds.length != 0 && _inside(i, n)) return true;
        }
        return false;
    }

    function _coversNode(Recall storage r, Node storage node) private view returns (bool) {
        return r.run == node.run && (r.kind == 0 || (r.first <= node.last && node.first <= r.last));
    }

    // ---- picks ----

    function _add(uint64 id, bool exists, uint256 parent, uint256 run, uint256 first, uint256 last) private {
        Node storage node = nodes.push();
        node.id = id;
        node.exists = exists;
        node.parent = parent;
        node.defaultParent = parent;
        node.run = run;
        node.first = first;
        node.last = last;
        if (parent == 0 && exists) (node.owner, node.custodian) = (MAKER, MAKER);
    }

    /// @dev Any node, but rather one that was unpacked before: there is more to do with it.
    function _pick(uint256 seed) private view returns (uint256 n) {
        n = seed % nodes.length;
        for (uint256 i = 0; i < 3 && (seed >> 8) % 2 == 0 && !(_held(n) && n > 1); ++i) {
            n = (n + 7) % nodes.length;
        }
    }

    /// @dev A free container, or the token's own default parent.
    function _target(uint256 n, uint256 seed) private view returns (uint256) {
        uint256 own = nodes[n].defaultParent;
        if (seed % 3 == 0 && own != 0) return own - 1;
        if (seed % 17 == 0) return (seed >> 8) % nodes.length;
        return nodes.length - 4 + ((seed >> 8) % 4);
    }

    function _who(uint256 i) private pure returns (uint24) {
        return [MAKER, DISTRIBUTOR, PHARMACY, CARRIER][i];
    }
}
