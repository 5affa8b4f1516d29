import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { extract, extractionWarnings, type Reading, read } from "../../src/reading/index.ts";

// Programs store Arabic in a PDF as it is seen, not as it is read. What is read from such a PDF must be what is read from its text.

const DAY = { referenceDate: "2021-05-01" };
const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/reading/${name}`, import.meta.url)));
const plain = (text: string): string => text.replace(/\s+/gu, " ").trim();

/** Everything that a reading found, without where it stands. */
function found({ document, claims, quantities, times }: Reading): object {
  const text = (id: string, all: readonly { id: string; exact: string }[]): string | undefined =>
    all.find((one) => one.id === id)?.exact;
  return {
    language: document.language,
    claims: claims.map((claim) => ({
      words: claim.spans.map((span) => plain(span.exact)),
      kind: claim.kind,
      polarity: claim.polarity,
      mode: claim.attribution.mode,
      chain: claim.attribution.chain.map((link) => plain(link.label)),
      quantities: claim.quantities.map((id) => text(id, quantities)),
      times: claim.times.map((id) => text(id, times)),
    })),
    quantities: quantities.map(({ relation, value, lower, upper, unit, per }) => [
      relation,
      value,
      lower,
      upper,
      unit,
      per,
    ]),
    times: times.map(({ value, fuzzy, candidates }) => [value, fuzzy, candidates]),
  };
}

const original = new TextDecoder().decode(fixture("arabic.txt"));

describe.each(["arabic-libreoffice.pdf", "arabic-libreoffice-left.pdf", "arabic-chromium.pdf"])("%s", (name) => {
  test("has the text that was printed, letter for letter", async () => {
    const { text, places } = await extract(fixture(name), "application/pdf");
    expect(plain(text)).toBe(plain(original));
    expect(places).toEqual([{ kind: "page", label: "1", start: 0, end: text.length }]);
  });
  test("is read into the claims, sources, quantities and times of the text", async () => {
    const wanted = found(read(original, DAY));
    expect(JSON.stringify(wanted)).toMatch(/محمود الدالي.*Bridge Relief.*35/u);
    expect(found(read((await extract(fixture(name), "application/pdf")).text, DAY))).toEqual(wanted);
  });
});

test("an order that stays doubtful is told with its page, a sure one is not", async () => {
  const left = await extract(fixture("arabic-libreoffice-left.pdf"), "application/pdf");
  const { warnings } = read(left.text, { ...DAY, warnings: extractionWarnings(left) });
  expect(warnings[0]).toMatchObject({ code: "doubtful-order", claims: [] });
  expect(warnings[0]?.message).toMatch(/^Page 1: the sentences of some lines end on the right.*compare/);
  for (const sure of ["arabic-libreoffice.pdf", "arabic-chromium.pdf"])
    expect(extractionWarnings(await extract(fixture(sure), "application/pdf"))).toEqual([]);
});
