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
        // Two digits a round, from the right: weights 1 and 3. A sum of 20 digits fits by far.
        uint256 sum = 0;
        unchecked {
            for (uint256 rest = number; rest != 0; rest /= 100) {
                uint256 pair = rest % 100;
                sum += (pair % 10) + (pair / 10) * 3;
            }
        }
        return sum % 10 == 0;
    }

    /// @notice Whether a text has 1 to `limit` characters, all of character set 82.
    function isText(bytes calldata text, uint256 limit) internal pure returns (bool) {
        if (text.length == 0 || text.length > limit) return false;
        uint256 missing = 0;
        for (uint256 i = 0; i < text.length; ) {
            missing |= ~(CHARACTER_SET_82 >> uint8(text[i]));
            unchecked {
                ++i;
            }
        }
        return missing & 1 == 0;
    }
}
