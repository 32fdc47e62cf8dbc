// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Gs1} from "../src/libraries/Gs1.sol";
import {Assertions} from "./support/Assertions.sol";

/// @title The check digit in lanes against the loop of the standard; the character set against its list
contract Gs1Test is Assertions {
    function testFuzz_IsKey_AgreesWithTheLoop(uint64 number, uint8 size) public pure {
        uint256 digits = 8 + (size % 11);
        number = uint64(uint256(number) % 10 ** (digits + 1));
        _agree(number, digits);
        // Exactly one last digit is right, so that the true side is met as often.
        uint64 tens = number - (number % 10);
        uint256 right = 0;
        for (uint64 last = 0; last < 10; ++last) {
            _agree(tens + last, digits);
            if (_slowIsKey(tens + last, 20)) ++right;
        }
        yes(tens == 0 || right == 1, "one check digit");
    }

    function test_IsKey_LaneEdges() public pure {
        // Nines fill every lane; powers of ten and their neighbours cross from one into the next.
        for (uint256 digits = 1; digits <= 18; ++digits) {
            uint64 power = uint64(10 ** digits);
            for (uint64 i = 0; i < 12; ++i) {
                _agree(power - 1 - (i < power ? i : 0), digits);
                _agree(power + i, 18);
                _agree((power - 1) / 9 * (i % 10), 18);
            }
        }
        yes(!Gs1.isKey(0, 14), "zero");
    }

    function test_IsText_EveryCharacter() public view {
        bytes memory set = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
        same(set.length, 82, "the set has 82");
        bool[256] memory allowed;
        for (uint256 i = 0; i < set.length; ++i) {
            allowed[uint8(set[i])] = true;
        }
        for (uint256 character = 0; character < 256; ++character) {
            bytes1 c = bytes1(uint8(character));
            yes(this.isText(abi.encodePacked(c), 20) == allowed[character], "alone");
            yes(this.isText(abi.encodePacked("AB", c, "9"), 20) == allowed[character], "in the middle");
            yes(this.isText(abi.encodePacked("1234567890123456789", c), 20) == allowed[character], "last");
        }
        yes(!this.isText("", 20), "empty");
        yes(!this.isText("123456789012345678901", 20), "too long");
    }

    function testFuzz_IsText_AgreesWithTheList(bytes32 random, uint8 size, uint8 place, bool kept) public view {
        bytes memory set = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
        bytes memory text = new bytes(size % 33);
        bool expected = text.length != 0;
        for (uint256 i = 0; i < text.length; ++i) {
            // All of the set but perhaps one, or bytes of any kind, whose high bits carry over.
            text[i] = kept && i != place % 64 ? set[uint8(random[i]) % 82] : random[i];
            bool found = false;
            for (uint256 j = 0; j < set.length; ++j) {
                if (set[j] == text[i]) found = true;
            }
            expected = expected && found;
        }
        yes(this.isText(text, 32) == expected, "lanes and list differ");
    }

    function isText(bytes calldata text, uint256 limit) external pure returns (bool) {
        return Gs1.isText(text, limit);
    }

    function _agree(uint64 number, uint256 digits) private pure {
        yes(Gs1.isKey(number, digits) == _slowIsKey(number, digits), "lanes and loop differ");
    }

    /// @dev GS1 General Specifications 7.9: weights 1 and 3 in turn from the right.
    function _slowIsKey(uint64 number, uint256 digits) private pure returns (bool) {
        if (number == 0 || uint256(number) >= 10 ** digits) return false;
        uint256 sum = 0;
        uint256 weight = 1;
        for (uint256 rest = number; rest != 0; rest /= 10) {
            sum += (rest % 10) * weight;
            weight = 4 - weight;
        }
        return sum % 10 == 0;
    }
}
