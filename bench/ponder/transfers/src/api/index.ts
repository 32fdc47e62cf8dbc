import { Hono } from "hono";

// Ponder wants an API; the transfers are only counted, by SQL.
export default new Hono();
