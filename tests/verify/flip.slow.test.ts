import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openBag, readZip } from "#verify";
import { exhibitValue, type MadeUpItem, REPORT, uidOf } from "../../src/publish/testing/made-up-items.ts";
import { Workbench } from "../support/cli.ts";
import { problemsOf, reportOf, SmallBag } from "./small-bag.ts";

/** The least that a dossier can hold: one exhibit, one source, one claim, one sentence. Made up. */
const LEAST: readonly MadeUpItem[] = [
  { kind: "exhibit", id: "E1", value: exhibitValue("E1", REPORT, "text/plain", { title: "Made-up report" }) },
  {
    kind: "source",
    id: "S1",
    value: { uid: uidOf("S1"), id: "S1", name: "The Made-up Gazette", reliesOn: [], reliability: "B" },
  },
  {
    kind: "claim",
    id: "C1",
    value: {
      uid: uidOf("C1"),
      id: "C1",
      statement: { en: "Somebody said something." },
      source: uidOf("S1"),
      accordingTo: [],
      exhibit: uidOf("E1"),
      anchor: { quote: "As many as 50 people", start: 38, end: 58 },
      credibility: 3,
      polarity: "positive",
    },
  },
  {
    kind: "text",
    id: "text.en",
    value: {
      uid: uidOf("text.en"),
      id: "text.en",
      lang: "en",
      title: "A made-up dossier",
      level: "public",
      sections: [
        {
          heading: null,
          depth: 2,
          voice: "evidence",
          blocks: [
            {
              kind: "paragraph",
              sentences: [{ text: "Somebody said something {r0}.", figures: [], refs: [{ uid: uidOf("C1") }] }],
            },
          ],
        },
      ],
    },
  },
];

const isNamed = (problems: readonly string[], path: string): boolean =>
  problems.some((problem) => problem.includes(path) || problem.includes(path.replace(/\.(?:json|tlog-proof)$/, "")));

describe("a byte of a small bag is changed", () => {
  it("every byte of every file: it fails, and the file is named", async () => {
    const bag = await SmallBag.of(LEAST);
    expect(reportOf(bag.files).outcome).toBe("verified");
    let flips = 0;
    for (const [path, bytes] of bag.files) {
      const changed = Uint8Array.from(bytes);
      const files = new Map(bag.files).set(path, changed);
      for (let at = 0; at < bytes.length; at++) {
        const mask = 1 << (at % 8);
        changed[at]! ^= mask;
        const report = reportOf(files);
        changed[at]! ^= mask;
        flips += 1;
        if (
          report.outcome === "failed" &&
          isNamed(
            report.checks.flatMap(({ problems }) => problems),
            path,
          )
        )
          continue;
        // A manifest that is changed in a name or a digest is told by the file it no longer names.
        const isTold = report.outcome === "failed" && path.endsWith("manifest-sha256.txt");
        expect(isTold, `byte ${at} of ${path}: ${report.outcome}`).toBe(true);
      }
    }
    console.log(`${flips} bytes of ${bag.files.size} files changed, each found`);
  });

  it("every byte, with manifests made anew and signed by the case key: it fails but in the verifier itself", async () => {
    const bag = await SmallBag.of(LEAST);
    let flips = 0;
    for (const [path, bytes] of bag.files) {
      if (path === "verify.mjs" || path.includes("manifest")) continue;
      // A seventh of the bytes is enough to reach every kind of place.
      for (let at = 0; at < bytes.length; at += 7) {
        const changed = Uint8Array.from(bytes);
        changed[at]! ^= 1 << (at % 8);
        const report = reportOf(bag.sealed((files) => files.set(path, changed)));
        flips += 1;
        // The format's number may be flipped to another: then nothing is claimed to be checked.
        const isOtherFormat = report.outcome === "incomplete" && path === "bag-info.txt";
        expect(report.outcome === "failed" || isOtherFormat, `byte ${at} of ${path}: ${report.outcome}`).toBe(true);
      }
    }
    console.log(`${flips} bytes changed and signed, each found`);
  });

  it("every seventh byte of its zip, and every byte of its directory", async () => {
    const bag = await SmallBag.of(LEAST);
    const zip = Uint8Array.from(bag.zip);
    const directory = zip.length - 8000;
    for (let at = 0; at < zip.length; at += at < directory ? 7 : 1) {
      zip[at]! ^= 1 << (at % 8);
      expect(reportOf(readZip(zip)).outcome, `byte ${at}`).not.toBe("verified");
      zip[at]! ^= 1 << (at % 8);
    }
  });
});

describe("the example", () => {
  it("a byte of every file, at several places: it fails, and the file is named", async () => {
    const bench = new Workbench();
    try {
      const example = fileURLToPath(new URL("../../examples/sednaya-2017", import.meta.url));
      await bench.run(["init", "case", "--no-passphrase"]);
      bench.copy(join(example, "case.toml"), "case/case.toml");
      bench.copy(join(example, "hand"), "case/hand");
      await bench.run(["collect", join(example, "evidence"), "--facts", join(example, "facts.csv"), "--case", "case"]);
      await bench.run(["run", "--case", "case"]);
      await bench.run(["publish", "--audience", "public", "--case", "case"]);
      const folder = readdirSync(bench.path("case/dossiers")).find((name) => /^public-\d+$/.test(name))!;
      const { files } = openBag(bench.path("case/dossiers", folder));
      expect(problemsOf(files)).toEqual([]);
      let flips = 0;
      for (const [path, bytes] of files) {
        for (const part of [0, 0.37, 0.99]) {
          const changed = Uint8Array.from(bytes);
          changed[Math.floor(part * bytes.length)]! ^= 4;
          const problems = problemsOf(new Map(files).set(path, changed));
          expect(isNamed(problems, path) || path.endsWith("manifest-sha256.txt"), `${path} at ${part}`).toBe(true);
          expect(problems.length).toBeGreaterThan(0);
          flips += 1;
        }
      }
      console.log(`${flips} bytes of ${files.size} files changed, each found`);
    } finally {
      bench.remove();
    }
  });
});
