import { describe, expect, it } from "vitest";
import { closedValues, withoutFixedWords } from "./closed-values.ts";
import { select } from "./selection.ts";
import { madeUpCase } from "./testing/made-up-case.ts";
import { type MadeUpItem, madeUpItems } from "./testing/made-up-items.ts";

function secretsOf(items: readonly MadeUpItem[] = madeUpItems()): ReadonlyMap<string, string> {
  const { input } = madeUpCase(items);
  return new Map(closedValues(input, select(input)).map(({ label, value }) => [label, value]));
}
const changed = (id: string, value: MadeUpItem["value"], rest: Partial<MadeUpItem> = {}): readonly MadeUpItem[] =>
  madeUpItems().map((item) => (item.id === id ? { ...item, ...rest, value: { ...item.value, ...value } } : item));

describe("closedValues", () => {
  const secrets = secretsOf();

  it("holds every text of withheld items, hashes and file names among them", () => {
    expect(secrets.get("S3/name")).toBe("Zaynab Ujaylan");
    expect(secrets.get("C3/statement/en")).toBe("The night shift of Hallgrim Brandis counted them.");
    expect(secrets.get("N3/quantity/value")).toBe("73519");
    expect(secrets.get("E3/sha256")).toMatch(/^[0-9a-f]{64}$/);
    expect([...secrets.values()]).toContain("e3-from-the-archive.dat");
  });

  it("holds closed fields of open items, and nothing that is open", () => {
    expect(secrets.get("E1/collector/given")).toBe("Collector Halvard Quist (made up)");
    expect(secrets.get("C2/anchor/quote")).toBe("The hidden words");
    expect(secrets.has("S1/name")).toBe(false);
    expect(secrets.has("C1/anchor/quote")).toBe(false);
  });

  it("a text that an open value says too is no secret", () => {
    expect(secretsOf(changed("S3", { name: "The Made-up Gazette" })).has("S3/name")).toBe(false);
  });

  it("what the audience may see of an item that no text leads to is no secret; what is closed in it is one", () => {
    const items = [
      ...changed("C3", { place: "behind the mill" }, { level: "public", fields: { "/place": ["team"] } }),
    ].map((item) => (item.kind === "text" || item.kind === "figure" ? { ...item, level: "team" as const } : item));
    const found = secretsOf(items);
    expect(found.has("C3/statement/en")).toBe(false);
    expect(found.get("C3/place")).toBe("behind the mill");
  });

  it("unless somebody closed it on purpose: then the closing would be in vain", () => {
    const items = changed("C2", { place: "the mill of Tal Amra" }, { fields: { "/place": ["team"] } });
    const said = items.map((item) =>
      item.id === "S2" ? { ...item, value: { ...item.value, descriptor: "near the mill of Tal Amra" } } : item,
    );
    expect(secretsOf(said).get("C2/place")).toBe("the mill of Tal Amra");
  });

  it("the quote of a closed claim is no secret where its exhibit goes out, and one where it does not", () => {
    const quote = { quote: "quoted for nobody else to see", start: 1, end: 2 };
    expect(secretsOf(changed("C3", { anchor: quote })).has("C3/anchor/quote")).toBe(false);
    const items = changed("C3", { anchor: quote }).map((item) =>
      item.id === "E1" ? { ...item, level: "team" as const } : item,
    );
    expect(secretsOf(items).has("C3/anchor/quote")).toBe(true);
  });

  it("leaves out words of closed lists and what is too short to tell anything", () => {
    for (const label of secrets.keys()) expect(label).not.toMatch(/\/(relation|unit|kind|reliability|id)$/);
    for (const value of secrets.values()) expect(value.length).toBeGreaterThanOrEqual(3);
  });
});

describe("withoutFixedWords", () => {
  it("leaves out what stands in every dossier alike, and nothing else", () => {
    const { input } = madeUpCase(madeUpItems(), { verifier: "// a verifier that says Brandis\n" });
    const secrets = ["Brandis", "not stated by the source", "openssl pkeyutl", "Hallgrim"].map((value) => ({
      label: value,
      value,
    }));
    expect(withoutFixedWords(secrets, input).map(({ value }) => value)).toEqual(["Hallgrim"]);
  });
});
