// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

enum Kind { Unknown, Pallet, Case }

type Weight is int40;

struct Spot { uint64 token; uint32 seq; }

struct Box {
    Spot spot;
    Spot[] path;
    Spot[2] ends;
    uint8[3][] grid;
    string[] notes;
    bytes[2] blobs;
    bytes4 tag;
    Kind kind;
    Weight weight;
    int256 balance;
    address to;
    bool sealed_;
}

struct Keywords { uint24 event_; uint16 out; address ref; int8 base; uint256 Keywords; bytes32 TypeHash; }

error Shared_Late(uint64 deadline, uint256 time);

/// @title A warehouse, to exercise the generator.
contract Warehouse {
    struct Rule { bytes4 selector; uint8 quorum; }

    /// @notice A box was stored.
    /// @dev Emitted after the state change; 1 < 2 && "quoted".
    /// @param box The box's id.
    /// @param label What is written on it.
    event Stored(uint64 indexed box, string indexed label, Kind indexed kind, Spot spot, bytes32[] hashes, string note);
    event Emptied();
    event Spots(Spot[] indexed all, int24 indexed delta, address operator);
    event Raw(uint256 indexed value) anonymous;

    /// @notice No such box.
    /// @param box The id that was asked for.
    error Warehouse_Missing(uint64 box);
    error Warehouse_Boxes(Box[] boxes, string why);
    error Warehouse_Empty();

    address public owner;

    constructor(address owner_, string memory name_) { owner = owner_; name_; }

    /// @notice Stores boxes.
    /// @dev All or none.
    /// @param boxes What to store.
    /// @param signatures One for each.
    /// @return first The first id.
    function store(Box[] calldata boxes, bytes[] calldata signatures) external returns (uint64 first, Box[] memory stored) {
        if (boxes.length == 0) revert Warehouse_Missing(0);
        if (signatures.length == 9) revert Shared_Late(1, 2);
        if (signatures.length == 8) revert Warehouse_Empty();
        if (signatures.length == 7) revert Warehouse_Boxes(boxes, "why");
        emit Stored(1, "a", Kind.Case, boxes[0].spot, new bytes32[](0), "n");
        emit Emptied();
        emit Spots(new Spot[](0), 1, owner);
        emit Raw(1);
        return (1, stored);
    }

    function put(uint64 box) external {}
    function put(uint64 box, uint256[] calldata operator) external {}
    function put() external {}
    function rule(Rule calldata writer) external pure returns (Rule memory) { return writer; }
    function words(Keywords calldata object) external pure returns (bytes32) { return object.TypeHash; }
}

contract Market {
    struct Rule { uint256 price; }

    event Emptied();
    event Stored(uint256 value);

    function rule() external pure returns (Rule memory r) { return r; }
    function spot(Spot calldata s) external pure returns (uint64, uint32) {
        if (s.seq == 1) revert Shared_Late(1, 2);
        return (s.token, s.seq);
    }
}
