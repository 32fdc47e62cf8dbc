// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PartnerWord} from "../libraries/PartyWords.sol";
import {TokensState} from "./TokensState.sol";

/// @title What the module Partners may do
abstract contract PartnerSetting is TokensState {
    /// @dev See ITokens.
    function setPartner(
        uint24 partner,
        address account,
        uint16 roles,
        uint8 status,
        uint40 until
    ) external onlyModule(PARTNERS) {
        uint32 seq = PartnerWord.seq(_partners[partner]) + 1;
        uint256 word = PartnerWord.make(account, seq, roles, status, until);
        _partners[partner] = word;
        emit PartnerSet(partner, word);
    }

    /// @dev See ITokens.
    function setPartnerMarkets(uint24 partner, uint256 markets) external onlyModule(PARTNERS) {
        uint256 word = _partners[partner] + PartnerWord.ONE_SEQ;
        _partners[partner] = word;
        emit PartnerSet(partner, word);
        _partnerMarkets[partner] = markets;
        emit PartnerMarketsSet(partner, markets);
    }

    /// @dev See ITokens.
    function setMandate(uint24 owner, uint24 agent, uint40 until) external onlyModule(PARTNERS) {
        uint256 word = _partners[owner] + PartnerWord.ONE_SEQ;
        _partners[owner] = word;
        emit PartnerSet(owner, word);
        _mandates[(uint48(owner) << 24) | agent] = until;
        emit MandateSet(owner, agent, until);
    }
}
