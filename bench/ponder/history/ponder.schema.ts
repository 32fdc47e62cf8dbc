import { index, onchainTable } from "ponder";

/** Events of tokens, in the order of the chain. */
export const tokenEvent = onchainTable(
  "token_event",
  (t) => ({
    id: t.text().primaryKey(),
    token: t.bigint().notNull(),
    position: t.bigint().notNull(),
    type: t.text().notNull(),
    timestamp: t.bigint().notNull(),
    transaction: t.hex().notNull(),
    word: t.hex(),
    owner: t.integer(),
    custodian: t.integer(),
    lien: t.bigint(),
  }),
  (table) => ({ byToken: index().on(table.token, table.position) }),
);

/** Where a token that acted on its own is now. */
export const token = onchainTable("token", (t) => ({
  id: t.bigint().primaryKey(),
  word: t.hex().notNull(),
}));

/** Two events fill it, so that none of its columns is there from the first on. */
export const run = onchainTable("run", (t) => ({
  id: t.integer().primaryKey(),
  gtin: t.bigint(),
  lot: t.bigint(),
  lotCode: t.text(),
  expiry: t.integer(),
}));

/** A recall on a lot. */
export const hold = onchainTable(
  "hold",
  (t) => ({
    id: t.bigint().primaryKey(),
    target: t.bigint().notNull(),
    scope: t.integer().notNull(),
    isInForce: t.boolean().notNull(),
  }),
  (table) => ({ byTarget: index().on(table.target) }),
);
