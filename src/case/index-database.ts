import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, fold, type Json } from "#kernel";
import { type Act, openDatabase } from "#store";
import { levelsOf } from "./levels.ts";
import { edgesOf, itemsByUid } from "./lineage.ts";
import type { CaseState } from "./state.ts";

const TABLES = `
  CREATE TABLE acts (seq INTEGER PRIMARY KEY, device TEXT NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL, item TEXT);
  CREATE TABLE items (id TEXT PRIMARY KEY, noun TEXT NOT NULL, uid TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, levels TEXT NOT NULL, value TEXT NOT NULL);
  CREATE TABLE edges (item TEXT NOT NULL, role TEXT NOT NULL, other TEXT NOT NULL);
  CREATE TABLE words (item TEXT NOT NULL, pointer TEXT NOT NULL, original TEXT NOT NULL, folded TEXT NOT NULL);
  CREATE INDEX words_item ON words (item);
`;

/**
 * Writes output/index.sqlite anew from the state: for other tools to query, and for `find`. It is derived; the same
 * ledger gives the same rows. The file appears whole or not at all.
 */
export function writeIndex(dir: string, state: CaseState, acts: Iterable<Act>): void {
  const folder = join(dir, "output");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "index.sqlite");
  const draft = join(folder, "index.sqlite.new");
  rmSync(draft, { force: true });
  const database = openDatabase(draft);
  try {
    database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
    database.exec(TABLES);
    const insertAct = database.prepare("INSERT INTO acts VALUES (?, ?, ?, ?, ?)");
    for (const act of acts) {
      const id = act.value?.["id"];
      insertAct.run(act.seq, act.device, act.day, act.kind, typeof id === "string" ? id : null);
    }
    const insertItem = database.prepare("INSERT INTO items VALUES (?, ?, ?, ?, ?, ?)");
    const insertEdge = database.prepare("INSERT INTO edges VALUES (?, ?, ?)");
    const insertWords = database.prepare("INSERT INTO words VALUES (?, ?, ?, ?)");
    const levels = levelsOf(state);
    const byUid = itemsByUid(state);
    for (const item of state.items.values()) {
      const value = canonicalJson(item.value);
      insertItem.run(item.id, item.noun, item.uid, item.seq, canonicalJson([...levels.get(item.id)!.item]), value);
      for (const edge of edgesOf(item)) insertEdge.run(item.id, edge.role, byUid.get(edge.to)?.id ?? edge.to);
      for (const { pointer, text } of wordsOf(item.value)) insertWords.run(item.id, pointer, text, fold(text));
    }
    database.exec("COMMIT");
  } finally {
    database.close();
  }
  renameSync(draft, path);
}

/** Every text in a value that a person may search for, with its pointer; names of items and hashes are none. */
export function wordsOf(value: Json, pointer = ""): readonly { readonly pointer: string; readonly text: string }[] {
  if (typeof value === "string") return /\/(uid|id|sha256)$/.test(pointer) ? [] : [{ pointer, text: value }];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : wordsOf(member as Json, `${pointer}/${key}`),
  );
}
