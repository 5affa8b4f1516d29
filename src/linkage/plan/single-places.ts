import { placeNames } from "../values/place-words.ts";
import type { Field } from "./fields.ts";

/** The names of a place's value, as `placeNames` tells them, where two that stand together without a sign stand by themselves elsewhere in these lists. */
export type PlaceReader = (text: string) => readonly string[];

/** Reads places by what other values of these fields say alone: تعز المظفر by تعز and المظفر. */
export function placeReader(fields: readonly Field[]): PlaceReader {
  const names = new Set<string>();
  for (const { columns } of fields)
    for (const column of columns)
      for (let code = 1; code < (column?.texts.size ?? 0); code++)
        for (const name of placeNames(column!.texts.text(code))) names.add(name);
  return (text) => placeNames(text, (name) => names.has(name));
}
