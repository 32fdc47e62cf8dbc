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
        uint256 rest = number / 10;
        uint256 sum = number % 10;
        for (uint256 weight = 3; rest != 0; weight = 4 - weight) {
            sum += (rest % 10) * weight;
            rest /= 10;
        }
        return sum % 10 == 0;
    }

    /// @notice Whether a text has 1 to `limit` characters, all of character set 82.
    function isText(bytes calldata text, uint256 limit) internal pure returns (bool) {
        if (text.length == 0 || text.length > limit) return false;
        for (uint256 i = 0; i < text.length; ++i) {
            if ((CHARACTER_SET_82 >> uint8(text[i])) & 1 == 0) return false;
        }
        return true;
    }
}
