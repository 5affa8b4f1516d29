import type { Extracted } from "#reading";
import type { Anchor } from "#record";

/**
 * Finds the quoted words in an exhibit's text: white space may differ (a line break in a PDF is no difference), every
 * other character must be the same. With a page, only that page is searched; `at` chooses among several places.
 *
 * @returns the anchor, or a sentence that says why there is none
 */
export function findAnchor(
  extracted: Extracted,
  quote: string,
  page: string | undefined,
  at?: number,
): Anchor | string {
  const places =
    page === undefined ? null : extracted.places.filter((place) => place.kind === "page" && place.label === page);
  if (places !== null && places.length === 0) return `the exhibit has no page "${page}"`;
  const pattern = new RegExp(
    quote
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("\\s+"),
    "g",
  );
  const hits = [...extracted.text.matchAll(pattern)].filter(
    (hit) =>
      places === null || places.some((place) => place.start <= hit.index && hit.index + hit[0].length <= place.end),
  );
  const where = page === undefined ? "in the exhibit" : `on page ${page}`;
  if (hits.length === 0) return `the quoted words are not found ${where}: "${quote}"`;
  const here = hits.find((hit) => hit.index === at);
  if (hits.length > 1 && here === undefined)
    return `the quoted words stand ${hits.length} times ${where}: quote more of the sentence, or give the page`;
  const hit = here ?? (hits[0] as RegExpExecArray);
  return {
    quote: hit[0],
    start: hit.index,
    end: hit.index + hit[0].length,
    ...(page === undefined ? {} : { page }),
  };
}
