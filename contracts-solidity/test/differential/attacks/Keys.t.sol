// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../../../src/interfaces/IMessages.sol";
import {IPartners} from "../../../src/interfaces/IPartners.sol";
import {EveryMessage} from "./EveryMessage.sol";

/// @title Keys that were replaced: between signing and submission, and by the council
contract KeysTest is EveryMessage {
    uint256 private constant NEW_KEY = 0xCAFE;

    function test_Keys_SignerRotatedBetweenSigningAndSubmission() public {
        for (uint256 t = 0; t < TYPES; ++t) {
            uint256 state = STATE.snapshotState();
            Type kind = Type(t);
            (address target, bytes memory data) = signedCall(kind);
            _replace(signerOf(kind), false);
            _isDead(target, data, kind, true);
            STATE.revertToState(state);
        }
    }

    function test_Keys_OldKeyAfterRecoveryOnEveryEntryPoint() public {
        for (uint256 t = 0; t < TYPES; ++t) {
            uint256 state = STATE.snapshotState();
            Type kind = Type(t);
            uint24 partner = signerOf(kind);
            (address target, bytes memory data) = signedCall(kind);
            uint256 old = keys[partner];
            _replace(partner, true);
            _isDead(target, data, kind, true);
            // Signed anew with the old key, for what is on chain now: dead too. With the new key: good.
            (, data) = signedCall(kind);
            _isDead(target, data, kind, false);
            keys[partner] = NEW_KEY;
            (, data) = signedCall(kind);
            ok(target, data);
            keys[partner] = old;
            STATE.revertToState(state);
        }
    }

    function test_Keys_LiensSurviveRecovery() public {
        _replace(MAKER, true);
        same(lens.encumbranceOf(pallet(run, 4)).lien, lien, "still pledged");
        same(tokens.ownerOf(pallet(run, 4)), tokens.addressOf(MAKER), "the owner's address stays");
    }

    /// @dev `keys` stays as it was: what is signed next is signed with the old key.
    function _replace(uint24 partner, bool recovered) private {
        if (recovered) govern(address(partners), abi.encodeCall(IPartners.recover, (partner, vm.addr(NEW_KEY))));
        else ok(address(partners), rotation(partner, NEW_KEY));
    }

    /// @param old signed before the key was replaced, which raised the signer's seq: a recall looks at that first
    function _isDead(
        address target,
        bytes memory data,
        Type kind,
        bool old
    ) private {
        bytes4 wrong = IMessages.Messages_WrongSigner.selector;
        bool seqFirst = kind >= Type.Rotate || (old && kind >= Type.RecallProduct && kind <= Type.RecallToken);
        refusedBy(target, data, wrong, seqFirst ? IMessages.Partners_StaleSeq.selector : wrong, kind);
    }
}
