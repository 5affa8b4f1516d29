import type { Json } from "#kernel";
import { type Audience, maySee } from "#record";
import { flatten, type Leaf } from "#seal";
import { FIELDS, type Field, fitPattern } from "./fields.ts";
import type { PublishItem } from "./input.ts";

/** A leaf of the white list, and whether this audience may see it. */
export interface Candidate {
  readonly value: Leaf;
  readonly field: Field;
  readonly isOpen: boolean;
  /** A coarser value or a part of a text that does not stand for anything here: neither open nor missed. */
  readonly isBeside?: boolean;
}

/** A text that stays closed while parts of it are open, by the index of its `/spans`. */
export interface SplitText {
  readonly index: number;
  readonly count: number;
}

const SPAN = /^\/spans\/(\d+)\/(field|count|parts\/\d+)$/;
const COARSE = /^\/coarse\/([^/]+)\/([^/]+)$/;

/** The leaves of an item that the white list names, in its order, with what the audience may see of them. */
export function leavesOf(
  item: PublishItem,
  audience: Audience,
  languages: readonly string[],
): { readonly leaves: ReadonlyMap<string, Candidate>; readonly splits: ReadonlyMap<string, SplitText> } {
  const isTeam = maySee(audience, ["team"]);
  const all = flatten(item.value as Json);
  const leaves = new Map<string, Candidate>();
  for (const field of FIELDS[item.kind]) {
    const fitting = all.flatMap(([pointer, value]) => {
      const language = fitPattern(field.pattern, pointer);
      return language === null || typeof value === "object" ? [] : [{ pointer, value, language }];
    });
    const wanted = fitting.filter(({ language }) => language === "" || languages.includes(language));
    // Words that exist in no language of the dossier go out in the first that they have.
    for (const { pointer, value } of wanted.length > 0 ? wanted : fitting.slice(0, 1)) {
      const isOpen = isFieldOpen(item, pointer, field, audience, isTeam);
      leaves.set(pointer, { value, field, isOpen: isOpen && maySee(audience, item.levels.spans?.[pointer] ?? []) });
    }
  }
  const splits = new Map<string, SplitText>();
  for (const [pointer, leaf] of leaves) {
    const coarse = COARSE.exec(pointer);
    if (coarse !== null) {
      leaves.set(pointer, { ...leaf, isBeside: true, isOpen: leaf.isOpen && isAskedFor(item, leaves, coarse) });
    }
    const span = SPAN.exec(pointer);
    if (span === null) continue;
    const index = Number(span[1]);
    const text = leaves.get(`/spans/${index}/field`)?.value as string;
    const whole = leaves.get(text);
    // A text that is not in the white list, or in another language, or closed for another reason, is not shown in parts either.
    const isSplit =
      whole !== undefined &&
      !whole.isOpen &&
      whole.isBeside !== true &&
      isFieldOpen(item, text, whole.field, audience, isTeam);
    if (isSplit) splits.set(text, { index, count: Number(leaves.get(`/spans/${index}/count`)!.value) });
    leaves.set(pointer, { ...leaf, isBeside: true, isOpen: isSplit && leaf.isOpen });
  }
  return { leaves, splits };
}

/** Whether the marks on a field, and its kind, let the audience see it; words closed within it are not looked at. */
function isFieldOpen(item: PublishItem, pointer: string, field: Field, audience: Audience, isTeam: boolean): boolean {
  const marks = Object.entries(item.levels.fields).flatMap(([marked, levels]) =>
    pointer === marked || pointer.startsWith(`${marked}/`) ? levels : [],
  );
  if (marks.length > 0) return maySee(audience, marks);
  return field.isSealed !== true || isTeam;
}

/** Whether a mark says that this coarser value stands for a field that is closed here. */
function isAskedFor(
  item: PublishItem,
  leaves: ReadonlyMap<string, Candidate>,
  [, name, step]: RegExpExecArray,
): boolean {
  return Object.entries(item.levels.coarse ?? {}).some(
    ([pointer, wanted]) =>
      wanted === step && pointer.slice(pointer.lastIndexOf("/") + 1) === name && leaves.get(pointer)?.isOpen === false,
  );
}
