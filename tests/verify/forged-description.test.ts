import { beforeAll, describe } from "vitest";
import { canonicalJson, type Json } from "#kernel";
import { areFound } from "./liar.ts";
import { type Change, drop, put, replaceIn, SmallBag, textOf, together } from "./small-bag.ts";

// Everything here is signed by the case key itself: the publisher lies, and the proofs tell.
let bag: SmallBag;
beforeAll(async () => {
  bag = await SmallBag.of();
});

/** Changes the description's entity of this id, and writes it as descriptions are written. */
const describeAs =
  (id: string, change: (entity: { [key: string]: Json }) => void): Change =>
  (files) => {
    const lines = textOf(files, "ro-crate-metadata.json").split("\n");
    const at = lines.findIndex((line) => line.startsWith(`{"@id":"${id}"`));
    const isLast = !lines[at]!.endsWith(",");
    const entity = JSON.parse(isLast ? lines[at]! : lines[at]!.slice(0, -1)) as { [key: string]: Json };
    change(entity);
    lines[at] = `${canonicalJson(entity)}${isLast ? "" : ","}`;
    files.set("ro-crate-metadata.json", Buffer.from(lines.join("\n")));
  };

describe("the description", () => {
  areFound(
    () => bag,
    [
      ["no JSON", put("ro-crate-metadata.json", "{"), "fields", /does not begin and end/],
      [
        "a statement as description",
        describeAs("./", (e) => Object.assign(e, { description: "All is proven." })),
        "fields",
        /\.\/: "description"/,
      ],
      [
        "a licence",
        describeAs("./", (e) => Object.assign(e, { license: "All is proven" })),
        "fields",
        /\.\/: "license"/,
      ],
      [
        "a member more",
        describeAs("#C1", (e) => Object.assign(e, { abstract: "Proven." })),
        "fields",
        /#C1: "abstract"/,
      ],
      [
        "a value more",
        describeAs("#C1", (e) => Object.assign(e["opened"] as object, { "/note": "Proven." })),
        "fields",
        /#C1\/note/,
      ],
      [
        "a value less",
        describeAs("#J1", (e) => delete (e["opened"] as { [key: string]: Json })["/dissent/0/text/en"]),
        "fields",
        /#J1\/dissent/,
      ],
      [
        "a value changed",
        describeAs("#C1", (e) => Object.assign(e["opened"] as object, { "/credibility": 1 })),
        "fields",
        /#C1\/credibility/,
      ],
      ["another proof", describeAs("#C1", (e) => Object.assign(e, { proof: "proofs/8.json" })), "fields", /#C1/],
      ["another type", describeAs("#C1", (e) => Object.assign(e, { "@type": "Fact" })), "fields", /#C1: "@type"/],
      [
        "an item more",
        replaceIn("ro-crate-metadata.json", /\n\]\}\n$/, ',\n{"@id":"#Z1","text":"Proven."}\n]}\n'),
        "fields",
        /#Z1/,
      ],
      ["an item less", replaceIn("ro-crate-metadata.json", /^\{"@id":"#I1".*\n/m, ""), "fields", /#I1 is missing/],
      [
        "a file's digest",
        describeAs("data/exhibits/E1.txt", (e) => Object.assign(e, { sha256: "0".repeat(64) })),
        "fields",
        /E1\.txt: "sha256"/,
      ],
      [
        "a file of another item",
        describeAs("data/exhibits/E1.txt", (e) => Object.assign(e, { about: { "@id": "#E2" } })),
        "fields",
        /E1\.txt: "about"/,
      ],
      [
        "a derivative passed off as the original",
        describeAs("data/exhibits/E2.png", (e) => delete e["tool"]),
        "exhibits",
        /nothing says what made/,
      ],
      [
        "an original passed off as a derivative",
        describeAs("data/exhibits/E1.txt", (e) => Object.assign(e, { tool: "x" })),
        "fields",
        /E1\.txt: "tool"/,
      ],
      [
        "a tool that is a speech",
        describeAs("data/exhibits/E2.png", (e) => Object.assign(e, { tool: "x".repeat(121) })),
        "exhibits",
        /nothing says what made/,
      ],
      [
        "a context with words of its own",
        replaceIn("ro-crate-metadata.json", "urn:snowmelt:1:kind", "urn:x"),
        "fields",
        /does not begin and end/,
      ],
      [
        "a sentence changed",
        describeAs("index.html#s1", (e) => Object.assign(e, { text: "All is proven." })),
        "sentences",
        /index\.html#s1 does not say/,
      ],
      [
        "a sentence's evidence changed",
        describeAs("index.html#s1", (e) => Object.assign(e, { citation: [{ "@id": "#C2" }] })),
        "sentences",
        /index\.html#s1: "citation"/,
      ],
      [
        "a sentence left out",
        replaceIn("ro-crate-metadata.json", /^\{"@id":"index\.html#s9".*\n/m, ""),
        "sentences",
        /leaves out the sentence/,
      ],
      [
        "a sentence of another text",
        describeAs("index.html#s1", (e) => Object.assign(e, { place: "16 /sections/0/blocks/0/sentences/0" })),
        "sentences",
        /not the sentence that comes next/,
      ],
    ],
  );
});

describe("exhibits", () => {
  areFound(
    () => bag,
    [
      [
        "an exhibit is dropped everywhere",
        together(
          drop("data/exhibits/E1.txt"),
          replaceIn("ro-crate-metadata.json", /,\n\{"@id":"data\/exhibits\/E1\.txt".*?\}(?=,?\n)/, ""),
        ),
        "exhibits",
        /E1\.txt is missing/,
      ],
      [
        "an exhibit is changed",
        put("data/exhibits/E1.txt", "As many as 50 people"),
        "exhibits",
        /E1\.txt is not the file that was preserved/,
      ],
      ["an exhibit is added", put("data/exhibits/E9.txt", "x"), "exhibits", /E9\.txt is of no exhibit/],
      ["an exhibit has two files", put("data/exhibits/E1.pdf", "x"), "exhibits", /E1\.pdf is of no exhibit/],
      [
        "an exhibit has another ending",
        together(drop("data/exhibits/E1.txt"), put("data/exhibits/E1.html", "x")),
        "exhibits",
        /E1\.html is of no exhibit/,
      ],
      [
        "a picture is a web page",
        put("data/exhibits/E2.png", "<html>All is proven"),
        "exhibits",
        /E2\.png is no file of its kind/,
      ],
      ["a picture is dropped", drop("data/exhibits/E2.png"), "exhibits", /E2\.png is missing/],
    ],
  );
});
