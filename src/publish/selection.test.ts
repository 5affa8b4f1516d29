import { describe, expect, it } from "vitest";
import type { Level } from "#record";
import { type OpenItem, type Selection, select } from "./selection.ts";
import { madeUpCase } from "./testing/made-up-case.ts";
import { type MadeUpItem, madeUpItems, uidOf } from "./testing/made-up-items.ts";

const opened = (items = madeUpItems(), levels: readonly Level[] = ["public"]): Selection =>
  select(madeUpCase(items, { audience: { name: "someone", levels: [...levels] } }).input);
const of = (selection: Selection, id: string): OpenItem | undefined => selection.byUid.get(uidOf(id));
const marked = (id: string, change: Partial<MadeUpItem>): readonly MadeUpItem[] =>
  madeUpItems().map((item) => (item.id === id ? { ...item, ...change } : item));

describe("select", () => {
  it("opens nothing that no open text leads to", () => {
    const items = [
      ...madeUpItems(),
      { ...madeUpItems()[3]!, id: "S9", value: { ...madeUpItems()[3]!.value, uid: uidOf("S9") } },
    ];
    const selection = opened(items);
    expect(of(selection, "S9")).toBeUndefined();
    expect(selection.withheld.map(({ message }) => message)).toContain("S9: no open text leads to it");
  });

  it("opens nothing that is for others, and says so to the author", () => {
    const selection = opened();
    for (const id of ["E3", "S3", "C3", "N3"]) expect(of(selection, id)).toBeUndefined();
    const messages = selection.withheld.map(({ message }) => message);
    expect(messages).toEqual(expect.arrayContaining(["E3: is for team", "S3: is for protected", "C3: is for team"]));
    expect(messages).toContain("C2/anchor/quote: stays closed to this audience");
  });

  it("numbers items anew in the order in which one reads, without gaps", () => {
    const selection = opened();
    const numbers = selection.items.map(({ number }) => number);
    for (const letter of ["C", "E", "I", "J", "N", "S"]) {
      const own = numbers.filter((number) => number.startsWith(letter));
      expect(own).toEqual(own.map((_, at) => `${letter}${at + 1}`));
    }
    expect(selection.texts.map(({ number }) => number)).toEqual(["T1", "T2"]);
  });

  it("numbers are the same whatever is withheld beside them", () => {
    const without = madeUpItems().filter(({ id }) => !["E3", "S3", "C3", "N3"].includes(id));
    const numbersOf = (selection: Selection): string[] =>
      selection.items.map(({ number, item }) => `${number} ${item.id}`);
    expect(numbersOf(opened(without))).toEqual(numbersOf(opened()));
  });

  it("a reference to what does not go out stays closed, without the uid that it holds", () => {
    const claim = of(opened(), "C2")!;
    expect(claim.open.has("/source")).toBe(false);
    expect(claim.closed.has("/source")).toBe(true);
    expect([...claim.open.values()]).not.toContain(uidOf("S3"));
  });

  it("a mark on a field closes it and all below it", () => {
    const claim = of(opened(), "C2")!;
    for (const pointer of ["/anchor/quote", "/anchor/start", "/anchor/end"]) {
      expect(claim.open.has(pointer)).toBe(false);
      expect(claim.closed.has(pointer)).toBe(true);
    }
    expect(claim.open.has("/statement/en")).toBe(true);
  });

  it("what the white list does not name is closed to everybody, the team too", () => {
    const items = marked("C1", { value: { ...madeUpItems().find(({ id }) => id === "C1")!.value, secretThing: "x" } });
    for (const levels of [["public"], ["team"], ["protected"]] as const) {
      const claim = of(opened(items, levels), "C1")!;
      expect(claim.open.has("/secretThing")).toBe(false);
      expect(claim.open.has("/id")).toBe(false);
    }
  });

  it("who collected an exhibit is for the team, unless a mark opens the very field", () => {
    const pointer = "/collector/given";
    expect(of(opened(), "E1")!.open.has(pointer)).toBe(false);
    expect(of(opened(), "E1")!.closed.has(pointer)).toBe(false);
    expect(of(opened(madeUpItems(), ["team"]), "E1")!.open.has(pointer)).toBe(true);
    expect(of(opened(marked("E1", { fields: { [pointer]: ["public"] } })), "E1")!.open.has(pointer)).toBe(true);
  });

  it("levels: partners do not see what is for courts, nor courts what is for partners; both see what is public", () => {
    const items = [...marked("C1", { level: "partner:ngo" })].map((item) =>
      item.id === "J1" ? { ...item, level: "court:icc" as const } : item,
    );
    const seen = (levels: readonly Level[]): string[] =>
      ["C1", "J1", "S1"].filter((id) => of(opened(items, levels), id) !== undefined);
    expect(seen(["partner:ngo"])).toEqual(["C1", "S1"]);
    // Nothing else leads to the source: what the claim says of it is the claim's.
    expect(seen(["court:icc"])).toEqual(["J1"]);
    expect(seen(["partner:other"])).toEqual([]);
    expect(seen(["partner:ngo", "court:icc"])).toEqual(["C1", "J1", "S1"]);
    expect(seen(["team"])).toEqual(["C1", "J1", "S1"]);
  });

  it("the place within a withheld exhibit is withheld with it", () => {
    const text = (level: Level): OpenItem => opened(marked("E1", { level })).texts[0]!;
    const at = "/sections/0/blocks/0/sentences/1/refs/0/at";
    expect(text("public").open.get(at)).toBe("p. 1");
    expect(text("team").open.has(at)).toBe(false);
  });

  it("a long chain of sources is no deep recursion", () => {
    const chain = Array.from({ length: 20_000 }, (_, at): MadeUpItem => {
      const reliesOn = at === 19_999 ? [] : [uidOf(`S${100 + at + 1}`)];
      const value = { uid: uidOf(`S${100 + at}`), id: `S${100 + at}`, name: "x", reliesOn, reliability: "F" };
      return { kind: "source", id: `S${100 + at}`, value };
    });
    const { input } = madeUpCase(marked("S2", { value: { ...madeUpItems()[4]!.value, reliesOn: [uidOf("S100")] } }));
    const items = chain.map(({ kind, id, value }, at) => ({
      ...{ kind, id, value, seq: 1000 + at, uid: String(value["uid"]) },
      levels: { item: ["public" as const], fields: {} },
    }));
    expect(select({ ...input, items: [...input.items, ...items] }).items.length).toBeGreaterThan(20_000);
  });
});
