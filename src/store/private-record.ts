import { canonicalJson, fromBase64, type Json, parseCanonicalJson, toBase64 } from "#kernel";
import { commit, RECORD_KEY_BYTES } from "#seal";
import type { JsonObject } from "./act.ts";

/** Longest private line, so that a file of one endless line cannot fill the memory. */
export const MAX_PRIVATE_BYTES = 64 * 1024 * 1024;

/** A claimed moment of the device's clock, with what helps to judge it later. */
export interface Clock {
  /** Random name of the process run: monotonic times of one run can be compared. */
  readonly boot: string;
  /** Milliseconds of a clock that does not go back. */
  readonly ms: number;
  /** True when the claimed time is before that of the previous act. */
  readonly back?: true;
}

/** The private side of an act: its value, the record key that salts the commitment, and the claimed time. */
export interface PrivateRecord {
  readonly seq: number;
  readonly key: Uint8Array;
  /** ISO 8601, UTC, milliseconds. */
  readonly t: string;
  readonly clk: Clock;
  readonly value: JsonObject;
}

/** What the entry commits to. Pointers into the value therefore begin with `/value`. */
export function committedValue(record: PrivateRecord): Json {
  return { clk: { ...record.clk }, t: record.t, value: record.value };
}

/** The commitment that has to stand in the record's entry. */
export function commitmentOf(record: PrivateRecord): string {
  return toBase64(commit(record.key, committedValue(record)).root);
}

/** The line of a record, without its newline. @throws TypeError on a value that is not I-JSON. */
export function formatPrivate(record: PrivateRecord): string {
  return canonicalJson({ ...record, clk: { ...record.clk }, key: toBase64(record.key) });
}

/** Reads a private line: the record, "erased", or `null` when the line is neither. */
export function parsePrivate(
  bytes: Uint8Array,
): PrivateRecord | { readonly seq: number; readonly erased: true } | null {
  const text = decode(bytes);
  const value = text === null ? undefined : parseCanonicalJson(text)?.value;
  if (value === undefined || value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const line = value as { readonly [key: string]: Json };
  const { seq, key, t, clk, value: inner, erased } = line;
  if (typeof seq !== "number") return null;
  if (Object.keys(line).join(",") === "erased,seq" && erased === true) return { seq, erased };
  if (Object.keys(line).join(",") !== "clk,key,seq,t,value") return null;
  const keyBytes = typeof key === "string" ? fromBase64(key) : null;
  if (keyBytes?.length !== RECORD_KEY_BYTES || typeof t !== "string") return null;
  if (!isObject(clk) || !isObject(inner)) return null;
  return { seq, key: keyBytes, t, clk: clk as unknown as Clock, value: inner };
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
