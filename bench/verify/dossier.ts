// How long a stranger waits: a dossier of N claims (default 5,000), each in a sentence of its own, M of them with a figure
// (default: every tenth), composed by publish from a made-up case, laid on the disk, verified by the one file that travels in it.
// Run: node --import tsx --conditions=source bench/verify/dossier.ts [N [M]]
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sha256Hex } from "#kernel";
import { compose } from "#publish";
import { madeUpCase } from "../../src/publish/testing/made-up-case.ts";
import { exhibitValue, type MadeUpItem, uidOf } from "../../src/publish/testing/made-up-items.ts";

const count = Number(process.argv[2] ?? 5000);
const figures = Number(process.argv[3] ?? Math.ceil(count / 10));
const SOURCES = 50;
const EACH_BLOCK = 5;
const bundler = new URL("../../scripts/verifier.mjs", import.meta.url).href;
const { program: verifier } = (await (await import(bundler)).bundleVerifier("src")) as { readonly program: string };
const indexes = Array.from({ length: count }, (_, at) => at);
const quoteOf = (at: number): string => `Statement ${at} of a made-up witness: they were ${at} people.`;

const report = Buffer.from(indexes.map((at) => `${quoteOf(at)}\n`).join(""));
const starts: number[] = [];
let offset = 0;
for (const at of indexes) {
  starts.push(offset);
  offset += quoteOf(at).length + 1;
}
const quantity = (at: number) => ({
  relation: "atMost",
  value: `${at}`,
  upper: `${at}`,
  upperInclusive: true,
  unit: "people",
});

const items: MadeUpItem[] = [
  { kind: "exhibit", id: "E1", value: exhibitValue("E1", report, "text/plain", { title: "Made-up report" }) },
  ...Array.from({ length: SOURCES }, (_, at): MadeUpItem => {
    const id = `S${at + 1}`;
    const value = {
      uid: uidOf(id),
      id,
      name: `Made-up witness ${at}`,
      reliesOn: [],
      reliability: "C",
      exhibit: uidOf("E1"),
    };
    return { kind: "source", id, value };
  }),
  ...indexes.map((at): MadeUpItem => {
    const id = `C${at + 1}`;
    const value = {
      uid: uidOf(id),
      id,
      statement: { en: `At most ${at} people were there, says number ${at}.` },
      source: uidOf(`S${(at % SOURCES) + 1}`),
      accordingTo: [],
      exhibit: uidOf("E1"),
      anchor: { quote: quoteOf(at), start: starts[at]!, end: starts[at]! + quoteOf(at).length },
      strength: "says",
      credibility: 3,
      polarity: "positive",
      quantity: quantity(at),
      time: "2017-05",
      place: "Qarn Zahra (made up)",
    };
    return { kind: "claim", id, value };
  }),
  ...indexes.slice(0, figures).map((at): MadeUpItem => {
    const id = `N${at + 1}`;
    const value = {
      uid: uidOf(id),
      id,
      kind: "claimed",
      claim: uidOf(`C${at + 1}`),
      inputs: [],
      quantity: quantity(at),
      words: { en: `at most ${at} people` },
    };
    return { kind: "figure", id, value };
  }),
  {
    kind: "text",
    id: "text.en",
    value: {
      uid: uidOf("text.en"),
      id: "text.en",
      lang: "en",
      title: "A made-up dossier for measuring",
      level: "public",
      sections: [
        {
          heading: "What was said",
          depth: 2,
          voice: "evidence",
          blocks: Array.from({ length: Math.ceil(count / EACH_BLOCK) }, (_, block) => ({
            kind: "paragraph",
            sentences: indexes.slice(block * EACH_BLOCK, (block + 1) * EACH_BLOCK).map((at) => ({
              text: at < figures ? "One says that {f0} were there {r0}." : "One says how many were there {r0}.",
              figures: at < figures ? [uidOf(`N${at + 1}`)] : [],
              refs: [{ uid: uidOf(`C${at + 1}`) }],
            })),
          })),
        },
      ],
    },
  },
];

const folder = mkdtempSync(join(tmpdir(), "snowmelt-bench-"));
try {
  const started = performance.now();
  const { input } = madeUpCase(items, {
    languages: ["en"],
    verifier,
    bytes: async (sha256) => {
      if (sha256 !== sha256Hex(report)) throw new RangeError("The made-up case has one exhibit");
      return report;
    },
  });
  const { files } = await compose(input);
  let bytes = 0;
  for (const file of files) {
    const path = join(folder, ...file.path.split("/"));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.bytes);
    bytes += file.bytes.length;
  }
  const seconds = (performance.now() - started) / 1000;
  say(
    `${count} claims, ${figures} figures, ${count} sentences; ${files.length} files, ${(bytes / 1e6).toFixed(0)} MB; made in ${seconds.toFixed(0)} s`,
  );
  say(`${cpus()[0]?.model ?? "?"}, ${cpus().length} CPUs, Node ${process.version}`);
  for (let run = 1; run <= 3; run++) {
    const start = performance.now();
    const { status, stdout } = spawnSync(process.execPath, [join(folder, "verify.mjs"), folder], { encoding: "utf8" });
    const wall = (performance.now() - start) / 1000;
    say(`run ${run}: ${wall.toFixed(2)} s, status ${status}, ${stdout.split("\n", 1)[0]}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
