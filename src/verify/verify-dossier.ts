import { canonicalJson, type Json, sha256Hex } from "#kernel";
import { type EntryProof, parseGenesis, readPublicKeyPem, verify, verifyCheckpoint, verifyEntryProof } from "#seal";
import type { Check, Report } from "./report.ts";

/** The files of a bag by path, `/` between folders. */
export type BagFiles = ReadonlyMap<string, Uint8Array>;

type Node = { readonly [key: string]: Json };

/**
 * Checks a dossier against nothing but itself and its key: bag, signature, keys, checkpoint, every proof, every opened
 * field, every sentence on every page. It never throws on a garbage bag and gathers every problem. The bag's format is
 * in docs/formats/dossier.md.
 */
export function verifyDossier(files: BagFiles): Report {
  const bag = checkBag(files);
  const caseKey = readKey(files, "keys/case.pem");
  const logKey = readKey(files, "keys/log.pem");
  const signature = guarded(() => checkSignature(files, caseKey));
  const keys = guarded(() => checkKeys(files, caseKey, logKey));
  const origin = originOf(files);
  const proofs = new Map<number, ReadonlyMap<string, Json>>();
  const proved = guarded(() => checkProofs(files, origin, logKey, proofs));
  const crate = readCrate(files);
  const fields = guarded(() => checkFields(crate, proofs));
  const sentences = guarded(() => checkSentences(files, crate, proofs));
  const exhibits = guarded(() => checkExhibits(files, crate));
  const checks: Check[] = [
    {
      name: "bag",
      proves: "every file is the one that the manifests name, none is missing and none was added",
      problems: bag,
    },
    { name: "signature", proves: "the holder of the case key made this very bag", problems: signature },
    { name: "keys", proves: "the case key and the log key are those the log began with", problems: keys },
    {
      name: "ledger",
      proves: "every entry shown stands in the signed log, and every opened field is what was recorded",
      problems: proved,
    },
    { name: "fields", proves: "what the description says of each item is what was recorded", problems: fields },
    { name: "sentences", proves: "every sentence and figure on every page is what was recorded", problems: sentences },
    { name: "exhibits", proves: "the files shown are those that were preserved", problems: exhibits },
  ];
  return {
    outcome: checks.some(({ problems }) => problems.length > 0) ? "failed" : "verified",
    checks,
    fingerprint: caseKey === null ? null : sha256Hex(caseKey),
    unchecked: ["the time: the dossier carries no time stamps of others (normal)"],
  };
}

