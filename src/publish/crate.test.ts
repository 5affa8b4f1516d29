import { describe, expect, it } from "vitest";
import { sha256Hex } from "#kernel";
import { compose } from "./compose.ts";
import { madeUpCase } from "./testing/made-up-case.ts";

type Node = { readonly [key: string]: unknown; readonly "@id": string };

describe("ro-crate-metadata.json", async () => {
  const { files, openItems } = await compose(madeUpCase().input);
  const bag = new Map(files.map(({ path, bytes }) => [path, Buffer.from(bytes)]));
  const { "@context": context, "@graph": graph } = JSON.parse(bag.get("ro-crate-metadata.json")!.toString()) as {
    readonly "@context": readonly unknown[];
    readonly "@graph": readonly Node[];
  };
  const of = (id: string): Node => graph.find((node) => node["@id"] === id)!;
  const idsIn = (value: unknown): readonly string[] => (value as readonly { "@id": string }[]).map((one) => one["@id"]);

  it("is an RO-Crate 1.2: descriptor, root, names that occur once, terms that are defined", () => {
    expect(context[0]).toBe("https://w3id.org/ro/crate/1.2/context");
    expect(of("ro-crate-metadata.json")).toMatchObject({
      about: { "@id": "./" },
      conformsTo: { "@id": "https://w3id.org/ro/crate/1.2" },
    });
    const root = of("./");
    for (const key of ["name", "description", "datePublished", "license"]) expect(root[key]).toBeTypeOf("string");
    expect(new Set(graph.map((node) => node["@id"])).size).toBe(graph.length);
    const own = Object.keys(context[1] as object);
    for (const term of ["kind", "opened", "place", "proof", "tool"]) expect(own).toContain(term);
  });

  it("whatever it refers to is there", () => {
    const known = new Set([...graph.map((node) => node["@id"]), "./"]);
    for (const node of graph) {
      for (const key of ["hasPart", "mentions", "citation"]) {
        for (const id of node[key] === undefined ? [] : idsIn(node[key])) expect(known).toContain(id);
      }
      if (typeof node["proof"] === "string") expect(bag.has(node["proof"])).toBe(true);
    }
  });

  it("describes every open item with what its proof opens, and no other", () => {
    const items = graph.filter((node) => node["kind"] !== undefined);
    expect(items.map((node) => node["name"]).sort()).toEqual(
      openItems
        .filter(({ kind }) => kind !== "text")
        .map(({ number }) => number)
        .sort(),
    );
    for (const node of graph.filter((one) => one["opened"] !== undefined)) {
      const proof = JSON.parse(bag.get(String(node["proof"]))!.toString()) as { leaves: [string, string, unknown][] };
      const proved = Object.fromEntries(
        proof.leaves.map(([, pointer, value]) => [pointer.slice("/value".length), value]),
      );
      expect(node["opened"]).toEqual(proved);
    }
  });

  it("says the sentences as plain text: figures in words, marks in brackets, what is closed as such", () => {
    const texts = graph.filter((node) => typeof node["text"] === "string").map((node) => node["text"]);
    expect(texts).toContain("According to the Gazette at most 50 people per day were brought there [C1].");
    expect(texts.some((text) => /\[withheld\]/.test(String(text)))).toBe(true);
    expect(texts.some((text) => /\{[fr]\d+\}/.test(String(text)))).toBe(false);
  });

  it("describes exhibit files by size and hash, and tells copies from originals", () => {
    const described = graph.filter((node) => node["@id"].startsWith("data/exhibits/"));
    expect(described.map((node) => node["@id"]).sort()).toEqual(
      [...bag.keys()].filter((path) => path.startsWith("data/exhibits/")),
    );
    for (const node of described) {
      const bytes = bag.get(node["@id"])!;
      expect(node).toMatchObject({ contentSize: String(bytes.length), sha256: sha256Hex(bytes) });
      expect(node["tool"] !== undefined).toBe(node["encodingFormat"] === "image/png");
    }
  });
});
