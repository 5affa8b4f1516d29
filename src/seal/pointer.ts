import type { Json } from "#kernel";

/** What stands at the end of a pointer: a scalar, or an array or object without members. */
export type Leaf = null | boolean | number | string | readonly [] | { readonly [key: string]: never };

/**
 * A value as its leaves, each with its JSON Pointer (RFC 6901), in document order. Members that are `undefined` are
 * left out, as canonical JSON leaves them out.
 */
export function flatten(value: Json): [pointer: string, value: Leaf][] {
  const leaves: [string, Leaf][] = [];
  descend("", value, leaves);
  return leaves;
}

function descend(pointer: string, value: Json, leaves: [string, Leaf][]): void {
  if (value === null || typeof value !== "object") {
    leaves.push([pointer, value]);
    return;
  }
  const members: (readonly [string, Json])[] = Array.isArray(value)
    ? (value as readonly Json[]).map((item, at) => [String(at), item] as const)
    : Object.entries(value as { readonly [key: string]: Json | undefined }).filter(
        (member): member is [string, Json] => member[1] !== undefined,
      );
  if (members.length === 0) leaves.push([pointer, Array.isArray(value) ? [] : {}]);
  for (const [key, item] of members) descend(`${pointer}/${escapeKey(key)}`, item, leaves);
}

function escapeKey(key: string): string {
  return key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
}

/** Whether a text is a JSON Pointer: empty, or parts that each begin with `/` and escape `~` and `/`. */
export function isPointer(text: string): boolean {
  return /^(?:\/(?:[^~/]|~[01])*)*$/u.test(text);
}

/** Whether a value can stand at the end of a pointer. */
export function isLeaf(value: unknown): value is Leaf {
  if (value === null || typeof value === "boolean" || typeof value === "string") return true;
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "object" && Object.keys(value).length === 0;
}
