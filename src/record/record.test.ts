import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyNote,
  consentForbids,
  type Exhibit,
  jsonSchemas,
  type Level,
  levelCovers,
  makeUid,
  maySee,
  parseAct,
  schemaOf,
} from "./index.ts";

const uid = makeUid(new Uint8Array(16).fill(7));
const missing = { missing: "not asked" };

const exhibit: Exhibit = {
  uid,
  id: "E1",
  sha256: "a".repeat(64),
  size: 3,
  mediaType: "image/jpeg",
  originalName: "made-up/photo.jpg",
  received: { modified: { given: "2017-05-15T10:00:00Z" }, created: missing },
  flags: ["location-metadata"],
  collector: { given: "field team" },
  collectedAt: { given: "2017-05" },
  method: missing,
  tool: missing,
  clock: missing,
  persona: { notApplicable: true },
  egress: { notApplicable: true },
  url: { notApplicable: true },
  pageSource: missing,
  pageCapture: missing,
  pageMedia: missing,
  embedded: { given: ["EXIF"] },
  context: missing,
  custody: missing,
  priorCopies: missing,
  transformations: missing,
  relevance: missing,
  sensitivity: missing,
  restrictions: missing,
  consent: missing,
};

describe("parseAct()", () => {
  test("takes a whole exhibit and returns it unchanged", () => {
    expect(parseAct("exhibit.add", exhibit)).toEqual({ ok: exhibit });
  });

  test("gathers every problem with its pointer", () => {
    const bad = { ...exhibit, size: 0, collectedAt: { given: "2017-02-30" }, flags: ["odd"], extra: 1 };
    const result = parseAct("exhibit.add", bad);
    const messages = "problems" in result ? result.problems.map((problem) => problem.message) : [];
    expect(messages).toHaveLength(4);
    expect(messages.join("\n")).toMatch(/\/size.*\n[\s\S]*\/flags\/0/);
  });

  test("refuses a kind it does not know", () => {
    expect(parseAct("exhibit.burn", {})).toHaveProperty("problems");
    expect(schemaOf("toString")).toBeUndefined();
  });

  test("refuses a fact that is both given and missing", () => {
    expect(parseAct("exhibit.add", { ...exhibit, method: { given: "by hand", missing: "no" } })).toHaveProperty(
      "problems",
    );
  });

  test("refuses a claim whose anchor ends before it starts", () => {
    const claim = {
      uid,
      id: "C1",
      statement: { en: "Made-up words." },
      source: uid,
      accordingTo: [],
      exhibit: uid,
      anchor: { quote: "x", start: 5, end: 5 },
      credibility: 6,
      polarity: "positive",
    };
    expect(parseAct("claim.accept", claim)).toHaveProperty("problems");
    expect(parseAct("claim.accept", { ...claim, anchor: { quote: "x", start: 5, end: 6 } })).toHaveProperty("ok");
  });

  test("refuses a sentence whose placeholders and lists disagree", () => {
    const text = (sentence: object) => ({
      uid,
      id: "text.en",
      lang: "en",
      title: "Made up",
      level: "public",
      sections: [
        { heading: null, depth: 1, voice: "evidence", blocks: [{ kind: "paragraph", sentences: [sentence] }] },
      ],
    });
    expect(parseAct("text.set", text({ text: "{f0} men {r0}", figures: [uid], refs: [{ uid }] }))).toHaveProperty("ok");
    expect(parseAct("text.set", text({ text: "{f1} men", figures: [uid], refs: [] }))).toHaveProperty("problems");
    expect(parseAct("text.set", text({ text: "men", figures: [], refs: [{ uid }] }))).toHaveProperty("problems");
  });

  test("a claimed figure names its claim, a computed one its expression", () => {
    const figure = {
      uid,
      id: "N1",
      inputs: [],
      quantity: { relation: "exact", value: "3", unit: "people" },
      words: { en: "3" },
    };
    expect(parseAct("figure.set", { ...figure, kind: "claimed" })).toHaveProperty("problems");
    expect(parseAct("figure.set", { ...figure, kind: "computed" })).toHaveProperty("problems");
    expect(parseAct("figure.set", { ...figure, kind: "claimed", claim: uid })).toHaveProperty("ok");
  });
});

describe("levels", () => {
  const level = fc.oneof(
    fc.constantFrom<Level>("public", "team", "protected"),
    fc.constantFrom<Level>("partner:a", "partner:b", "court:a"),
  );

  test("levelCovers() is a partial order with public below and protected above all", () => {
    fc.assert(
      fc.property(level, level, level, (a, b, c) => {
        expect(levelCovers(a, a)).toBe(true);
        expect(levelCovers(a, "public")).toBe(true);
        expect(levelCovers("protected", a)).toBe(true);
        if (levelCovers(a, b) && levelCovers(b, a)) expect(a).toBe(b);
        if (levelCovers(a, b) && levelCovers(b, c)) expect(levelCovers(a, c)).toBe(true);
      }),
    );
  });

  test("partners and courts do not see each other's values, the team sees both", () => {
    expect(levelCovers("partner:a", "partner:b")).toBe(false);
    expect(levelCovers("partner:a", "court:a")).toBe(false);
    expect(levelCovers("team", "court:a")).toBe(true);
    expect(levelCovers("team", "protected")).toBe(false);
    expect(maySee({ levels: ["partner:a", "court:a"] }, ["partner:a", "court:a"])).toBe(true);
    expect(maySee({ levels: ["partner:a"] }, ["public", "court:a"])).toBe(false);
  });
});

test("consentForbids() names the audience, the end and the embargo", () => {
  const consent = {
    by: "the witness",
    uses: ["dossier"],
    audiences: ["public"],
    until: "2027-01-31",
    embargo: "2026-06-01",
  };
  expect(consentForbids(consent, "public", "2026-06-01")).toBeNull();
  expect(consentForbids(consent, "public", "2027-01-31")).toBeNull();
  expect(consentForbids(consent, "public", "2027-02-01")).toMatch(/ended/);
  expect(consentForbids(consent, "public", "2026-05-31")).toMatch(/embargo/);
  expect(consentForbids(consent, "press", "2026-07-01")).toMatch(/press/);
});

test("applyNote() replaces the facts a note gives and leaves the rest", () => {
  const noted = applyNote(exhibit, { uid, id: "E1", title: "Gate", facts: { method: { given: "by hand" } } });
  expect(noted).toEqual({ ...exhibit, title: "Gate", method: { given: "by hand" } });
});

test("makeUid() gives what the schema takes, for any 16 bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      expect(parseAct("claim.remove", { uid: makeUid(bytes), id: "C1" })).toHaveProperty("ok");
    }),
  );
  expect(() => makeUid(new Uint8Array(15))).toThrow(RangeError);
});

test("docs/formats holds exactly the JSON Schemas that the schemas give (node scripts/schemas.mjs)", () => {
  const folder = new URL("../../docs/formats/", import.meta.url);
  const written = readdirSync(folder).filter((name) => name.endsWith(".schema.json"));
  const expected = jsonSchemas();
  expect(written.sort()).toEqual(expected.map(({ file }) => file).sort());
  for (const { file, text } of expected) {
    expect(existsSync(new URL(file, folder)) && readFileSync(new URL(file, folder), "utf8"), file).toBe(text);
  }
});
