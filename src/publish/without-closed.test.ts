import { describe, expect, it } from "vitest";
import { select } from "./selection.ts";
import { madeUpCase } from "./testing/made-up-case.ts";
import { madeUpItems } from "./testing/made-up-items.ts";
import { withoutClosed } from "./without-closed.ts";

describe("withoutClosed", () => {
  const { input } = madeUpCase(madeUpItems(), { forbidden: [{ label: "x", value: "a secret" }] });
  const selection = select(input);
  const blind = withoutClosed(input, selection);
  const text = JSON.stringify(blind.items);

  it("holds no item and no value that stays closed", () => {
    expect(blind.items.map(({ uid }) => uid).sort()).toEqual([...selection.byUid.keys()].sort());
    for (const secret of [
      "Zaynab",
      "Hallgrim",
      "73519",
      "Halvard",
      "e3-from-the-archive",
      "The hidden words",
      '"C1"',
      '"E1"',
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(blind.forbidden).toEqual([]);
  });

  it("holds every open value, at its place", () => {
    for (const [uid, { open }] of selection.byUid) {
      const again = select(blind).byUid.get(uid)!.open;
      expect([...again]).toEqual([...open]);
    }
  });

  it("leads to the same choice: numbers, open and closed fields", () => {
    const summary = (one: typeof selection) =>
      [...one.texts, ...one.items].map(({ number, open, closed }) => [number, [...open.keys()], [...closed]]);
    expect(summary(select(blind))).toEqual(summary(selection));
  });

  it("is the same for two cases that differ only in what is closed", () => {
    const other = madeUpItems()
      .filter(({ id }) => id !== "C3" && id !== "N3")
      .map((item) => (item.id === "S3" ? { ...item, value: { ...item.value, name: "Somebody Else Entirely" } } : item));
    const second = madeUpCase(other).input;
    const bare = ({ items }: typeof blind) => items.map(({ kind, uid, value }) => ({ kind, uid, value }));
    expect(bare(withoutClosed(second, select(second)))).toEqual(bare(blind));
  });
});
