import { el, type Html } from "#page";
import { sayWhole } from "../say-whole.ts";

/** A table with a head row; the first column names its rows. */
export function numberTable(head: readonly string[], rows: readonly (readonly string[])[]): Html {
  return el(
    "div",
    { class: "wide" },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, ...head.map((word) => el("th", { scope: "col" }, word)))),
      el(
        "tbody",
        {},
        ...rows.map(([first, ...rest]) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, first ?? ""),
            ...rest.map((word) => el("td", { class: /^[\d,]+ \(/u.test(word) ? "total" : undefined }, word)),
          ),
        ),
      ),
    ),
  );
}

/** Persons on both lists of each pair; the diagonal holds the lists' sizes. Empty overlaps are marked. */
export function overlapTable(
  caption: string,
  lists: readonly string[],
  overlaps: readonly (readonly number[])[],
): Html {
  const cell = (i: number, j: number): Html => {
    const count = overlaps[i]![j]!;
    const kind = i === j ? "own" : count === 0 ? "empty" : undefined;
    return el("td", { class: kind }, sayWhole(count));
  };
  return el(
    "div",
    { class: "wide" },
    el(
      "table",
      { class: "overlaps" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, el("td", {}), ...lists.map((name) => el("th", { scope: "col" }, name)))),
      el(
        "tbody",
        {},
        ...lists.map((name, i) => el("tr", {}, el("th", { scope: "row" }, name), ...lists.map((_, j) => cell(i, j)))),
      ),
    ),
  );
}
