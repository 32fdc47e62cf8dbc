// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "../support/Vm.sol";
import {DifferentialTest} from "./Differential.t.sol";
import {Node, World} from "./World.sol";

/// @dev Cheat codes that write files.
interface FilesVm {
    function createDir(string calldata path, bool recursive) external;
    function writeFile(string calldata path, string calldata data) external;
    function writeLine(string calldata path, string calldata data) external;
    function toString(address value) external pure returns (string memory);
    function toString(bytes32 value) external pure returns (string memory);
    function toString(bytes calldata value) external pure returns (string memory);
    function toString(uint256 value) external pure returns (string memory);
}

/// @title Writes the events of fuzz runs and the storage that they end with to files, for other projections of them
/// @dev `out/runs/scene.txt` has what comes before every run, `out/runs/<n>.txt` one run each. Lines: `at name address`,
/// `block unix-seconds`, `log address topic,topic data`, and at the end `word table id value` for every word of Tokens.
contract RunsExportTest is DifferentialTest {
    uint256 private constant RUNS_WRITTEN = 24;
    string private constant FOLDER = "out/runs/";
    FilesVm private constant FILES = FilesVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    string private _path;

    function setUp() public override {
        _path = string.concat(FOLDER, "scene.txt");
        FILES.createDir(FOLDER, true);
        FILES.writeFile(_path, "");
        super.setUp();
        _contract("Council", address(council));
        _contract("Catalogue", address(catalogue));
        _contract("Partners", address(partners));
        _contract("Liens", address(liens));
        _contract("Recalls", address(recalls));
        _contract("Conditions", address(conditions));
        _contract("Relay", address(relay));
        _contract("Lens", address(lens));
        _contract("Tokens", address(tokens));
    }

    function test_Export_RunsForOtherProjections() public {
        uint256 count = SETTINGS.envOr("LEDGER_FUZZ_EXPORT", RUNS_WRITTEN);
        uint256 base = SETTINGS.envOr("LEDGER_FUZZ_SEED", uint256(1));
        for (uint256 i = 0; i < count; ++i) {
            _path = string.concat(FOLDER, FILES.toString(i), ".txt");
            FILES.writeFile(_path, "");
            runOne(uint64(uint256(keccak256(abi.encode(base, i)))));
        }
    }

    function _contract(string memory name, address at) private {
        FILES.writeLine(_path, string.concat("at ", name, " ", FILES.toString(at)));
    }

    /// @dev Every batch of logs is an act's.
    function replay(Vm.Log[] memory logs, address tokens_) internal override {
        super.replay(logs, tokens_);
        FILES.writeLine(_path, string.concat("block ", FILES.toString(clock)));
        for (uint256 i = 0; i < logs.length; ++i) {
            string memory topics = "";
            for (uint256 t = 0; t < logs[i].topics.length; ++t) {
                topics = string.concat(topics, t == 0 ? "" : ",", FILES.toString(logs[i].topics[t]));
            }
            string memory emitter = FILES.toString(logs[i].emitter);
            string memory data = FILES.toString(logs[i].data);
            FILES.writeLine(_path, string.concat("log ", emitter, " ", topics, " ", data));
        }
    }

    function _word(string memory table, uint256 id, uint256 value) private {
        string memory line = string.concat("word ", table, " ", FILES.toString(id), " ");
        FILES.writeLine(_path, string.concat(line, FILES.toString(bytes32(value))));
    }

    /// @dev What the contracts say, not what the model or the replay does.
    function finish(World memory w) internal override {
        for (uint256 i = 1; i < w.nodes.length; ++i) {
            Node memory n = w.nodes[i];
            _word("token", n.id, tokens.slotOf(n.id));
            if (n.level <= 2) _word("touched", n.id >> 8, tokens.touchedOf(n.id >> 8));
            else if (n.level <= 5) _word("contents", uint256(n.id) << 8, tokens.contentsOf(n.id, 0));
        }
        for (uint32 r = 1; r < w.runs.length; ++r) {
            _word("run", r, tokens.runSlotOf(r));
            _word("source", uint256(r) << 8, tokens.sourcesOf(r, 0));
            for (uint8 k = 0; k < 8; ++k) {
                _word("range", (uint256(r) << 8) | k, tokens.rangeOf(r, k));
            }
        }
        for (uint256 l = 1; l < w.lots.length; ++l) {
            if (w.lots[l].id == 0) continue;
            _word("lot", w.lots[l].id, tokens.lotSlotOf(w.lots[l].id));
        }
        for (uint32 p = 1; p < w.products.length; ++p) {
            _word("product", p, tokens.productSlotOf(p));
        }
        _finishRecords(w);
    }

    function _finishRecords(World memory w) private {
        for (uint256 l = 1; l <= w.lienCount; ++l) {
            uint32 id = w.liens[l].id;
            _word("lien", id, tokens.lienSlotOf(id));
            for (uint8 rank = 2; rank <= 4; ++rank) {
                _word("claim", (uint256(id) << 8) | rank, tokens.claimOf(id, rank));
            }
        }
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            _word("hold", w.holds[h].id, tokens.holdSlotOf(w.holds[h].id));
        }
        for (uint256 s = 1; s <= w.shipmentCount; ++s) {
            uint32 id = w.shipments[s].id;
            _word("shipment", id, tokens.shipmentSlotOf(id));
            _word("manifest", id, uint256(tokens.manifestOf(id)));
        }
        for (uint24 p = 1; p < w.partners.length; ++p) {
            _word("partner", p, tokens.partnerSlotOf(p));
            for (uint24 agent = 1; agent < w.partners.length; ++agent) {
                _word("mandate", (uint256(p) << 24) | agent, tokens.mandateOf(p, agent));
            }
        }
    }
}
