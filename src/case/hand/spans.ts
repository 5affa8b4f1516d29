import { isEdtf } from "#kernel";
import type { Built } from "./items.ts";
import type { MarkRow } from "./rows.ts";
import type { HandRow } from "./table.ts";

/** Texts that are no words of people, or are split already. */
const NOT_WORDS = /^\/(uid|id|lang|level|dossier|spans|coarse|engine)(\/|$)|\/(uid|sha256|resultSha256|kind|relation)$/;

/**
 * Splits the texts of items where a mark closes words in them: each part becomes a leaf of its own, so that the words can
 * stay closed while the rest is shown and proved. A mark with a field looks there, one without in every text of the items.
 */
export function splitSpans(
  built: readonly Built[],
  marks: readonly HandRow<MarkRow>[],
  problems: { push(problem: ReturnType<HandRow<MarkRow>["problemAt"]>): unknown },
): readonly Built[] {
  const spans = marks.filter(({ value }) => value.span !== undefined);
  const wanted = new Map<string, Map<string, Set<string>>>();
  for (const { value: mark, problemAt } of spans) {
    for (const [i, id] of mark.items.entries()) {
      const item = built.find(({ value }) => value["id"] === id);
      if (item === undefined) {
        problems.push(problemAt(["items", i], `the words of "${id}" cannot be closed in part: mark the whole item`));
        continue;
      }
      const fields = textsOf(item.value).filter(
        ([pointer, text]) => (mark.field === undefined || pointer === mark.field) && text.includes(mark.span!),
      );
      if (fields.length === 0) problems.push(problemAt(["span"], `"${mark.span}" does not stand in a text of ${id}`));
      for (const [pointer] of fields) {
        const byField = wanted.get(id) ?? new Map<string, Set<string>>();
        wanted.set(id, byField.set(pointer, (byField.get(pointer) ?? new Set()).add(mark.span!)));
      }
    }
  }
  return built.map((item) => {
    const byField = wanted.get(item.value["id"] as string);
    if (byField === undefined) return item;
    const texts = new Map(textsOf(item.value));
    const split = [...byField].sort(byPointer).map(([field, words]) => {
      const parts = partsOf(texts.get(field)!, [...words]);
      return { field, count: parts.length, parts };
    });
    return { ...item, value: { ...item.value, spans: split } };
  });
}

/** A text cut before and after every occurrence of the words, the longest words first so that none is cut in two. */
export function partsOf(text: string, words: readonly string[]): readonly string[] {
  const pattern = [...words]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("|");
  return text.split(new RegExp(`(${pattern})`)).filter((part) => part !== "");
}

/** Every text of a value with its pointer; dates and numbers are coarsened, not split. */
function textsOf(value: unknown, pointer = ""): readonly (readonly [string, string])[] {
  if (NOT_WORDS.test(pointer)) return [];
  if (typeof value === "string") return isEdtf(value) || /^[\d.]+$/.test(value) ? [] : [[pointer, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, member]) => textsOf(member, `${pointer}/${key}`));
}

function byPointer([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
