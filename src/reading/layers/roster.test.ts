import fc from "fast-check";
import { expect, test } from "vitest";
import type { Known } from "./known.ts";
import { Roster } from "./roster.ts";

const entity = (key: number, at: number, words: readonly string[], named = true): Known => ({
  key: `k${key}`,
  label: words.join(" "),
  type: "person",
  org: null,
  count: null,
  aliases: [],
  words: new Set(words),
  named,
  plural: false,
  gender: null,
  at,
});

test("the latest that fits is the one a search of all would give, however they are touched", () => {
  const step = fc.record({ add: fc.boolean(), at: fc.nat(2000), which: fc.nat(30) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat(3), (steps, rest) => {
      const roster = new Roster();
      for (const { add, at, which } of steps) {
        const known = roster.all[which % Math.max(1, roster.all.length)];
        if (add || known === undefined) roster.add(entity(roster.all.length, at, [`w${roster.all.length}`]));
        else roster.touch(known, at);
      }
      const fits = (k: Known): boolean => Number(k.key.slice(1)) % 4 === rest;
      let best: Known | null = null;
      for (const k of roster.all) if (fits(k) && (best === null || k.at >= best.at)) best = k;
      expect(roster.latest(fits)?.key).toBe(best?.key);
    }),
  );
});

test("what was named twenty pages ago is no longer meant by a bare role", () => {
  const roster = new Roster();
  roster.add(entity(0, 10, ["lena", "haddo"]));
  roster.add(entity(1, 90_000, ["adam", "brill"]));
  expect(roster.latest((k) => k.words.has("haddo"))).toBeNull();
  expect(roster.sameName(new Set(["haddo"]), "person")?.key).toBe("k0");
});

test("a person is found by part of the name and by a longer one, nobody by a name that only shares a word", () => {
  const roster = new Roster();
  roster.add(entity(0, 1, ["lena", "haddo"]));
  expect(roster.sameName(new Set(["haddo"]), "person")?.key).toBe("k0");
  expect(roster.sameName(new Set(["lena", "sara", "haddo"]), "person")?.key).toBe("k0");
  expect(roster.sameName(new Set(["omar", "haddo"]), "person")).toBeUndefined();
  expect(roster.sameName(new Set(["haddo"]), "org")).toBeUndefined();
});
