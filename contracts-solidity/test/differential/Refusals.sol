// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../../src/interfaces/ICatalogue.sol";
import {IConditions} from "../../src/interfaces/IConditions.sol";
import {ILiens} from "../../src/interfaces/ILiens.sol";
import {IMessages} from "../../src/interfaces/IMessages.sol";
import {IPartners} from "../../src/interfaces/IPartners.sol";
import {IRecalls} from "../../src/interfaces/IRecalls.sol";
import {ITokensEvents} from "../../src/interfaces/ITokensEvents.sol";

/// @title The refusals that a random act may meet, by name
/// @dev Anything else, a panic or a revert without data above all, is a fault. So are full lists and counters: the
/// sequences stay below their bounds.
abstract contract Refusals {
    function isNamedRefusal(bytes memory reason) internal pure returns (bool) {
        return bytes(_nameOf(bytes4(reason))).length != 0;
    }

    function nameOf(bytes memory reason) internal pure returns (string memory name) {
        name = _nameOf(bytes4(reason));
        if (bytes(name).length == 0) name = "no refusal that has a name here";
    }

    function _nameOf(bytes4 selector) private pure returns (string memory) {
        if (selector == ILiens.Liens_Unknown.selector) return "Liens_Unknown";
        if (selector == IMessages.Messages_DeadlinePassed.selector) return "Messages_DeadlinePassed";
        if (selector == IMessages.Messages_SignatureCount.selector) return "Messages_SignatureCount";
        if (selector == IMessages.Messages_WrongSigner.selector) return "Messages_WrongSigner";
        if (selector == IMessages.Partners_Unknown.selector) return "Partners_Unknown";
        if (selector == IMessages.Partners_Suspended.selector) return "Partners_Suspended";
        if (selector == IMessages.Partners_RoleMissing.selector) return "Partners_RoleMissing";
        if (selector == IMessages.Partners_StaleSeq.selector) return "Partners_StaleSeq";
        if (selector == IPartners.Partners_NotTheCouncil.selector) return "Partners_NotTheCouncil";
        if (selector == IPartners.Partners_AccountTaken.selector) return "Partners_AccountTaken";
        if (selector == IPartners.Partners_RolesInvalid.selector) return "Partners_RolesInvalid";
        if (selector == IPartners.Partners_UntilInvalid.selector) return "Partners_UntilInvalid";
        if (selector == IPartners.Partners_NotSuspended.selector) return "Partners_NotSuspended";
        if (selector == IRecalls.Recalls_ClassInvalid.selector) return "Recalls_ClassInvalid";
        if (selector == IRecalls.Recalls_TooManyDestinations.selector) return "Recalls_TooManyDestinations";
        if (selector == IRecalls.Recalls_NotAllowed.selector) return "Recalls_NotAllowed";
        if (selector == IRecalls.Recalls_LotUnknown.selector) return "Recalls_LotUnknown";
        if (selector == IRecalls.Recalls_RunUnknown.selector) return "Recalls_RunUnknown";
        if (selector == IRecalls.Recalls_Unknown.selector) return "Recalls_Unknown";
        if (selector == ITokensEvents.Tokens_Unknown.selector) return "Tokens_Unknown";
        if (selector == ITokensEvents.Tokens_StaleSeq.selector) return "Tokens_StaleSeq";
        if (selector == ITokensEvents.Tokens_NotHeld.selector) return "Tokens_NotHeld";
        if (selector == ITokensEvents.Tokens_NotNested.selector) return "Tokens_NotNested";
        if (selector == ITokensEvents.Tokens_Terminal.selector) return "Tokens_Terminal";
        if (selector == ITokensEvents.Tokens_WrongOwner.selector) return "Tokens_WrongOwner";
        if (selector == ITokensEvents.Tokens_WrongCustodian.selector) return "Tokens_WrongCustodian";
        if (selector == ITokensEvents.Tokens_LienDiffers.selector) return "Tokens_LienDiffers";
        if (selector == ITokensEvents.Tokens_NothingMoves.selector) return "Tokens_NothingMoves";
        if (selector == ITokensEvents.Tokens_Pledged.selector) return "Tokens_Pledged";
        if (selector == ITokensEvents.Tokens_OnHold.selector) return "Tokens_OnHold";
        if (selector == ITokensEvents.Tokens_HeldInside.selector) return "Tokens_HeldInside";
        if (selector == ITokensEvents.Tokens_RangeInside.selector) return "Tokens_RangeInside";
        if (selector == ITokensEvents.Tokens_NotADestination.selector) return "Tokens_NotADestination";
        if (selector == ITokensEvents.Tokens_NotAReturn.selector) return "Tokens_NotAReturn";
        if (selector == ITokensEvents.Tokens_WrongMarket.selector) return "Tokens_WrongMarket";
        if (selector == ITokensEvents.Tokens_WrongLevel.selector) return "Tokens_WrongLevel";
        if (selector == ITokensEvents.Tokens_NotOwnChild.selector) return "Tokens_NotOwnChild";
        if (selector == ITokensEvents.Tokens_NotYourContainer.selector) return "Tokens_NotYourContainer";
        if (selector == ITokensEvents.Tokens_RootDiffers.selector) return "Tokens_RootDiffers";
        if (selector == ITokensEvents.Tokens_AlreadyTouched.selector) return "Tokens_AlreadyTouched";
        if (selector == ITokensEvents.Tokens_NotAUnit.selector) return "Tokens_NotAUnit";
        if (selector == ITokensEvents.Tokens_RangeInvalid.selector) return "Tokens_RangeInvalid";
        if (selector == ITokensEvents.Tokens_NotAParty.selector) return "Tokens_NotAParty";
        if (selector == ITokensEvents.Tokens_PledgeInvalid.selector) return "Tokens_PledgeInvalid";
        if (selector == ITokensEvents.Tokens_LienNotActive.selector) return "Tokens_LienNotActive";
        if (selector == ITokensEvents.Tokens_StaleLien.selector) return "Tokens_StaleLien";
        if (selector == ITokensEvents.Tokens_NotUnderLien.selector) return "Tokens_NotUnderLien";
        if (selector == ITokensEvents.Tokens_HoldNotActive.selector) return "Tokens_HoldNotActive";
        if (selector == ITokensEvents.Tokens_StaleHold.selector) return "Tokens_StaleHold";
        if (selector == ITokensEvents.Tokens_HoldsFull.selector) return "Tokens_HoldsFull";
        if (selector == ITokensEvents.Tokens_TargetUnknown.selector) return "Tokens_TargetUnknown";
        if (selector == ITokensEvents.Tokens_StaleLot.selector) return "Tokens_StaleLot";
        return _nameOfMore(selector);
    }

    function _nameOfMore(bytes4 selector) private pure returns (string memory) {
        if (selector == ITokensEvents.Tokens_NotActive.selector) return "Tokens_NotActive";
        if (selector == ITokensEvents.Tokens_ShipmentInvalid.selector) return "Tokens_ShipmentInvalid";
        if (selector == ITokensEvents.Tokens_ShipmentNotOpen.selector) return "Tokens_ShipmentNotOpen";
        if (selector == ITokensEvents.Tokens_StaleShipment.selector) return "Tokens_StaleShipment";
        if (selector == ITokensEvents.Tokens_ManifestDiffers.selector) return "Tokens_ManifestDiffers";
        if (selector == ITokensEvents.Tokens_ShipmentUntil.selector) return "Tokens_ShipmentUntil";
        if (selector == ITokensEvents.Tokens_AcceptedDiffers.selector) return "Tokens_AcceptedDiffers";
        if (selector == ITokensEvents.Tokens_KindInvalid.selector) return "Tokens_KindInvalid";
        if (selector == ITokensEvents.Tokens_NotInShipment.selector) return "Tokens_NotInShipment";
        if (selector == ITokensEvents.Tokens_NotInDispute.selector) return "Tokens_NotInDispute";
        if (selector == ITokensEvents.Tokens_DisputeOpen.selector) return "Tokens_DisputeOpen";
        if (selector == ITokensEvents.Tokens_InDispute.selector) return "Tokens_InDispute";
        if (selector == ITokensEvents.Tokens_NotMissing.selector) return "Tokens_NotMissing";
        if (selector == ITokensEvents.Tokens_IssuerDiffers.selector) return "Tokens_IssuerDiffers";
        if (selector == ITokensEvents.Tokens_CountryInvalid.selector) return "Tokens_CountryInvalid";
        if (selector == ITokensEvents.Tokens_RankInvalid.selector) return "Tokens_RankInvalid";
        if (selector == ITokensEvents.Tokens_ClaimInvalid.selector) return "Tokens_ClaimInvalid";
        if (selector == ITokensEvents.Tokens_NotMatured.selector) return "Tokens_NotMatured";
        if (selector == ITokensEvents.Tokens_NotDefaulted.selector) return "Tokens_NotDefaulted";
        if (selector == ITokensEvents.Tokens_NoticeRuns.selector) return "Tokens_NoticeRuns";
        if (selector == ITokensEvents.Tokens_NotClearable.selector) return "Tokens_NotClearable";
        if (selector == ITokensEvents.Tokens_NotCleared.selector) return "Tokens_NotCleared";
        if (selector == IConditions.Conditions_NotAllowed.selector) return "Conditions_NotAllowed";
        if (selector == IConditions.Conditions_SeverityInvalid.selector) return "Conditions_SeverityInvalid";
        if (selector == IConditions.Conditions_KindInvalid.selector) return "Conditions_KindInvalid";
        if (selector == IConditions.Conditions_Unknown.selector) return "Conditions_Unknown";
        if (selector == IConditions.Conditions_NotTheIssuer.selector) return "Conditions_NotTheIssuer";
        if (selector == ICatalogue.Catalogue_NotTheIssuer.selector) return "Catalogue_NotTheIssuer";
        return "";
    }
}
