// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import {CommissionRun} from "../src/interfaces/Messages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {PartnerWord} from "../src/libraries/PartyWords.sol";
import {ShippingCalls} from "./support/ShippingCalls.sol";

/// @dev Roles and markets are looked at when goods depart and again when they arrive. Who has lost one on the way takes
/// what is at the door in custody only, into quarantine.
contract ChangesInTransitTest is ShippingCalls {
    using TokenWord for uint256;

    uint16 private constant TITLE_ROLES = PartnerWord.ISSUER | PartnerWord.HOLDER | PartnerWord.RETURNS;
    uint64 private goods;
    uint64 private more;

    function setUp() public override {
        super.setUp();
        govern(address(partners), abi.encodeCall(IPartners.setMarkets, (DISTRIBUTOR, 6)));
        CommissionRun memory c = commissioning("LOT-EU", 100, 10, 0);
        c.markets = 4;
        uint32 marketed = commission(c);
        (goods, more) = (box(marketed, 0), box(marketed, 1));
        unpack(goods);
        unpack(more);
    }

    function setRoles(uint24 partner, uint16 roles) private {
        govern(address(partners), abi.encodeCall(IPartners.setRoles, (partner, roles)));
    }

    function setMarkets(uint24 partner, uint256 markets) private {
        govern(address(partners), abi.encodeCall(IPartners.setMarkets, (partner, markets)));
    }

    function wrongMarket(uint64 token) private view returns (bytes memory) {
        uint32 lot = uint32(tokens.runSlotOf(uint32(token >> 32)) >> 32);
        return abi.encodeWithSelector(ITokensEvents.Tokens_WrongMarket.selector, DISTRIBUTOR, lot);
    }

    function test_Receive_ReceiverLostItsRole() public {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        setRoles(DISTRIBUTOR, PartnerWord.CARRIER);
        receive_(shipment);
        stands(goods, MAKER, DISTRIBUTOR, TokenWord.ACTIVE, "custody only");
        yes(tokens.slotOf(goods).hold() != 0, "quarantined");
        refused(
            address(tokens),
            shipData(more, DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(IMessages.Partners_RoleMissing.selector, DISTRIBUTOR, TITLE_ROLES)
        );
    }

    function test_Receive_ReceiverLostItsMarket() public {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        setMarkets(DISTRIBUTOR, 2);
        receive_(shipment);
        stands(goods, MAKER, DISTRIBUTOR, TokenWord.ACTIVE, "custody only");
        yes(tokens.slotOf(goods).hold() != 0, "quarantined");
        refused(address(tokens), shipData(more, DISTRIBUTOR, DISTRIBUTOR), wrongMarket(more));
    }

    function test_Receive_CarrierLostItsRole() public {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        setRoles(CARRIER, PartnerWord.DEVICE);
        receive_(shipment);
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "delivered");
    }

    /// @dev A dispute that ends with the receiver taking the goods is a movement of that day.
    function test_Resolve_AcceptedByWhoMayReceiveNow() public {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        receive_(shipment, exception(goods, REFUSED, 5));
        bytes memory accepted = resolveData(resolutionOf(shipment, goods, ACCEPTED));
        setMarkets(DISTRIBUTOR, 2);
        refused(address(tokens), accepted, wrongMarket(goods));
        setMarkets(DISTRIBUTOR, 4);
        setRoles(DISTRIBUTOR, PartnerWord.CARRIER);
        refused(
            address(tokens),
            accepted,
            abi.encodeWithSelector(IMessages.Partners_RoleMissing.selector, DISTRIBUTOR, TITLE_ROLES)
        );
        setRoles(DISTRIBUTOR, PartnerWord.HOLDER);
        ok(address(tokens), accepted);
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "accepted");
    }

    /// @dev Going back needs neither: the goods were the sender's.
    function test_Resolve_ReturnedToWhoLostItsRole() public {
        give(goods, DISTRIBUTOR);
        setMarkets(PHARMACY, 4);
        uint32 shipment = ship(goods, PHARMACY);
        receive_(shipment, exception(goods, DAMAGED, 5));
        setRoles(DISTRIBUTOR, PartnerWord.DEVICE);
        setMarkets(DISTRIBUTOR, 0);
        resolve(shipment, goods, RETURNED);
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "back");
    }

    function test_Cancel_SenderLostItsRole() public {
        give(goods, DISTRIBUTOR);
        setMarkets(PHARMACY, 4);
        uint32 shipment = ship(goods, PHARMACY);
        setRoles(DISTRIBUTOR, PartnerWord.DEVICE);
        ok(address(tokens), cancelData(shipment));
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "turned back");
    }
}
