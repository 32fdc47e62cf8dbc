// The most gas that a whole transaction may take, by measurement: [Cancun, Prague]. They differ where calldata weighs
// more than execution (EIP-7623). What has no target is published only.
const both = (gas) => [gas, gas];

const targets = {
  commission_1000_text: [480_000, 830_000],
  commission_1000_numeric: [215_000, 250_000],
  commission_1000_rice: [160_000, 180_000],
  commission_10000_numeric: [980_000, 2_050_000],
  commission_10000_rice: [460_000, 780_000],
  transfer_unit: both(80_000),
  transfer_case: both(80_000),
  transfer_pallet: both(80_000),
  transfer_run: both(80_000),
  unpack_unit: both(110_000),
  unpack_case: both(110_000),
  unpack_pallet: both(110_000),
  pack_20: both(400_000),
  unpack_20: both(900_000),
  recall_lot: both(75_000),
  recall_nested_unit: both(230_000),
  pledge_run: both(110_000),
  dispense_1: both(80_000),
  dispense_1000: both(1_000 * 200),
  dispense_batch_50: both(50 * 45_000),
};

export const hardforks = ["cancun", "prague"];

/** The target of a measurement, or undefined. */
export function targetOf(name, hardfork) {
  return targets[name]?.[hardforks.indexOf(hardfork)];
}

/** Those of which the two hardforks' figures are told apart by name, always; the others' names end in _prague for Prague. */
const inName = /^(commission|transfer)_/;

export function nameOf(measurement, hardfork) {
  if (inName.test(measurement)) return `${measurement}_${hardfork}`;
  return hardfork === hardforks[0] ? measurement : `${measurement}_${hardfork}`;
}
