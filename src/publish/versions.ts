import { el, type Html } from "#page";
import type { Leaf } from "#seal";
import { heading } from "./card.ts";
import type { BagInfo } from "./info.ts";
import type { EarlierDossier } from "./input.ts";
import type { Marks } from "./marks.ts";
import type { OpenItem, Selection } from "./selection.ts";

/** Leaves of the withdrawal of an earlier dossier that the next one opens; why it was withdrawn is not among them. */
export const WITHDRAWAL_POINTERS: readonly string[] = ["/value/day", "/value/dossier"];

export function nameOf({ open }: EarlierDossier): string {
  return String(open.get("/dossier"));
}

/** The corrections of an earlier dossier that go out. */
export function errataOf({ items }: Selection, earlier: EarlierDossier): readonly OpenItem[] {
  return items.filter(({ item, open }) => item.kind === "erratum" && open.get("/dossier") === nameOf(earlier));
}

/** In the header: which version this is, and which dossier it replaces. */
export function versionWords(
  marks: Marks,
  info: BagInfo,
  chain: readonly EarlierDossier[],
): readonly (Html | string)[] {
  const version = info["Snowmelt-Version"];
  if (version === undefined) return [];
  const last = chain.at(-1);
  const replaces = last === undefined ? [] : [" ", marks.word("replaces"), " ", leaf(last, "/dossier")];
  return [" ", marks.word("version"), " ", marks.info("Snowmelt-Version", version), ...replaces];
}

/** The dossiers that this one replaces, the latest first, each with what was corrected in it. */
export function versions(marks: Marks, selection: Selection, chain: readonly EarlierDossier[]): readonly Html[] {
  if (chain.length === 0) return [];
  const cards = [...chain].reverse().map((earlier) => card(marks, selection, earlier));
  return [marks.word("versions", "h2"), marks.word("versions.text", "p"), ...cards];
}

function card(marks: Marks, selection: Selection, earlier: EarlierDossier): Html {
  const { seq, open, withdrawal } = earlier;
  const row = (key: string, ...values: readonly Html[]): Html =>
    el("div", {}, marks.word(key, "dt"), ...values.map((value) => el("dd", {}, value)));
  const errata = errataOf(selection, earlier).map((erratum) =>
    el("span", {}, marks.number(erratum), " ", ...heading(marks, erratum)),
  );
  return el(
    "article",
    { class: "card" },
    el("h4", {}, leaf(earlier, "/dossier")),
    el(
      "dl",
      {},
      ...(open.has("/version") ? [row("versions.number", leaf(earlier, "/version"))] : []),
      row("field.published", leaf(earlier, "/day")),
      row("check.size", leaf(earlier, "/n")),
      row("versions.manifest", leaf(earlier, "/manifest", { class: "hash" })),
      ...(withdrawal === undefined
        ? []
        : [row("versions.withdrawn", el("bdi", { "data-p": `${withdrawal.seq} /day` }, withdrawal.day))]),
      ...(errata.length === 0 ? [] : [row("versions.corrections", ...errata)]),
    ),
    marks.proof(seq),
  );
}

function leaf({ seq, open }: EarlierDossier, pointer: string, attributes = {}): Html {
  const value = open.get(pointer) as Leaf;
  return el("bdi", { ...attributes, "data-p": `${seq} ${pointer}` }, String(value));
}
