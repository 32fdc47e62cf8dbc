// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title GS1 numbers and characters
/// @dev GS1 General Specifications, section 7.9 (check digits) and 7.11 (character set 82).
library Gs1 {
    /// @dev The lowest and the highest bit of each byte of a word.
    uint256 private constant ONES = type(uint256).max / 0xff;
    uint256 private constant HIGH_BITS = ONES << 7;

    /// @notice Whether a number has at most `digits` digits and its last is the check digit of the others.
    function isKey(uint64 number, uint256 digits) internal pure returns (bool) {
        if (number == 0 || number >= 10 ** digits) return false;
        // All digits at once: lanes are halved until each has two digits, the quotient moving up and the remainder staying
        // (`x + q * (2**half - divisor)`). Quotients are products with reciprocals that are exact for the lane's range.
        // The plain loop over digits, with which a test compares it, takes 500 gas more.
        unchecked {
            uint256 q = number / 1e16;
            uint256 x = number + q * (2 ** 128 - 1e16);
            q = ((x * 3022314549036573) >> 78) & 0x00000000000000000000000007ffffff00000000000000000000000007ffffff;
            x += q * (2 ** 64 - 1e8);
            q = ((x * 109951163) >> 40) & 0x0000000000003fff0000000000003fff0000000000003fff0000000000003fff;
            x += q * (2 ** 32 - 1e4);
            q = ((x * 5243) >> 19) & 0x0000007f0000007f0000007f0000007f0000007f0000007f0000007f0000007f;
            x += q * (2 ** 16 - 100);
            q = ((x * 103) >> 10) & 0x000f000f000f000f000f000f000f000f000f000f000f000f000f000f000f000f;
            // A pair 10t + u weighs u + 3t. The remainder by 2**16 - 1 is the sum of the lanes.
            return ((x - q * 7) % 0xffff) % 10 == 0;
        }
    }

    /// @notice Whether a text has 1 to `limit` characters (at most 32), all of character set 82:
    /// ! " % & ' ( ) * + , - . / 0-9 : ; < = > ? A-Z _ a-z.
    function isText(bytes calldata text, uint256 limit) internal pure returns (bool) {
        if (text.length == 0 || text.length > limit) return false;
        // All characters at once. Adding 0x80 - c to a byte below 0x80 sets its high bit if it is at least c, and carries
        // nothing over. The set has five gaps, so it begins or ends at ten places; a byte that is at or behind an odd
        // number of them is in the set. A byte from 0x80 on is out by its own high bit, whatever it carries.
        // A loop takes 80 gas more for each character.
        unchecked {
            uint256 word = uint256(bytes32(text)) | ((ONES * uint8(bytes1("0"))) >> (text.length * 8));
            uint256 odd = (word + ONES * (0x80 - 0x21)) ^ (word + ONES * (0x80 - 0x23)); // ! "
            odd ^= (word + ONES * (0x80 - 0x25)) ^ (word + ONES * (0x80 - 0x40)); // % to ?
            odd ^= (word + ONES * (0x80 - 0x41)) ^ (word + ONES * (0x80 - 0x5b)); // A to Z
            odd ^= (word + ONES * (0x80 - 0x5f)) ^ (word + ONES * (0x80 - 0x60)); // _
            odd ^= (word + ONES * (0x80 - 0x61)) ^ (word + ONES * (0x80 - 0x7b)); // a to z
            return odd & ~word & HIGH_BITS == HIGH_BITS;
        }
    }
}
