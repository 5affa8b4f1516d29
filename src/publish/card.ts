import { type Child, el, type Html } from "#page";
import { type Field, labelOf } from "./fields.ts";
import { type Marks, placeOf, row } from "./marks.ts";
import type { OpenItem } from "./selection.ts";

/** Where an exhibit's bytes lie in the bag; a derivative is a picture made for publication. */
export interface ExhibitFile {
  readonly path: string;
  readonly isDerivative: boolean;
  /** Parts of it are solid pixels. */
  readonly isRedacted?: boolean;
}

const HEADINGS: Readonly<Record<string, string>> = {
  claim: "/statement",
  incident: "/title",
  figure: "/words",
  judgement: "/text",
  source: "/name",
  exhibit: "/title",
  finding: "/statement",
  hypothesis: "/text",
  assessment: "/analyst",
  weighing: "/reason",
  outcome: "/text",
  person: "/name",
  erratum: "/reason",
};

/** Kinds whose own words stand in one language only. */
const IN_ONE_LANGUAGE: ReadonlySet<string> = new Set(["exhibit", "source", "assessment", "weighing"]);

/** The pointer of an item's own words, as its card and its lineage begin with them. */
export function headingOf(marks: Marks, open: OpenItem): string {
  const base = HEADINGS[open.item.kind]!;
  return IN_ONE_LANGUAGE.has(open.item.kind) ? base : marks.inLanguage(open, base);
}

/** An item's own words; nothing for an exhibit without a title. */
export function heading(marks: Marks, open: OpenItem): readonly Child[] {
  const pointer = headingOf(marks, open);
  return open.open.has(pointer) || open.closed.has(pointer) ? [marks.leaf(open, pointer)] : [];
}

/** Everything that the dossier shows of one item, with the way to its proof. */
export function card(marks: Marks, open: OpenItem, file: ExhibitFile | undefined): Html {
  const shown = headingOf(marks, open);
  const rows = rowsOf(marks, open, shown);
  const quote =
    open.item.kind === "claim" ? [el("blockquote", { class: "quote" }, marks.leaf(open, "/anchor/quote"))] : [];
  return el(
    "article",
    { class: "card", id: open.number, "data-item": String(open.item.seq) },
    el("h4", {}, marks.number(open), " ", ...heading(marks, open)),
    ...quote,
    ...(rows.length === 0 ? [] : [el("dl", {}, ...rows)]),
    ...(file === undefined ? [] : fileParts(marks, open, file)),
    marks.proof(open.item.seq),
  );
}

function rowsOf(marks: Marks, open: OpenItem, shown: string): readonly Html[] {
  const rows = new Map<string, Html[]>();
  const add = (label: string, value: Html): void => {
    rows.set(label, [...(rows.get(label) ?? []), value]);
  };
  for (const [pointer, field] of open.fields) {
    if (!field.hasRow || pointer === shown || field.as === "bound") continue;
    if (!open.open.has(pointer) && !open.closed.has(pointer)) continue;
    if (field.pattern.endsWith("/<lang>") && pointer !== marks.inLanguage(open, parentOf(pointer))) continue;
    if (pointer === "/quantity/value" && isBound(open)) continue;
    add(labelOf(pointer, field.pattern), valueAt(marks, open, pointer, field));
    if (pointer !== "/quantity/relation") continue;
    for (const end of ["lower", "upper"]) add(`quantity.${end}`, bound(marks, open, end));
  }
  return [...rows].map(([label, values]) => row(marks, label, ...values));
}

function valueAt(marks: Marks, open: OpenItem, pointer: string, field: Field): Html {
  if (field.as === "code") return marks.code(open, pointer);
  if (field.as === "hash") return marks.leaf(open, pointer, "bdi", { class: "hash" });
  if (field.as !== "ref") return marks.leaf(open, pointer);
  const target = marks.target(open, pointer);
  const words = target === undefined ? [] : [" ", ...heading(marks, target)];
  return el("span", {}, marks.reference(open, pointer), ...words);
}

/** Whether the number named is one of the bounds, which have rows of their own. */
function isBound(open: OpenItem): boolean {
  const value = open.open.get("/quantity/value");
  return [open.open.get("/quantity/lower"), open.open.get("/quantity/upper")].includes(value);
}

/** A bound as it is, or that the source states none: the relation, which is proved, says which it must be. */
function bound(marks: Marks, open: OpenItem, end: string): Html {
  const pointer = `/quantity/${end}`;
  if (open.open.has(pointer) || open.closed.has(pointer)) return marks.leaf(open, pointer);
  return marks.word("notStated", "span", { "data-q": placeOf(open, pointer) });
}

function fileParts(marks: Marks, open: OpenItem, file: ExhibitFile): readonly Html[] {
  const link = el("p", {}, marks.word("file"), " ", marks.file(file.path));
  if (!file.isDerivative) return [link];
  const picture = file.path.endsWith(".pdf") ? [] : [el("img", { src: file.path, alt: open.number })];
  const said = file.isRedacted === true ? "redacted" : "copy";
  return [...picture, link, marks.word(said, "p", { class: "copy" })];
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}
