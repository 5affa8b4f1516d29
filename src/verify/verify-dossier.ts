import { sha256Hex } from "#kernel";
import { verify, verifyTimestamp } from "#seal";
import { type Bag, type BagFiles, bagOf, guarded, unreadPaths } from "./bag-files.ts";
import { type BagInfo, checkInfo, readInfo } from "./bag-info.ts";
import { checkBag, quote, SIGNATURE } from "./check-bag.ts";
import { checkLineage } from "./check-lineage.ts";
import { checkPage } from "./check-pages.ts";
import { checkTime, type StampOf, type Time } from "./check-time.ts";
import { type Contents, pagePath, readContents } from "./contents.ts";
import { checkDescription, readDescription } from "./description.ts";
import { checkExhibits, exhibitFilesOf } from "./exhibit-files.ts";
import { checkKeys, readProofs } from "./proofs.ts";
import type { Check, Report } from "./report.ts";
import { readLogKeys } from "./roster.ts";
import { bagSignature, type Ed25519, keyOf, otherSigners, signaturesOf } from "./signatures.ts";
import { checkVersions } from "./versions.ts";

const PROVES = {
  bag: "every file is the one that the manifests name; none is missing, none was added",
  signature: "whoever holds the case key made this very bag",
  keys: "the case key and the log key are those the log began with or changed to, and the log key signed the checkpoint",
  ledger: "every entry shown stands in the signed log, and every opened value is what was recorded then",
  fields: "the description for programs says of each item what was recorded, and nothing else",
  sentences: "every sentence and every figure in it reads as it was recorded; none is missing, doubled or out of order",
  page: "nothing else stands on the pages, hidden or shown, but what was recorded and the fixed words of the interface",
  lineage: "every figure and every sentence of evidence leads to an exhibit, or to a sign that something is withheld",
  exhibits:
    "the files enclosed are those that were preserved, and the quotes from texts among them stand where they should",
} as const;

/** A dossier's format that this verifier reads. */
const FORMAT = "1";

/**
 * Checks a dossier against nothing but itself and its key. It never throws on a garbage bag and gathers every problem.
 * What is checked, and how, is in docs/formats/dossier.md.
 *
 * @param found the files by path, or a bag as `openBag` gives it.
 * @param ed25519 checks one signature; where it answers `null`, the outcome is incomplete at best.
 * @param stampOf checks one time stamp; without it, a dossier that has some is incomplete at best.
 */
export function verifyDossier(
  found: BagFiles | Bag,
  ed25519: Ed25519 = verify,
  stampOf: StampOf | null = verifyTimestamp,
): Report {
  const bag = "files" in found ? found : bagOf(found);
  const [caseKey, logKey] = [keyOf(bag, "case"), keyOf(bag, "log")];
  const info = readInfo(bag);
  const incomplete = [...bag.unread.map((what) => `a file that could not be read: ${what}`)];
  const isBlind = signaturesOf(bag).some(({ key, message, signature }) => ed25519(key, message, signature) === null);
  if (isBlind) incomplete.push("the signatures: this platform knows no Ed25519");
  const checks: Check[] = [];
  const add = (name: keyof typeof PROVES, problems: readonly string[]): void => {
    const isOpen = isBlind && (name === "signature" || name === "keys");
    checks.push({ name, proves: PROVES[name], problems: [...new Set(problems)], ...(isOpen ? { isOpen } : {}) });
  };
  const format = info.get("Snowmelt-Format");
  const isOfFormat = format === undefined || format === FORMAT || !/^[1-9]\d{0,3}$/.test(format);
  const isReadable = [...unreadPaths(bag)].every((path) => /^(?:verify\.(?:mjs|html)|data\/exhibits\/.*)$/.test(path));
  const isOurs = isOfFormat && isReadable;
  add("bag", [...checkBag(bag), ...(isOurs ? guarded(() => checkInfo(bag, info, caseKey, logKey)) : [])]);
  if (isReadable) {
    add(
      "signature",
      guarded(() => checkSignature(bag, caseKey, ed25519)),
    );
  }
  const disputes: string[] = [];
  const unversioned: string[] = [];
  let time: Time = { check: null, unchecked: [], incomplete: [] };
  if (isOurs) {
    // What is too deep or too long for this machine is no dossier that anybody made to be read.
    const [found, fault] = tried(() => checkContents(bag, info, caseKey, logKey, ed25519));
    if (found === null) add("ledger", [`the dossier cannot be taken apart: ${fault}`]);
    const { beacons = [], disputes: said = [], versions = null, ...rest } = found ?? {};
    disputes.push(...said);
    for (const [name, problems] of Object.entries(rest)) add(name as keyof typeof PROVES, problems);
    if (versions !== null) checks.push(versions);
    else if (found !== null) unversioned.push("which version it is: the dossier does not say");
    time = checkTime(bag, info, readLogKeys(bag), beacons, ed25519, stampOf);
    if (time.check !== null) checks.push(time.check);
    incomplete.push(...time.incomplete);
    for (const name of guarded(() => otherSigners(bag)))
      incomplete.push(`the checkpoint's signature by ${quote(name)}: this verifier does not know that key`);
  } else if (isReadable) {
    incomplete.push(`everything within: the dossier is of format ${format}, and this verifier reads format ${FORMAT}`);
  }
  const hasFailed = checks.some(({ problems }) => problems.length > 0);
  return {
    outcome: hasFailed ? "failed" : incomplete.length > 0 ? "incomplete" : "verified",
    checks,
    fingerprint: caseKey === null ? null : sha256Hex(caseKey),
    subject: describe(info),
    incomplete,
    unchecked: [
      ...disputes,
      ...unversioned,
      ...time.unchecked,
      "whether it was replaced or withdrawn since: the publisher knows",
      "the day and the audience on the pages: they are what the publisher says",
      "quotes from files that are no plain text: open them and look",
      "verify.mjs and verify.html in the bag: a program cannot vouch for itself; take one from where you trust it",
      "what is withheld: a sign says so, and proves nothing",
    ],
  };
}

