import { hashByte, NO_HASH } from "../read/text-pool.ts";
import type { Texts } from "../read/texts.ts";

/**
 * Codes of about `most` of the texts, the empty one aside, and how many texts each stands for. By what the texts are, so that the same
 * are taken whatever the order of rows.
 */
export function sampledCodes(texts: Texts, most: number): { readonly codes: readonly number[]; readonly each: number } {
  const each = Math.max(1, Math.ceil((texts.size - 1) / most));
  const codes: number[] = [];
  for (let code = 1; code < texts.size; code++) if (each === 1 || hashOf(texts, code) % each === 0) codes.push(code);
  return { codes, each };
}

function hashOf({ bytes, starts }: Texts, code: number): number {
  let hash = NO_HASH;
  for (let at = starts[code]!; at < starts[code + 1]!; at++) hash = hashByte(hash, bytes[at]!);
  return (hash ^ (hash >>> 15)) >>> 0;
}
