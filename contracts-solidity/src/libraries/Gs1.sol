// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title GS1 numbers and characters
/// @dev GS1 General Specifications, section 7.9 (check digits) and 7.11 (character set 82).
library Gs1 {
    /// @dev One bit per character of the set: ! " % & ' ( ) * + , - . / 0-9 : ; < = > ? A-Z _ a-z.
    uint256 private constant CHARACTER_SET_82 = 0x7fffffe87fffffeffffffe600000000;

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

    /// @notice Whether a text has 1 to `limit` characters (at most 32), all of character set 82.
    function isText(bytes calldata text, uint256 limit) internal pure returns (bool) {
        if (text.length == 0 || text.length > limit) return false;
        uint256 missing = 0;
        uint256 word = uint256(bytes32(text));
        unchecked {
            for (uint256 i = text.length; i != 0; --i) {
                missing |= ~(CHARACTER_SET_82 >> (word >> 248));
                word <<= 8;
            }
        }
        return missing & 1 == 0;
    }
}
