import { spawnSync } from "node:child_process";
import { createHash, createPrivateKey, type KeyObject, sign } from "node:crypto";
import { linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { openBag, verifyDossier } from "../../src/verify/index.ts";
import { Authority } from "../support/authority.ts";
import { madeUpCase, type Workbench } from "../support/cli.ts";

const PROGRAM = join(import.meta.dirname, "verify.py");

/** Why the second verifier cannot be asked here, or null. */
export const lacks: string | null =
  spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]).status !== 0
    ? "python3 (3.9 or later) is absent"
    : /^OpenSSL [3-9]/.test(String(spawnSync("openssl", ["version"]).stdout))
      ? null
      : "openssl (3.0 or later) is absent";

type Bag = Map<string, Buffer>;
type Draw = (below: number) => number;

/**
 * A small dossier of a made-up case that was stamped, with a word of others; and the key that signs it.
 *
 * @param isRotated whether the log's key was changed after the time stamp, and the old one counts as compromised
 */
export async function smallDossier(
  bench: Workbench,
  isRotated = false,
): Promise<{ readonly dir: string; readonly key: KeyObject }> {
  await madeUpCase(bench);
  bench.write("facts.csv", "file,consent_by\n*,n/a\n");
  await bench.run(["collect", "evidence", "--facts", "facts.csv", "--case", "case"]);
  mkdirSync(bench.path("tsa"));
  const tsa = new Authority(bench.path("tsa"), { key: "p256" });
  const query = (await bench.run(["anchor", "--case", "case"])).out.trim();
  writeFileSync(bench.path("reply.tsr"), tsa.stamp(readFileSync(bench.path(query))));
  await bench.run(["anchor", "--case", "case", "--reply", "reply.tsr", "--authority", tsa.rootPath]);
  const beacon = ["--beacon", "made-up headline", "--source", "a made-up paper", "--published", "2026-01-02"];
  await bench.run(["anchor", "--case", "case", ...beacon]);
  if (isRotated) {
    const { before } = JSON.parse((await bench.run(["keys", "rotate", "--case", "case", "--json"])).out);
    const since = ["--reason", "compromised", "--since", "2026-01-01"];
    expect(await bench.run(["keys", "revoke", before, ...since, "--case", "case"])).toMatchObject({ exit: 0 });
  }
  const publish = ["publish", "--audience", "public", "--case", "case", "--json"];
  const first = (JSON.parse((await bench.run(publish)).out) as { name: string }).name;
  bench.write("case/hand/errata.toml", erratum(first));
  expect(await bench.run(["run", "--case", "case"])).toMatchObject({ exit: 0 });
  const withdraw = ["withdraw", first, "--reason", "a figure was misread (made up)", "--case", "case"];
  expect(await bench.run(withdraw)).toMatchObject({ exit: 0 });
  const { name, version } = JSON.parse((await bench.run(publish)).out) as { name: string; version: number };
  expect(version).toBe(2);
  const home = bench.path("home", readdirSync(bench.path("home"))[0]!);
  const { keys } = JSON.parse(readFileSync(join(home, "keys.json"), "utf8")) as { keys: { case: string } };
  const key = createPrivateKey({ key: Buffer.from(keys.case, "base64"), format: "der", type: "pkcs8" });
  return { dir: bench.path("case/dossiers", name), key };
}

const erratum = (dossier: string): string =>
  `[[erratum]]\nid = "B1"\ndossier = "${dossier}"\nitem = "N1"\nwas = "400 people"\nis = "at most 40 people"\nreason = { en = "A nought too much (made up).", ar = "صفر زائد (مختلق)." }\nlevel = "public"\n`;

function readBag(dir: string): Bag {
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(dir, path))]));
}

