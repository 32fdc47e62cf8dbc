// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEndings} from "../../src/interfaces/IEndings.sol";
import {IHandling} from "../../src/interfaces/IHandling.sol";
import {ILending} from "../../src/interfaces/ILending.sol";
import {IShipping} from "../../src/interfaces/IShipping.sol";
import {ITokens} from "../../src/interfaces/ITokens.sol";
import "../../src/interfaces/Messages.sol";
import "../../src/interfaces/ShippingMessages.sol";
import {LedgerTest} from "./LedgerTest.sol";

/// @title One message of every type that Tokens takes, past its deadline, each field unlike the next
abstract contract TokenMessages is LedgerTest {
    /// @dev A message as a call, and what EIP-712 needs to know of it: its type and its values.
    struct Sample {
        address target;
        string definition;
        bytes values;
        bytes data;
    }

    string internal constant TOKEN_SEQ = "TokenSeq(uint64 token,uint32 seq)";
    string private constant OVERAGE = "Overage(uint64 token,uint32 count,uint16 reason)";
    string private constant EXCEPTION = "ShipmentException(uint64 token,uint32 seq,uint8 kind,uint16 reason)";
    string private constant RESOLUTION = "Resolution(uint64 token,uint32 seq,uint32 hold,uint8 outcome)";
    string internal constant COMMISSION_RUN =
        "CommissionRun(uint64 gtin,string lotCode,uint32 lotSeq,uint32 expiry,uint256 markets,uint32 count,uint16 unitsPerCase,uint16 casesPerPallet,uint64 firstCaseSscc,uint64 firstPalletSscc,uint8 codec,bytes serials,uint64 deadline,bytes32 document)";

    uint64 internal constant passed = NOW - 1;
    bytes32 internal constant note = keccak256("delivery note");

    Sample[] internal samples;

    function add(address target, string memory definition, bytes memory values, bytes memory data) internal {
        samples.push(Sample(target, definition, values, data));
    }

    function two() internal pure returns (TokenSeq[] memory all) {
        all = new TokenSeq[](2);
        all[0] = TokenSeq(0x1_0000_0007, 3);
        all[1] = TokenSeq(type(uint64).max, type(uint32).max);
    }

    function output() internal pure returns (CommissionRun memory) {
        return
            CommissionRun(
                GTIN,
                "LOT-9",
                4,
                EXPIRY,
                type(uint256).max - 5,
                6,
                7,
                8,
                9,
                10,
                2,
                hex"00ff10",
                passed,
                note
            );
    }

    function addTokenMessages() internal {
        _addCore();
        _addShipping();
        _addEndings();
        _addLending();
    }

    function _addCore() private {
        TokenSeq[] memory tokenSeqs = two();
        bytes[] memory nobodys = new bytes[](0);
        {
            TransferTokens memory m = TransferTokens(tokenSeqs, 4, 5, 6, 7, passed, note);
            add(address(tokens), string.concat("TransferTokens(TokenSeq[] tokens,uint24 owner,uint24 custodian,uint24 newOwner,uint24 newCustodian,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(ITokens.transfer, (m, nobodys)));
        }
        {
            PledgeTokens memory m = PledgeTokens(tokenSeqs, 4, 5, 6, 7, 8, bytes32(uint256(7) << 200), passed, note);
            add(address(tokens), string.concat("PledgeTokens(TokenSeq[] tokens,uint24 debtor,uint24 financier,uint16 policy,uint40 maturity,uint32 noticeSeconds,bytes32 terms,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(ITokens.pledge, (m, nobodys)));
        }
        {
            PackTokens memory m = PackTokens(tokenSeqs, tokenSeqs[1], passed, note);
            add(address(tokens), string.concat("PackTokens(TokenSeq[] tokens,TokenSeq container,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(IHandling.pack, (m, nobodys)));
        }
        {
            UnpackTokens memory m = UnpackTokens(tokenSeqs, tokenSeqs[1], passed, note);
            add(address(tokens), string.concat("UnpackTokens(TokenSeq[] tokens,TokenSeq root,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(IHandling.unpack, (m, nobodys)));
        }
        {
            DispenseTokens memory m = DispenseTokens(tokenSeqs, passed, note);
            add(address(tokens), string.concat("DispenseTokens(TokenSeq[] tokens,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(IHandling.dispense, (m, nobodys)));
        }
        {
            DispenseRange memory m = DispenseRange(tokenSeqs[1], 4, 5, 6, passed, note);
            add(address(tokens), string.concat("DispenseRange(TokenSeq root,uint32 run,uint32 first,uint32 last,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(IHandling.dispenseRange, (m, nobodys)));
        }
        {
            TouchToken memory m = TouchToken(tokenSeqs[1], 4, passed, note);
            add(address(tokens), string.concat("TouchToken(TokenSeq token,uint24 partner,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(IHandling.touch, (m, "")));
        }
    }

    function _addShipping() private {
        TokenSeq[] memory tokenSeqs = two();
        bytes[] memory nobodys = new bytes[](0);
        uint64[] memory ids = new uint64[](3);
        (ids[0], ids[1]) = (9, type(uint64).max);
        ShipmentException[] memory exceptions = new ShipmentException[](2);
        exceptions[0] = ShipmentException(1, 2, 3, 4);
        exceptions[1] = ShipmentException(type(uint64).max, 6, 7, type(uint16).max);
        Overage[] memory overages = new Overage[](1);
        overages[0] = Overage(8, 9, 10);
        Resolution[] memory resolutions = new Resolution[](1);
        resolutions[0] = Resolution(11, 12, 13, 14);
        {
            ShipTokens memory m = ShipTokens(tokenSeqs, 4, 5, 6, 7, 8, 9, 10, passed, note);
            add(address(tokens), string.concat("ShipTokens(TokenSeq[] tokens,uint24 owner,uint24 custodian,uint24 newOwner,uint24 newCustodian,uint24 carrier,uint40 until,uint32 disputeSeconds,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(IShipping.ship, (m, nobodys)));
        }
        {
            ReceiveShipment memory m = ReceiveShipment(3, 4, ids, 6, exceptions, overages, passed, note);
            add(address(tokens), string.concat("ReceiveShipment(uint32 shipment,uint32 seq,uint64[] tokens,uint16 accepted,ShipmentException[] exceptions,Overage[] overages,uint64 deadline,bytes32 document)", OVERAGE, EXCEPTION), abi.encode(m), abi.encodeCall(IShipping.receiveShipment, (m, nobodys)));
        }
        {
            CorrectReceipt memory m = CorrectReceipt(3, 4, exceptions, passed, note);
            add(address(tokens), string.concat("CorrectReceipt(uint32 shipment,uint32 seq,ShipmentException[] exceptions,uint64 deadline,bytes32 document)", EXCEPTION), abi.encode(m), abi.encodeCall(IShipping.correctReceipt, (m, nobodys)));
        }
        {
            CancelShipment memory m = CancelShipment(3, 4, ids, passed, note);
            add(address(tokens), "CancelShipment(uint32 shipment,uint32 seq,uint64[] tokens,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(IShipping.cancelShipment, (m, "")));
        }
        {
            ResolveDispute memory m = ResolveDispute(3, 4, resolutions, passed, note);
            add(address(tokens), string.concat("ResolveDispute(uint32 shipment,uint32 seq,Resolution[] resolutions,uint64 deadline,bytes32 document)", RESOLUTION), abi.encode(m), abi.encodeCall(IShipping.resolveDispute, (m, nobodys)));
        }
    }

    function _addEndings() private {
        TokenSeq[] memory tokenSeqs = two();
        bytes[] memory nobodys = new bytes[](0);
        {
            DestroyTokens memory m = DestroyTokens(tokenSeqs, passed, note);
            add(address(tokens), string.concat("DestroyTokens(TokenSeq[] tokens,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(IEndings.destroy, (m, nobodys)));
        }
        {
            ExportTokens memory m = ExportTokens(tokenSeqs, 4, passed, note);
            add(address(tokens), string.concat("ExportTokens(TokenSeq[] tokens,uint16 country,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(IEndings.exportUnits, (m, nobodys)));
        }
        {
            ReportMissing memory m = ReportMissing(tokenSeqs, 4, passed, note);
            add(address(tokens), string.concat("ReportMissing(TokenSeq[] tokens,uint8 status,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(IEndings.reportMissing, (m, "")));
        }
        {
            ReinstateTokens memory m = ReinstateTokens(tokenSeqs, passed, note);
            add(address(tokens), string.concat("ReinstateTokens(TokenSeq[] tokens,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(IEndings.reinstateTokens, (m, nobodys)));
        }
        {
            TransformUnits memory m = TransformUnits(tokenSeqs, output(), passed, note);
            add(address(tokens), string.concat("TransformUnits(TokenSeq[] tokens,CommissionRun output,uint64 deadline,bytes32 document)", COMMISSION_RUN, TOKEN_SEQ), abi.encode(m), abi.encodeCall(IEndings.transform, (m, nobodys)));
        }
    }

    function _addLending() private {
        bytes[] memory nobodys = new bytes[](0);
        uint64[] memory ids = new uint64[](3);
        (ids[0], ids[1]) = (9, type(uint64).max);
        {
            AddClaim memory m = AddClaim(3, 4, 5, 6, 7, 8, bytes32(uint256(7) << 200), passed, note);
            add(address(tokens), "AddClaim(uint32 lien,uint32 seq,uint24 debtor,uint24 financier,uint40 maturity,uint32 noticeSeconds,bytes32 terms,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(ILending.addClaim, (m, nobodys)));
        }
        {
            DeclareDefault memory m = DeclareDefault(3, 4, 5, passed, note);
            add(address(tokens), "DeclareDefault(uint32 lien,uint32 seq,uint8 rank,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(ILending.declareDefault, (m, "")));
        }
        {
            CureLien memory m = CureLien(3, 4, 5, passed, note);
            add(address(tokens), "CureLien(uint32 lien,uint32 seq,uint40 maturity,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(ILending.cure, (m, "")));
        }
        {
            ForecloseTokens memory m = ForecloseTokens(3, 4, ids, passed, note);
            add(address(tokens), "ForecloseTokens(uint32 lien,uint32 seq,uint64[] tokens,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(ILending.foreclose, (m, nobodys)));
        }
    }
}
