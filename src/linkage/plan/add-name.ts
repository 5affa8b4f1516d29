import { foldName } from "../names/fold-name.ts";
import { parseName } from "../names/parse-name.ts";
import { wordSkeleton } from "../names/skeleton.ts";
import { saysNothing } from "../values/missing-words.ts";
import { addSpellings } from "./add-spellings.ts";
import { type Builder, deriveCodes } from "./builder.ts";
import { Coder, mapColumn } from "./coder.ts";
import type { Field } from "./fields.ts";
import { nameVariants } from "./variant-ids.ts";

/** Adds a single name: given, family or mother. */
export function addName(builder: Builder, field: Field): void {
  const coder = new Coder<string>();
  const codes = mapColumn(builder.order, field.columns, (text) => {
    // Of a mother some lists tell the family too: her own name is what all of them have.
    const own = field.role === "mother" ? parseName(text).atoms[0]?.text : undefined;
    const folded = own ?? foldName(text).replace(/[\s.,-]+/g, "");
    return saysNothing(folded) ? 0 : coder.codeOf(folded, () => folded);
  });
  const texts = coder.values.map((text) => text ?? "");
  addSpellings(builder, field.name, codes, texts, nameVariants(texts), {
    tells: field.role === "mother" ? null : "name",
    sharedBy: field.role.startsWith("given") ? "own" : "kin",
  });
  if (field.role.endsWith("2")) return;
  const strength = field.role === "mother" ? 0.6 : 0.75;
  builder.key(field.role, field.name, codes, strength);
  builder.key(field.role, `${field.name} skeleton`, deriveCodes(codes, texts, wordSkeleton), strength + 0.11);
  builder.key(
    field.role,
    `${field.name} start`,
    deriveCodes(codes, texts, (text) => [...text].slice(0, 3).join("")),
    strength + 0.13,
  );
}