/** A check must not end in an exception: garbage is a problem like any other. */
function guarded(check: () => readonly string[]): readonly string[] {
  try {
    return check();
  } catch (error) {
    return [`cannot be read: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function textOf(files: BagFiles, path: string): string {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`${path} is missing`);
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function checkBag(files: BagFiles): readonly string[] {
  return guarded(() => {
    const problems: string[] = [];
    const listed = new Set(["tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig"]);
    for (const manifest of ["manifest-sha256.txt", "tagmanifest-sha256.txt"]) {
      const text = textOf(files, manifest);
      if (!text.endsWith("\n")) problems.push(`${manifest} does not end with a line end`);
      for (const line of text.split("\n").slice(0, -1)) {
        const match = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line);
        if (match === null) {
          problems.push(`${manifest} holds a line that is none: "${line.slice(0, 80)}"`);
          continue;
        }
        const [, hash, path] = match as unknown as [string, string, string];
        if (listed.has(path)) problems.push(`${path} is named twice`);
        listed.add(path);
        if (path.startsWith("data/") !== (manifest === "manifest-sha256.txt"))
          problems.push(`${path} stands in the wrong manifest`);
        const bytes = files.get(path);
        if (bytes === undefined) problems.push(`${path} is missing`);
        else if (sha256Hex(bytes) !== hash) problems.push(`${path} is not the file that was signed`);
      }
    }
    for (const path of files.keys()) if (!listed.has(path)) problems.push(`${path} was added`);
    if (textOf(files, "bagit.txt") !== "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
      problems.push("bagit.txt is no BagIt 1.0 declaration");
    return problems;
  });
}

function readKey(files: BagFiles, path: string): Uint8Array | null {
  try {
    return readPublicKeyPem(textOf(files, path));
  } catch {
    return null;
  }
}

function checkSignature(files: BagFiles, caseKey: Uint8Array | null): readonly string[] {
  const [manifest, signature] = [files.get("tagmanifest-sha256.txt"), files.get("tagmanifest-sha256.txt.sig")];
  if (caseKey === null) return ["keys/case.pem is no acceptable Ed25519 key"];
  if (manifest === undefined || signature === undefined) return ["the signature or what it signs is missing"];
  return verify(caseKey, manifest, signature)
    ? []
    : ["tagmanifest-sha256.txt.sig is not by the case key over this manifest"];
}

function checkKeys(files: BagFiles, caseKey: Uint8Array | null, logKey: Uint8Array | null): readonly string[] {
  if (caseKey === null || logKey === null) return ["keys/case.pem or keys/log.pem is no acceptable Ed25519 key"];
  const proof = JSON.parse(textOf(files, "proofs/0.json")) as EntryProof;
  const proved = verifyEntryProof(proof, textOf(files, "proofs/0.tlog-proof"), originOf(files), logKey);
  if (typeof proved === "string") return [`proofs/0: the log's first entry is not proved (${proved})`];
  const genesis = parseGenesis(proved.entry);
  if (genesis === null) return ["proofs/0: the log's first entry is no beginning of a log"];
  const problems: string[] = [];
  if (genesis.origin !== originOf(files)) problems.push("the checkpoint is of another log");
  if (Buffer.compare(genesis.case, caseKey) !== 0)
    problems.push("keys/case.pem is not the case key that the log began with");
  if (Buffer.compare(genesis.log, logKey) !== 0)
    problems.push("keys/log.pem is not the log key that the log began with");
  if (verifyCheckpoint(textOf(files, "checkpoint"), originOf(files), logKey) === null)
    problems.push("checkpoint is not signed by the log key");
  return problems;
}

function originOf(files: BagFiles): string {
  try {
    return textOf(files, "checkpoint").split("\n", 1)[0]!;
  } catch {
    return "";
  }
}

/** Every proof file; what it opens goes to `opened` by entry and pointer. */
function checkProofs(
  files: BagFiles,
  origin: string,
  logKey: Uint8Array | null,
  opened: Map<number, ReadonlyMap<string, Json>>,
): readonly string[] {
  if (logKey === null) return ["keys/log.pem is no acceptable Ed25519 key"];
  const checkpoint = textOf(files, "checkpoint");
  const problems: string[] = [];
  for (const path of files.keys()) {
    const match = /^proofs\/(\d+)\.json$/.exec(path);
    if (match === null) continue;
    problems.push(
      ...guarded(() => {
        const proof = JSON.parse(textOf(files, path)) as EntryProof;
        const place = textOf(files, `proofs/${match[1]}.tlog-proof`);
        if (!place.endsWith(checkpoint)) return [`${path} is proved against another checkpoint`];
        const proved = verifyEntryProof(proof, place, origin, logKey);
        if (typeof proved === "string") return [`${path} does not hold: ${proved}`];
        if (String(proof.index) !== match[1]) return [`${path} proves another entry`];
        opened.set(proof.index, new Map(proof.leaves.map(([, pointer, value]) => [pointer, value])));
        return [];
      }).map((problem) => (problem.startsWith(path) ? problem : `${path} ${problem}`)),
    );
  }
  if (opened.size === 0 && problems.length === 0) problems.push("there is no proof at all");
  return problems;
}

function readCrate(files: BagFiles): readonly Node[] {
  try {
    const crate = JSON.parse(textOf(files, "ro-crate-metadata.json")) as { "@graph": Node[] };
    return Array.isArray(crate["@graph"]) ? crate["@graph"] : [];
  } catch {
    return [];
  }
}

function indexOf(proof: Json | undefined): number {
  return Number(
    /^proofs\/(\d+)\.json$/.exec(
      String(typeof proof === "object" && proof !== null ? (proof as Node)["@id"] : proof),
    )?.[1] ?? -1,
  );
}

function checkFields(
  crate: readonly Node[],
  proofs: ReadonlyMap<number, ReadonlyMap<string, Json>>,
): readonly string[] {
  const items = crate.filter((node) => node["opened"] !== undefined);
  if (items.length === 0) return ["ro-crate-metadata.json describes no item"];
  return items.flatMap((node) => {
    const leaves = proofs.get(indexOf(node["proof"]));
    if (leaves === undefined) return [`${node["@id"]} has no proof that holds`];
    return Object.entries(node["opened"] as Node).flatMap(([pointer, value]) => {
      const recorded = leaves.get(`/value${pointer}`);
      return recorded !== undefined && canonicalJson(recorded) === canonicalJson(value)
        ? []
        : [`${node["@id"]}${pointer} is not what was recorded`];
    });
  });
}

/** What a sentence must read, from its recorded words, the recorded words of its figures, and the marks of its references. */
function expectedSentence(
  place: string,
  crate: readonly Node[],
  proofs: ReadonlyMap<number, ReadonlyMap<string, Json>>,
): string {
  const [, index, pointer] = /^(\d+) (\/\S*)$/.exec(place) ?? [];
  const leaves = proofs.get(Number(index));
  const text = leaves?.get(`/value${pointer}/text`);
  if (leaves === undefined || typeof text !== "string") throw new Error(`${place} has no recorded words`);
  const language = String(leaves.get("/value/lang"));
  const itemOf = (uid: Json | undefined): Node | undefined =>
    crate.find((node) => uid !== undefined && (node["opened"] as Node | undefined)?.["/uid"] === uid);
  return text
    .replace(/\{f(\d+)\}/g, (_, i: string) =>
      String(
        (itemOf(leaves.get(`/value${pointer}/figures/${i}`))?.["opened"] as Node | undefined)?.[`/words/${language}`] ??
          "[withheld]",
      ),
    )
    .replace(/\{r(\d+)\}/g, (_, i: string) => {
      const item = itemOf(leaves.get(`/value${pointer}/refs/${i}/uid`));
      const at = leaves.get(`/value${pointer}/refs/${i}/at`);
      return item === undefined ? "[withheld]" : `[${item["name"]}${at === undefined ? "" : ` ${at}`}]`;
    });
}

function checkSentences(
  files: BagFiles,
  crate: readonly Node[],
  proofs: ReadonlyMap<number, ReadonlyMap<string, Json>>,
): readonly string[] {
  const problems: string[] = [];
  const described = crate.filter((node) => typeof node["place"] === "string" && typeof node["text"] === "string");
  for (const node of described) {
    problems.push(
      ...guarded(() =>
        node["text"] === expectedSentence(String(node["place"]), crate, proofs)
          ? []
          : [`${node["@id"]} does not say what was recorded`],
      ),
    );
  }
  const pages = [...files.keys()].filter((path) => /^index(\.[A-Za-z-]+)?\.html$/.test(path));
  if (pages.length === 0) problems.push("there is no page");
  for (const page of pages) {
    const html = textOf(files, page);
    const shown = new Map<string, { readonly place: string; readonly text: string }>();
    for (const [, id, place, inner] of html.matchAll(
      /<span class="s" id="(s\d+)" data-s="([^"]*)">([\s\S]*?)<\/span>(?=\s*(?:<span class="s"|<span class="[^"]*w|<\/p>|<\/li>|<\/blockquote>|$))/g,
    )) {
      if (shown.has(id!)) problems.push(`${page}#${id} stands twice`);
      shown.set(id!, { place: place!, text: plainText(inner!) });
    }
    for (const [id, sentence] of shown) {
      problems.push(
        ...guarded(() =>
          fold(sentence.text) === fold(expectedSentence(sentence.place, crate, proofs))
            ? []
            : [`${page}#${id} does not say what was recorded: "${sentence.text.slice(0, 80)}"`],
        ),
      );
    }
    const wanted = described.filter((node) => String(node["@id"]).startsWith(`${page}#`));
    for (const node of wanted)
      if (!shown.has(String(node["@id"]).slice(page.length + 1))) problems.push(`${node["@id"]} is not on the page`);
    if (html.split('data-s="').length - 1 !== wanted.length)
      problems.push(`${page} shows another number of sentences than the description`);
    if (/<script|\son[a-z]+=|javascript:/i.test(html)) problems.push(`${page} holds a script`);
  }
  return problems;
}

/** References print as `C1` on the page, bracketed by the style sheet; white space around them is the page's. */
function plainText(html: string): string {
  return html
    .replace(/<a class="ref"[^>]*>([\s\S]*?)<\/a>/g, "[$1]")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

function fold(text: string): string {
  return text.replace(/[\u2066-\u2069\s]+/g, " ").trim();
}

function checkExhibits(files: BagFiles, crate: readonly Node[]): readonly string[] {
  const shown = crate.filter((node) => node["@type"] === "File" && String(node["@id"]).startsWith("data/exhibits/"));
  const named = new Set(shown.map((node) => String(node["@id"])));
  const problems = [...files.keys()]
    .filter((path) => path.startsWith("data/exhibits/") && !named.has(path))
    .map((path) => `${path} is not described`);
  for (const node of shown) {
    const bytes = files.get(String(node["@id"]));
    if (bytes === undefined) problems.push(`${node["@id"]} is missing`);
    else if (sha256Hex(bytes) !== node["sha256"]) problems.push(`${node["@id"]} is not the file described`);
    const about = (node["about"] as Node | undefined)?.["@id"];
    const opened = crate.find((other) => other["@id"] === about)?.["opened"] as Node | undefined;
    const isCopy = node["tool"] !== undefined;
    if (!isCopy && opened?.["/sha256"] !== node["sha256"])
      problems.push(`${node["@id"]} is not the file that was preserved`);
  }
  return problems;
}