/** Writes a bag; files that are as in the one it was made from are links to those. */
function writeBag(dir: string, bag: Bag, from: string, whole: Bag): void {
  for (const [path, bytes] of bag) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    if (whole.get(path) === bytes) linkSync(join(from, path), join(dir, path));
    else writeFileSync(join(dir, path), bytes);
  }
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Makes manifests and Payload-Oxum anew, as a publisher would, and signs when given the key. */
function sealAgain(bag: Bag, key: KeyObject | null): void {
  const paths = [...bag.keys()].sort();
  const manifest = (chosen: readonly string[]) =>
    Buffer.from(chosen.map((path) => `${sha256(bag.get(path)!)}  ${path}\n`).join(""));
  const payload = paths.filter((path) => path.startsWith("data/"));
  const octets = payload.reduce((sum, path) => sum + bag.get(path)!.length, 0);
  change(bag, "bag-info.txt", (text) => text.replace(/(?<=Payload-Oxum: ).*/, `${octets}.${payload.length}`));
  bag.set("manifest-sha256.txt", manifest(payload));
  const tags = paths.filter((path) => !path.startsWith("data/") && !path.startsWith("tagmanifest"));
  bag.set("tagmanifest-sha256.txt", manifest([...new Set([...tags, "manifest-sha256.txt"])].sort()));
  if (key) bag.set("tagmanifest-sha256.txt.sig", sign(null, bag.get("tagmanifest-sha256.txt")!, key));
}

function change(bag: Bag, path: string, how: (text: string) => string): void {
  const bytes = bag.get(path);
  if (bytes) bag.set(path, Buffer.from(how(bytes.toString("latin1")), "latin1"));
}

