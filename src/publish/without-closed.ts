import type { Json } from "#kernel";
import type { PublishInput, PublishItem } from "./input.ts";
import type { OpenItem, Selection } from "./selection.ts";

/** What the composer reads of an open item even where it stays closed: a text's language, and where a picture's bytes lie. */
const STRUCTURE: Readonly<Record<string, readonly string[]>> = { text: ["/lang"], exhibit: ["/sha256"] };

/**
 * The input as it would be if nothing closed had ever been there: items that do not go out are gone, and every leaf that
 * stays closed says the same as every other. Whatever is composed from it cannot betray them; whatever is composed
 * differently from it betrays something.
 */
export function withoutClosed(input: PublishInput, selection: Selection): PublishInput {
  const items = input.items.flatMap((item): readonly PublishItem[] => {
    const open = selection.byUid.get(item.uid);
    return open === undefined ? [] : [withoutClosedLeaves(item, open)];
  });
  return { ...input, items, forbidden: [] };
}

function withoutClosedLeaves({ kind, uid, seq, levels, value }: PublishItem, { open }: OpenItem): PublishItem {
  const isKept = (pointer: string): boolean => open.has(pointer) || (STRUCTURE[kind]?.includes(pointer) ?? false);
  return { kind, id: "", uid, seq, levels, value: blank(value, "", isKept) as PublishItem["value"] };
}

/** A value with its shape, and with every leaf that is not kept made like all others of its type. */
function blank(value: Json, pointer: string, isKept: (pointer: string) => boolean): Json {
  if (Array.isArray(value)) return value.map((item: Json, at) => blank(item, `${pointer}/${at}`, isKept));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value as { readonly [key: string]: Json }).map(([key, item]) => {
        const part = key.replaceAll("~", "~0").replaceAll("/", "~1");
        return [key, blank(item, `${pointer}/${part}`, isKept)];
      }),
    );
  }
  if (isKept(pointer)) return value;
  return typeof value === "string" ? "closed" : typeof value === "number" ? 0 : value;
}
