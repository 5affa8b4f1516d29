import { describe, expect, it } from "vitest";
import type { Audience } from "#record";
import type { Act } from "#store";
import { chainOf } from "./chain.ts";
import { foldActs } from "./state.ts";

// Made-up acts of a log; a publication's fingerprint is its letter, 64 times.
const uid = (letter: string): string => letter.repeat(21).concat("A");
const act = (seq: number, kind: string, value: Act["value"], x?: Act["x"]): Act => ({
  ...{ seq, device: "a", day: "2026-01-02", by: "0".repeat(16), kind, value },
  ...(x === undefined ? {} : { x }),
});
const SETTINGS = { format: 1, name: "made up", languages: ["en"], audiences: {} };
const text = (seq: number, title: string): Act =>
  act(seq, "text.set", { uid: uid("t"), id: "text.en", lang: "en", title, level: "public", sections: [] });
const published = (seq: number, n: number, letter: string, more: object = {}, audience = "public"): Act =>
  act(seq, "dossier.publish", {
    ...{ dossier: `${audience}-${String(n).padStart(4, "0")}`, audience, n, manifest: letter.repeat(64), withheld: 0 },
    ...{ day: "2026-01-02", ...more },
  });
const erratum = (seq: number, dossier: string): Act =>
  act(seq, "erratum.set", {
    ...{ uid: uid("b"), id: "B1", dossier, level: "public" },
    ...{ was: { en: "a" }, is: { en: "b" }, reason: { en: "c" } },
  });

const chain = (...acts: readonly Act[]): readonly unknown[] => {
  const all = [act(0, "case.set", SETTINGS as unknown as Act["value"]), ...acts];
  const audience: Audience = { name: "public", levels: ["public"] };
  const state = foldActs(all);
  expect(state.unknown).toEqual([]);
  return chainOf(all, state, audience).map(({ open }) => open.get("/dossier"));
};

describe("chainOf", () => {
  const first = published(4, 3, "a", { version: 1 });
  const second = published(8, 7, "b", { version: 2, replaces: "a".repeat(64) });

  it("follows what each dossier says that it replaced", () => {
    expect(chain(text(1, "One"), first, second, text(9, "One"))).toEqual(["public-0003", "public-0007"]);
    const branch = published(8, 7, "b", { version: 1 });
    expect(chain(text(1, "One"), first, branch, text(9, "One"))).toEqual(["public-0007"]);
  });

  it("begins anew for another audience, another title, and what another device published", () => {
    expect(chain(text(1, "One"), published(4, 3, "a", { version: 1 }, "court"), text(9, "One"))).toEqual([]);
    expect(chain(text(1, "One"), first, text(9, "Two"))).toEqual([]);
    expect(chain(text(1, "One"), { ...first, x: { from: { device: "b", seq: 4 } } }, text(9, "One"))).toEqual([]);
  });

  it("goes on under another title where an erratum corrects one of the chain", () => {
    expect(chain(text(1, "One"), first, text(5, "Two"), erratum(6, "public-0003"))).toEqual(["public-0003"]);
    expect(chain(text(1, "One"), first, text(5, "Two"), second, text(9, "Three"), erratum(10, "public-0003"))).toEqual([
      "public-0003",
      "public-0007",
    ]);
  });

  it("counts dossiers that state no version by what was out when each was made", () => {
    const older = [published(4, 3, "a"), published(8, 7, "b")];
    expect(chain(text(1, "One"), ...older, text(9, "One"))).toEqual(["public-0003", "public-0007"]);
    // Made from an earlier checkpoint, but published later: nothing that the other could have replaced.
    const turned = [published(5, 4, "b"), published(6, 3, "a")];
    expect(chain(text(1, "One"), ...turned, text(9, "One"))).toEqual(["public-0004"]);
  });
});
