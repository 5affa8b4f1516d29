import { fold } from "#kernel";
import { digitTable, storeLetters } from "../compare/letters.ts";
import { saysNothing } from "../values/missing-words.ts";
import { type Builder, deriveCodes } from "./builder.ts";
import { Coder, frequenciesOf, mapColumn } from "./coder.ts";
import type { Field } from "./fields.ts";
import { CODE_LEVELS, TEXT_LEVELS } from "./levels.ts";

/** Role of the keys of texts. */
export const TEXT_ROLE = "text";

/** Adds a place or another short text, or a code whose parts count. */
export function addText(
  builder: Builder,
  field: Field,
  kind: "text" | "code",
  normalise: (text: string) => string,
): void {
  const coder = new Coder<string>();
  const codes = mapColumn(builder.order, field.columns, (text) => {
    const folded = normalise(text);
    return saysNothing(folded) ? 0 : coder.codeOf(folded, () => folded);
  });
  const texts = coder.values.map((text) => text ?? "");
  const store =
    builder.stores.push({
      letters: storeLetters(texts),
      variants: null,
      atoms: null,
      occurrences: null,
      found: digitTable(texts.length),
    }) - 1;
  const column = builder.column(codes);
  const isId = field.role === "identifier" || field.role === "email" || field.role === "phone";
  builder.comparisons.push({
    name: field.name,
    kind,
    tells: isId ? "id" : null,
    columns: [column],
    store,
    levels: kind === "text" ? TEXT_LEVELS : CODE_LEVELS,
    sharedBy: [isId ? "own" : "place"],
    frequencies: [frequenciesOf(codes, texts.length)],
  });
  // Texts that many share are no reason to compare: their keys are one role, and no rule is made of it alone.
  const role = field.role === "text" ? TEXT_ROLE : `${field.role} ${field.name}`;
  const isPlace = field.role === "place" || field.role === "event place" || field.role === "governorate";
  const strength =
    { identifier: 0.8, email: 0.7, phone: 0.75, postcode: 0.72, place: 0.72, code: 0.7, text: 0.6 }[
      isPlace ? "place" : (field.role as "text")
    ] ?? 0.6;
  builder.key(role, field.name, codes, strength);
  if (field.role === "email")
    builder.key(
      role,
      `${field.name} before @`,
      deriveCodes(codes, texts, (text) => text.split("@")[0]!),
      strength + 0.08,
    );
  if (field.role === "postcode") {
    builder.key(
      role,
      `${field.name} start`,
      deriveCodes(codes, texts, (text) => text.slice(0, Math.ceil(text.length / 2))),
      strength + 0.1,
    );
  }
  if (isPlace)
    builder.key(
      role,
      `${field.name} start`,
      deriveCodes(codes, texts, (text) => [...text].slice(0, 4).join("")),
      strength + 0.08,
    );
}

/** A place without punctuation and articles. */
export function foldPlace(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .split(" ")
    .map((word) => word.replace(/^ال(?=...)/, ""))
    .join(" ");
}

/** Letters and digits of a code. */
export function foldCode(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, "");
}
