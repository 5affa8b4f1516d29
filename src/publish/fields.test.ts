import { describe, expect, it } from "vitest";
import { schemaOf } from "#record";
import { FIELDS, fitPattern, LETTERS, labelOf } from "./fields.ts";

describe("the white list", () => {
  it("names each field of a kind once", () => {
    for (const fields of Object.values(FIELDS)) {
      const patterns = fields.map(({ pattern }) => pattern);
      expect(patterns).toEqual([...new Set(patterns)]);
    }
  });

  it("never names the case's own id, nor a whole object", () => {
    for (const fields of Object.values(FIELDS)) {
      for (const { pattern } of fields) {
        expect(pattern).toMatch(/^(\/([A-Za-z0-9]+|\*|<lang>))+$/);
        expect(pattern).not.toBe("/id");
      }
    }
  });

  it("keeps for the team whatever leads to who collected, who agreed, from whom it came and how it was reached", () => {
    const sealed = new Set(FIELDS.exhibit.filter(({ isSealed }) => isSealed === true).map(({ pattern }) => pattern));
    for (const pattern of [
      "/collector/given",
      "/originalName",
      "/custody/given/*/from",
      "/consent/given/by",
      "/egress/given",
      "/persona/given",
    ]) {
      expect(sealed).toContain(pattern);
    }
    for (const kind of ["source", "claim", "incident"] as const) {
      expect(FIELDS[kind].find(({ pattern }) => pattern === "/note")?.isSealed).toBe(true);
    }
  });

  it("every kind has a letter of its own", () => {
    expect(Object.keys(LETTERS).sort()).toEqual(Object.keys(FIELDS).sort());
    expect(new Set(Object.values(LETTERS)).size).toBe(Object.keys(LETTERS).length);
  });

  it("names what the records really have", () => {
    const kinds = {
      source: "source.set",
      incident: "incident.set",
      figure: "figure.set",
      judgement: "judgement.set",
    } as const;
    for (const [kind, act] of Object.entries(kinds)) {
      const shape = (schemaOf(act) as unknown as { readonly shape: Readonly<Record<string, unknown>> }).shape;
      const tops = new Set(FIELDS[kind as keyof typeof kinds].map(({ pattern }) => pattern.split("/")[1]!));
      expect([...tops].filter((name) => !Object.hasOwn(shape, name))).toEqual([]);
    }
  });
});

describe("fitPattern", () => {
  it("takes a star for one part and <lang> for a language", () => {
    expect(fitPattern("/statement/<lang>", "/statement/ar")).toBe("ar");
    expect(fitPattern("/claims/*", "/claims/12")).toBe("");
    expect(fitPattern("/claims/*", "/claims/12/x")).toBeNull();
    expect(fitPattern("/claims/*", "/claims")).toBeNull();
    expect(fitPattern("/a/given", "/a/missing")).toBeNull();
  });
});

describe("labelOf", () => {
  it("is made of names alone", () => {
    expect(labelOf("/alternatives/3/text/en", "/alternatives/*/text/<lang>")).toBe("alternatives.text");
    expect(labelOf("/context/given/author", "/context/given/author")).toBe("context.author");
    expect(labelOf("/claims/7", "/claims/*")).toBe("claims");
  });
});