/** Small numbers from a seed (mulberry32). */
function drawing(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

type Mutation = readonly [name: string, (bag: Bag, draw: Draw) => string];

/** What anybody can do to files. Each says what it did. */
const CRUDE: readonly Mutation[] = [
  [
    "flip",
    (bag, draw) => {
      const path = anyOf(bag, draw);
      const bytes = Buffer.from(bag.get(path)!);
      if (bytes.length === 0) return `${path} is empty`;
      const at = draw(bytes.length);
      bytes[at] = bytes[at]! ^ (1 << draw(8));
      bag.set(path, bytes);
      return `${path} at ${at}`;
    },
  ],
  [
    "delete",
    (bag, draw) => {
      const path = anyOf(bag, draw);
      bag.delete(path);
      return path;
    },
  ],
  [
    "add",
    (bag, draw) => {
      const names = ["x.txt", "data/x", "data/exhibits/E9.txt", "proofs/999.json", "index.fr.html", "time/1.note"];
      const path = [...names, "INDEX.html", "keys/x.pem", "proofs/01.json"][draw(names.length + 3)]!;
      bag.set(path, Buffer.from("made up\n"));
      return path;
    },
  ],
  [
    "rename",
    (bag, draw) => {
      const path = anyOf(bag, draw);
      const to = path.replace(/[^/]*$/, (name) => (draw(2) ? `x${name}` : name.replace(/\d+|(?=\.)/, "7")));
      const bytes = bag.get(path)!;
      bag.delete(path);
      bag.set(to, bytes);
      return `${path} to ${to}`;
    },
  ],
  [
    "swap",
    (bag, draw) => {
      const [one, two] = [anyOf(bag, draw), anyOf(bag, draw)];
      const [a, b] = [bag.get(one)!, bag.get(two)!];
      bag.set(one, b).set(two, a);
      return `${one} and ${two}`;
    },
  ],
  [
    "cut",
    (bag, draw) => {
      const path = anyOf(bag, draw);
      bag.set(path, bag.get(path)!.subarray(0, draw(bag.get(path)!.length + 1)));
      return path;
    },
  ],
];

/** What a publisher could try with the words. A page is taken apart at its tags, other files at their lines. */
const FINE: readonly Mutation[] = [
  ...["swap", "drop", "double"].map(
    (what): Mutation => [
      `${what} a piece`,
      (bag, draw) => {
        const path = aText(bag, draw);
        const ways = path.endsWith(".html") ? PIECES : /^(?:proofs|keys)\/\d/.test(path) ? PROOF_PIECES : LINES;
        const cut = ways[draw(ways.length)]!;
        const found = [...bag.get(path)!.toString("latin1").matchAll(cut)].map(({ 0: text, index }) => ({
          text,
          index,
        }));
        if (found.length < 2) return `${path} has no such piece`;
        const n = draw(found.length - 1);
        const [one, two] = [found[n]!, found[n + 1]!];
        change(bag, path, (text) => {
          const end = one.index + one.text.length;
          if (what === "drop") return text.slice(0, one.index) + text.slice(end);
          if (what === "double") return text.slice(0, end) + text.slice(one.index);
          return (
            text.slice(0, one.index) +
            two.text +
            text.slice(end, two.index) +
            one.text +
            text.slice(two.index + two.text.length)
          );
        });
        return `${path}: ${one.text.slice(0, 90)}`;
      },
    ],
  ),
  [
    "another word",
    (bag, draw) => {
      const path = aText(bag, draw);
      const words = [
        ...bag
          .get(path)!
          .toString("latin1")
          .matchAll(/[A-Za-z]{2,}|\d+/g),
      ];
      if (words.length === 0) return `${path} has no word`;
      const [one, two] = [words[draw(words.length)]!, words[draw(words.length)]!];
      change(bag, path, (text) => text.slice(0, one.index) + two[0] + text.slice(one.index + one[0].length));
      return `${path} at ${one.index}: ${one[0]} to ${two[0]}`;
    },
  ],
  [
    "insert",
    (bag, draw) => {
      const path = aText(bag, draw);
      const bits = [
        " ",
        "\n",
        "<!-- x -->",
        "&nbsp;",
        '<span class="withheld" data-w="withheld">[withheld]</span>',
        "0",
      ];
      const bit = bits[draw(bits.length)]!;
      const at = draw(bag.get(path)!.length);
      change(bag, path, (text) => text.slice(0, at) + bit + text.slice(at));
      return `${path} at ${at}: ${JSON.stringify(bit)}`;
    },
  ],
  [
    "close or reopen",
    (bag, draw) => {
      const pieces = [
        ...bag
          .get("index.html")!
          .toString("latin1")
          .matchAll(/<(bdi|span|a) [^>]*>[^<]*<\/\1>/g),
      ];
      const one = pieces[draw(pieces.length)]!;
      const sign = '<span class="withheld" data-w="withheld.consent">[withheld: consent]</span>';
      change(bag, "index.html", (text) => text.slice(0, one.index) + sign + text.slice(one.index + one[0].length));
      return one[0].slice(0, 90);
    },
  ],
  [
    "close a leaf everywhere",
    (bag, draw) => {
      const proofs = [...bag.keys()].filter((path) => /^proofs\/\d+\.json$/.test(path));
      const path = proofs[draw(proofs.length)]!;
      const n = /\d+/.exec(path)![0];
      const proof = JSON.parse(bag.get(path)!.toString()) as { leaves: [string, string, unknown][] };
      if (proof.leaves.length === 0) return `${path} opens nothing`;
      const [[, pointer, value]] = proof.leaves.splice(draw(proof.leaves.length), 1) as [[string, string, unknown]];
      bag.set(path, Buffer.from(`${JSON.stringify(proof)}\n`));
      const member = `${JSON.stringify(pointer.slice(6))}:${JSON.stringify(value)}`;
      const crate = bag.get("ro-crate-metadata.json")!.toString().split("\n");
      const without = (line: string) => line.replace(`${member},`, "").replace(`,${member}`, "").replace(member, "");
      const lines = crate.map((line) => (line.includes(`"proof":"${path}"`) ? without(line) : line));
      bag.set("ro-crate-metadata.json", Buffer.from(lines.join("\n")));
      const sign = '<span class="withheld" data-w="withheld">[withheld]</span>';
      const place = `data-[pu]="${n} ${pointer.slice(6)}"`;
      const row = draw(3) === 0;
      for (const page of [...bag.keys()].filter((name) => /^index\b.*html$/.test(name))) {
        let text = bag.get(page)!.toString();
        if (row)
          text = text.replace(
            new RegExp(`<div><dt[^>]*>[^<]*</dt><dd><[^>]*${place}[^>]*>[^<]*</\\w+></dd></div>`),
            "",
          );
        text = text.replace(
          new RegExp(`<(bdi|span|a) [^>]*${place}[^>]*>[^<]*</\\1>( <bdi data-p=[^>]*>[^<]*</bdi>)?`, "g"),
          sign,
        );
        bag.set(page, Buffer.from(text));
      }
      return `${path} ${pointer}${row ? ", its row gone" : ""}`;
    },
  ],
  [
    "something said otherwise",
    (bag, draw) => {
      const changes: readonly (readonly [string, RegExp, string])[] = [
        ["index.html", /dir="ltr"/, 'dir="rtl"'],
        ["bag-info.txt", /Snowmelt-Format: 1/, "Snowmelt-Format: 2"],
        ["bag-info.txt", /Snowmelt-Format: 1/, "Snowmelt-Format: one"],
        ["bag-info.txt", /snowmelt (?=\S+\n)/, "snowmelt x"],
        ["bag-info.txt", /(?<=Bagging-Date: \d{4}-)\d\d/, "02"],
        ["checkpoint", /$/, "\xe2\x80\x94 witness AAAAAAAA\n"],
        ["checkpoint", /\n$/, "\n\n"],
        ["verify.mjs", /^/, "// another program\n"],
        ["verify.html", /$/, "<!-- another page -->\n"],
        ["keys/case.pem", /.{8}(?==?\n-----END)/, "AAAAAAAA"],
        ["ro-crate-metadata.json", /\{"@id":"#E1".*\n/, ""],
        ["index.html", /\[withheld\]/, "[withheld: consent]"],
      ];
      const [path, from, to] = changes[draw(changes.length)]!;
      change(bag, path, (text) => text.replace(from, to));
      return `${path}: ${from}`;
    },
  ],
];

const LINES = [/.*\n/g, /.*\n/g, /"[@A-Za-z/0-9]+":("[^"]*"|\[[^\]]*\]),?/g];
const PROOF_PIECES = [/\["[^\]]*\],?/g, /"[A-Za-z0-9+/=]{43}=",?/g, /.*\n/g];
const PIECES = [
  /<article .*?<\/article>\n/gs,
  /<li>.*?<\/li>/gs,
  /<div><dt.*?<\/div>/gs,
  /<dd>.*?<\/dd>/gs,
  /<span class="step">.*?<\/a><\/span>/gs,
  /<span class="s".*?<\/span> ?/gs,
  /<(bdi|a|span) [^>]*>[^<]*<\/\1>/g,
  /<h\d.*?<\/h\d>\n/gs,
  /<[^>]*>/g,
];

function anyOf(bag: Bag, draw: Draw): string {
  const paths = [...bag.keys()].sort();
  return paths[draw(paths.length)]!;
}

/** A page every other time, else a file of text. */
function aText(bag: Bag, draw: Draw): string {
  const texts = [...bag.keys()]
    .filter((path) => !/verify\.(mjs|html)$|\.sig$|\.tsr$|^(tag)?manifest/.test(path))
    .sort();
  return draw(2) ? "index.html" : texts[draw(texts.length)]!;
}

export interface Judged {
  readonly what: string;
  readonly first: string;
  readonly second: string;
  readonly problems: string;
}

/** Changes the dossier so many times and asks both verifiers about each. The first that is judged is the untouched one. */
export function judgeMutations(bench: Workbench, dir: string, key: KeyObject, count: number): readonly Judged[] {
  const whole = readBag(dir);
  const cases = [{ what: "untouched", at: dir }];
  for (let n = 0; n < count; n++) {
    const draw = drawing(n * 7919 + 1);
    const bag: Bag = new Map(whole);
    // Of ten: three as they come, one with manifests made anew, six signed again.
    const seal = n % 10;
    const kinds = seal < 3 ? CRUDE : seal % 2 ? FINE : [...FINE, ...CRUDE];
    const [name, mutate] = kinds[draw(kinds.length)]!;
    const did = mutate(bag, draw);
    if (seal >= 3) sealAgain(bag, seal === 3 ? null : key);
    const at = bench.path("mutated", String(n), dir.split("/").at(-1)!);
    writeBag(at, bag, dir, whole);
    cases.push({ what: `${n}, ${seal < 3 ? "as it is" : seal === 3 ? "not signed" : "signed"}: ${name} ${did}`, at });
  }
  const asked = spawnSync("python3", [PROGRAM, ...cases.map(({ at }) => at)], { encoding: "utf8", maxBuffer: 2 ** 28 });
  const said = asked.stdout.split("\n");
  const outcomes = new Map(
    said.filter((line) => /^\w+\t/.test(line)).map((line) => line.split("\t").reverse() as [string, string]),
  );
  return cases.map(({ what, at }) => {
    const report = verifyDossier(openBag(at));
    const first = report.checks.flatMap(({ name, problems }) => problems.map((problem) => `1 ${name}: ${problem}`));
    const second = said.filter((line) => line.startsWith(`${at}: `)).map((line) => `2 ${line.slice(at.length + 2)}`);
    return {
      what,
      first: report.outcome,
      second: outcomes.get(at) ?? `no outcome: ${asked.stderr}`,
      problems: [...first, ...second].slice(0, 12).join("\n"),
    };
  });
}

/** Holds one verifier against the other. */
export function expectAgreement(judged: readonly Judged[]): void {
  expect(judged[0]).toMatchObject({ first: "verified", second: "verified" });
  const apart = judged.filter(({ first, second }) => first !== second);
  expect(apart).toEqual([]);
}
