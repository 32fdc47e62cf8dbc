import { onchainTable } from "ponder";

/** One row an event. */
export const transfer = onchainTable("transfer", (t) => ({
  id: t.text().primaryKey(),
  token: t.bigint().notNull(),
  newOwner: t.integer().notNull(),
  newCustodian: t.integer().notNull(),
  owner: t.integer().notNull(),
  custodian: t.integer().notNull(),
  word: t.hex().notNull(),
  block: t.bigint().notNull(),
  logIndex: t.integer().notNull(),
}));