function tried<T>(make: () => T): readonly [T, null] | readonly [null, string] {
  try {
    return [make(), null];
  } catch (error) {
    return [null, error instanceof Error ? error.message : String(error)];
  }
}

function checkSignature(bag: Bag, caseKey: Uint8Array | null, ed25519: Ed25519): readonly string[] {
  if (caseKey === null) return ["keys/case.pem holds no Ed25519 key that may be used"];
  const [signed] = bagSignature(bag);
  if (signed === undefined) return [`${SIGNATURE}, or the manifest that it signs, is missing`];
  const holds = ed25519(signed.key, signed.message, signed.signature) !== false;
  return holds ? [] : [`${SIGNATURE} is not the case key's signature of this tagmanifest-sha256.txt`];
}

function checkContents(
  bag: Bag,
  info: BagInfo,
  caseKey: Uint8Array | null,
  logKey: Uint8Array | null,
  ed25519: Ed25519,
): Readonly<Record<Exclude<keyof typeof PROVES, "bag" | "signature">, readonly string[]>> &
  Pick<Contents, "beacons"> & { readonly disputes: readonly string[]; readonly versions: Check | null } {
  const proofs = readProofs(bag, readLogKeys(bag));
  const disputes: string[] = [];
  const keys = guarded(() => {
    const found = checkKeys(bag, proofs, caseKey, logKey, ed25519);
    disputes.push(...found.disputes);
    return found.problems;
  });
  const description = readDescription(bag);
  const ledger = [...proofs.problems];
  const contents = readContents(proofs, description.order, info, ledger);
  const files = exhibitFilesOf(bag, contents, description);
  const found = checkDescription(bag, contents, description, files);
  const fields = [...found.fields, ...checkNames(contents)];
  const sentences = [...found.sentences];
  const [page, lineage]: [string[], string[]] = [strayPages(bag, contents), []];
  for (const text of contents.texts) {
    const shown = checkPage(bag, contents, text, files, found.places.get(text) ?? []);
    sentences.push(...shown.sentences);
    page.push(...shown.page);
    lineage.push(...guarded(() => checkLineage(contents, text, shown.cards)));
  }
  const exhibits = guarded(() => checkExhibits(bag, contents, files));
  const versions = checkVersions(contents);
  return { keys, ledger, fields, sentences, page, lineage, exhibits, versions, beacons: contents.beacons, disputes };
}

/** Names in bag-info.txt are the proved ones, in one line. */
function checkNames({ info, settings }: Contents): readonly string[] {
  if (settings === null) return [];
  const oneLine = (text: string | null): string | undefined => text?.replace(/\s+/g, " ").trim();
  const problems: string[] = [];
  if (info.get("Snowmelt-Case") !== oneLine(settings.name))
    problems.push("bag-info.txt: Snowmelt-Case is not the recorded name");
  if (info.get("Source-Organization") !== oneLine(settings.publisher))
    problems.push("bag-info.txt: Source-Organization is not the recorded publisher");
  return problems;
}

function strayPages(bag: Bag, contents: Contents): string[] {
  const wanted = new Set(contents.texts.map((text) => pagePath(contents, text)));
  if (wanted.size < contents.texts.length) return ["two texts are in one language"];
  return [...bag.files.keys()]
    .filter((path) => /^index\..*html$/.test(path) && !wanted.has(path))
    .map((path) => `${path} is the page of no text that is proved`);
}

function describe(info: BagInfo): string {
  const name = info.get("External-Identifier");
  return name === undefined ? "this dossier" : `the dossier ${quote(name)}`;
}
