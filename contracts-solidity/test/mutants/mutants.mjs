// Rules of the asset model that once were missing somewhere, each with the change that takes it out of the contracts again
// and the tests that must then fail. `npm run mutants` tries them all (tools/mutants.mjs).
//   rule    what the asset model says
//   file    under src/
//   find    stands there exactly once
//   replace what it becomes
//   tests   each must fail: names of test functions, without `test_`

const root = "Root_SeqRisesWithEveryActInside";

export const mutants = [
  // ---- nesting ----
  {
    rule: "run containers take back only their own default children",
    file: "tokens/Nesting.sol",
    find: "if (token.isFree() || _defaultParent(token) != container) revert Tokens_NotOwnChild(token, container);",
    replace: "",
    tests: ["RunContainers_TakeBackOnlyTheirOwnDefaultChildren"],
  },
  {
    rule: "a free container takes the owner of its first content",
    file: "tokens/Nesting.sol",
    find: "slot.asHeld(holding.owner, holding.custodian, holding.lien) + (uint256(1) << 32);",
    replace: "slot.asHeld(uint24(container.run()), holding.custodian, holding.lien) + (uint256(1) << 32);",
    tests: ["FreeContainer_TakesOwnerCustodianAndLienOfItsFirstContent"],
  },
  {
    rule: "a free container takes the custodian of its first content",
    file: "tokens/Nesting.sol",
    find: "slot.asHeld(holding.owner, holding.custodian, holding.lien) + (uint256(1) << 32);",
    replace: "slot.asHeld(holding.owner, holding.owner, holding.lien) + (uint256(1) << 32);",
    tests: ["FreeContainer_TakesOwnerCustodianAndLienOfItsFirstContent"],
  },
  {
    rule: "a free container takes the lien of its first content",
    file: "tokens/Nesting.sol",
    find: "slot.asHeld(holding.owner, holding.custodian, holding.lien) + (uint256(1) << 32);",
    replace: "slot.asHeld(holding.owner, holding.custodian, 0) + (uint256(1) << 32);",
    tests: ["FreeContainer_TakesOwnerCustodianAndLienOfItsFirstContent"],
  },
  {
    rule: "all content of a container has its owner",
    file: "tokens/Nesting.sol",
    find: "if (slot.owner() != holding.owner) revert Tokens_WrongOwner(token, holding.owner, slot.owner());",
    replace: "",
    tests: ["FreeContainer_AllContentMatches"],
  },
  {
    rule: "all content of a container has its custodian",
    file: "tokens/Nesting.sol",
    find: "        if (slot.custodian() != holding.custodian) {\n            revert Tokens_WrongCustodian(token, holding.custodian, slot.custodian());\n        }\n        (uint32 lien, ) = _lienOf(slot);",
    replace: "        (uint32 lien, ) = _lienOf(slot);",
    tests: ["FreeContainer_AllContentMatches"],
  },
  {
    rule: "all content of a container has its lien",
    file: "tokens/Nesting.sol",
    find: "if (lien != holding.lien) revert Tokens_LienDiffers(token, lien, holding.lien);",
    replace: "",
    tests: ["FreeContainer_AllContentMatches"],
  },
  {
    rule: "a free container counts its children: only an empty one is bound again",
    file: "tokens/Nesting.sol",
    find: "slot.mode() == TokenWord.MODE_HELD && slot.children() == 0",
    replace: "slot.mode() == TokenWord.MODE_HELD",
    tests: ["FreeContainer_CountsItsChildren"],
  },
  {
    rule: "a free container knows the lots inside",
    file: "tokens/Contents.sol",
    find: "_tokens[parent] = _eachLot(token, slot, parent, _tokens[parent] - TokenWord.ONE_CHILD, root, 0);",
    replace: "_tokens[parent] = _tokens[parent] - TokenWord.ONE_CHILD;",
    tests: ["FreeContainer_KnowsTheLotsInside"],
  },
  {
    rule: "a lot is forgotten with its last child only",
    file: "tokens/Contents.sol",
    find: "if (uint24(word >> ((i & 3) * 64 + 32)) != 0) {",
    replace: "if (false) {",
    tests: ["FreeContainer_KnowsTheLotsInside"],
  },
  {
    rule: "an emptied container keeps its holds",
    file: "libraries/TokenWord.sol",
    find: "            (w & ~(UNION | MODE)) |\n            (uint256(owner_) << 56) |",
    replace: "            (w & ~(UNION | MODE | (uint256(type(uint32).max) << 136))) |\n            (uint256(owner_) << 56) |",
    tests: ["EmptiedContainer_CanBeReboundButKeepsItsHolds"],
  },
  {
    rule: "destroying a full container destroys its content",
    file: "tokens/TokensState.sol",
    find: "if (slot.terminal()) revert Tokens_Terminal(root, slot.status());",
    replace: "",
    tests: ["FullContainer_EndsWithItsContent", "FullCase_EndsWithItsUnits"],
  },
  {
    rule: "any other final state wants a container empty",
    file: "tokens/UnitChecks.sol",
    find: "if (token.level() != Ids.UNIT) revert Tokens_NotAUnit(token);",
    replace: "",
    tests: ["FullContainer_HasNoOtherEnd"],
  },
  // ---- touched bits and dispensing ----
  {
    rule: "a unit's first record sets its touched bit",
    file: "tokens/Detaching.sol",
    find: "if (place.slot == 0) _setTouched(place.token);",
    replace: "",
    tests: ["Range_TakesUntouchedUnitsOnly"],
  },
  {
    rule: "a range takes untouched units only",
    file: "tokens/RangeDispensing.sol",
    find: "if (word & mask != 0) {",
    replace: "if (false) {",
    tests: ["Range_TakesUntouchedUnitsOnly"],
  },
  {
    rule: "a range's units are under the named root",
    file: "tokens/RangeDispensing.sol",
    find: "if (top != root) revert Tokens_RootDiffers(container, root, top);",
    replace: "",
    tests: ["Range_ChecksCasesAndPallets"],
  },
  {
    rule: "dispensing a range looks at cases that have a record",
    file: "tokens/RangeDispensing.sol",
    find: "if ((bits >> (box & 0xff)) & 1 != 0) {",
    replace: "if (false) {",
    tests: ["Range_ChecksCasesAndPallets"],
  },
  {
    rule: "dispensing a range looks at the pallets of cases without one",
    file: "tokens/RangeDispensing.sol",
    find: "if (pallet == checkedPallet) continue;",
    replace: "if (perPallet != 0) continue;",
    tests: ["Range_ChecksCasesAndPallets"],
  },
  {
    rule: "touched without a record means dispensed",
    file: "tokens/TokensState.sol",
    find: "if (token.level() == Ids.UNIT && _isTouched(token)) revert Tokens_Terminal(token, TokenWord.DISPENSED);",
    replace: "",
    tests: ["Touched_WithoutARecordIsDispensed"],
  },
  {
    rule: "a unit with a record is dispensed in its slot",
    file: "tokens/Dispensing.sol",
    find: "            _tokens[token] = slot;\n",
    replace: "",
    tests: ["Dispense_UnitWithARecordEndsInItsSlot"],
  },
  {
    rule: "a token in a final status has no owner, parent or lien",
    file: "libraries/TokenWord.sol",
    find: "(w & ~(UNION | MODE | (0xf << 216))) | (uint256(status_) << 216)",
    replace: "(w & ~uint256(0xf << 216)) | (uint256(status_) << 216)",
    tests: ["Terminal_HasNoOwnerParentOrLien"],
  },
  {
    rule: "its own final status wins over its ancestors'",
    file: "tokens/TokensState.sol",
    find: "        } else if (slot.terminal()) {\n            revert Tokens_Terminal(token, slot.status());\n        }",
    replace: "        }",
    tests: ["Terminal_OwnStateWinsOverAncestors"],
  },
  // ---- partners ----
  {
    rule: "a partner keeps its ERC-721 address when keys rotate",
    file: "tokens/Views.sol",
    find: "return _addressOf(_locate(_toId(tokenId)).rootSlot.owner());",
    replace: "return address(uint160(_partners[_locate(_toId(tokenId)).rootSlot.owner()]));",
    tests: ["Partner_KeepsItsAddressWhenKeysRotate"],
  },
  // ---- seqs ----
  {
    rule: "messages that move, ship or pledge name held tokens only",
    file: "tokens/TokensState.sol",
    find: "if (slot.mode() != TokenWord.MODE_HELD) revert Tokens_NotHeld(token, _parent(token, slot));",
    replace: "",
    tests: ["Moves_NameHeldTokensOnly"],
  },
  {
    rule: "unpacking or dispensing a unit raises the root's seq",
    file: "tokens/Contents.sol",
    find: "rootSlot = _raise(root, place.rootSlot, false);",
    replace: "rootSlot = place.rootSlot;",
    tests: [root],
  },
  {
    rule: "packing raises the seq of the container, and so of a root",
    file: "tokens/Contents.sol",
    find: "parentSlot = _raise(parent, _tokens[parent], false);",
    replace: "parentSlot = _tokens[parent];",
    tests: [root],
  },
  {
    rule: "packing raises the seq of the root above the container",
    file: "tokens/Nesting.sol",
    find: "root == container ? containerSlot : _raiseRoot(root);",
    replace: "root == container ? containerSlot : _tokens[root];",
    tests: ["Root_SeqRisesWhenAContainerInsideIsFilled"],
  },
  {
    rule: "dispensing a range raises the root's seq",
    file: "tokens/RangeDispensing.sol",
    find: "message.last, _raiseRoot(root));",
    replace: "message.last, _tokens[root]);",
    tests: [root],
  },
  {
    rule: "a recall doesn't name its target's seq",
    file: "tokens/RecallPlacing.sol",
    find: "            (word, slot) = _holdToken(hold, word, uint64(target));\n",
    replace:
      "            _checkSeq(uint64(target), 0, _tokens[uint64(target)]);\n            (word, slot) = _holdToken(hold, word, uint64(target));\n",
    tests: ["Recall_IsNotDodgedByRaisingTheTargetsSeq"],
  },
  // ---- shipments ----
  {
    rule: "goods recalled in transit arrive in quarantine",
    file: "tokens/Receipts.sol",
    find: "if (!barred && !_isBound(token, slot.withStatus(TokenWord.ACTIVE), titleTo, custodyTo)) continue;",
    replace: "if (!barred) continue;",
    tests: ["Quarantine_RecalledInTransit"],
  },
  {
    rule: "goods whose receiver was suspended arrive in quarantine",
    file: "tokens/Receipts.sol",
    find: "return !PartnerWord.suspended(word) && PartnerWord.roles(word) & roles != 0;",
    replace: "return PartnerWord.roles(word) & roles != 0;",
    tests: ["Quarantine_ReceiverSuspendedInTransit"],
  },
  {
    rule: "goods on hold arrive in custody only",
    file: "tokens/Receipts.sol",
    find: "quarantine == 0 ? ShipmentWord.newOwner(word) : owner;",
    replace: "ShipmentWord.newOwner(word);",
    tests: ["Quarantine_RecalledInTransit"],
  },
  {
    rule: "recalled goods may pass through a carrier to a listed destination",
    file: "tokens/Shipments.sol",
    find: "_loadMovable(named[i], message.owner, message.custodian, lien, movement);",
    replace: "_loadMovable(named[i], message.owner, message.custodian, lien, _throughCarrier(message, movement));",
    append:
      "\n    function _throughCarrier(ShipTokens calldata message, Movement memory movement) private pure returns (Movement memory) {\n        if (message.carrier != 0 && movement.receiver != 0) movement.receiver = message.carrier;\n        return movement;\n    }\n}\n",
    tests: ["Ship_RecalledGoodsOnlyTowardsADestination"],
  },
  // ---- recalls ----
  {
    rule: "a range recall binds units exactly",
    file: "tokens/Restrictions.sol",
    find: "if (uint32(range >> 32) <= last && first <= uint32(range >> 64)) {",
    replace: "{",
    tests: ["RangeRecall_BindsUnitsExactlyAndContainersByTheirSpan"],
  },
  {
    rule: "a range recall binds containers by their span",
    file: "tokens/Restrictions.sol",
    find: "_checkRun(token, run, first, first + per - 1, slot.cleared(), movement);",
    replace: "_checkRun(token, run, first, first, slot.cleared(), movement);",
    tests: ["RangeRecall_BindsUnitsExactlyAndContainersByTheirSpan"],
  },
  {
    rule: "a range recall binds containers with its lot inside",
    file: "tokens/Restrictions.sol",
    find: "if (LotWord.ranges(word) != 0) revert Tokens_RangeInside(token, lot);\n    }",
    replace: "}",
    tests: ["RangeRecall_BindsContainersWithItsLotInside"],
  },
  {
    rule: "children of a bound container that aren't affected may leave",
    file: "tokens/Unpacking.sol",
    find: "        _checkNoDispute(root, rootSlot.hold());\n        Holding memory holding = _holdingOf(rootSlot);",
    replace:
      "        _checkNoDispute(root, rootSlot.hold());\n        Movement memory nowhere;\n        _checkMovable(root, rootSlot, nowhere);\n        Holding memory holding = _holdingOf(rootSlot);",
    tests: ["RangeRecall_UnaffectedChildrenMayLeave"],
  },
  // ---- council ----
  {
    rule: "the council's own rules change only with a delay",
    file: "Council.sol",
    find: "(ofItself && rule.delaySeconds == 0)",
    replace: "(ofItself && false)",
    tests: ["Council_CannotChangeItsOwnRulesWithoutADelay"],
  },
];
