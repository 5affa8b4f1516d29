import { canonicalJson, type Json } from "#kernel";
import { publicKeyPem } from "#seal";
import { file, packBag } from "./bag.ts";
import { requireConsent } from "./consent.ts";
import { crate } from "./crate.ts";
import { requireAgreement, review } from "./disclose.ts";
import { publishError } from "./errors.ts";
import { exhibitFiles, rememberingFiles } from "./exhibits.ts";
import { type BagInfo, bagInfo } from "./info.ts";
import type { BagFile, Dossier, PublishInput } from "./input.ts";
import { copiesOf } from "./outputs/copies.ts";
import { page } from "./page.ts";
import { closedValueProblems, differences, pictureProblems, refuseLeaks } from "./refuse-leaks.ts";
import { type OpenItem, type Selection, select } from "./selection.ts";
import { BEACON_POINTERS, timeFiles } from "./time.ts";
import { verifyText } from "./verify-text.ts";
import { WITHDRAWAL_POINTERS } from "./versions.ts";
import { withoutClosed } from "./without-closed.ts";
import { storedZip } from "./zip.ts";

/** Whatever writes a byte that leaves. A test hands in broken ones, one at a time, and what they let out must be found. */
export const STEPS = { bagInfo, copiesOf, crate, exhibitFiles, packBag, page, proofs, storedZip, verifyText };
export type Steps = typeof STEPS;

/**
 * Makes the dossier of an audience: a signed BagIt bag and the same as one zip. Everything starts closed, and what leaves is
 * chosen by the white list and the levels. Before anything is handed over, the finished bytes are searched for closed
 * values, and compared with what would have been composed if nothing closed had ever been there. The same input gives the
 * same bytes.
 *
 * @throws publish/no-text, publish/no-consent, publish/embargo, publish/risk, publish/no-approval, publish/leak
 */
export async function compose(given: PublishInput, steps: Steps = STEPS): Promise<Dossier> {
  const input = rememberingFiles(given);
  const reviewed = review(input);
  const { selection } = reviewed;
  if (selection.texts.length === 0) throw noText(input);
  requireConsent(input, selection);
  requireAgreement(reviewed, input.audience.name);
  const info = steps.bagInfo(input);
  const loose = await contents(input, selection, steps);
  const files = steps.packBag(loose, info, (bytes) => input.sign(bytes));
  const zip = steps.storedZip(input.dossierName, files);
  const copies = steps.copiesOf(input, selection, info, zip);
  const blind = withoutClosed(input, selection);
  const unseen = select(blind);
  refuseLeaks([
    ...closedValueProblems(input, selection, [
      ...files,
      { path: `${input.dossierName}.zip`, bytes: zip },
      ...copies.files,
      ...copies.sources,
    ]),
    ...differences(
      [...loose, asFile(info), ...copies.sources],
      [
        ...(await contents(blind, unseen, steps)),
        asFile(steps.bagInfo(blind)),
        ...steps.copiesOf(blind, unseen, steps.bagInfo(blind), zip).sources,
      ],
    ),
    ...pictureProblems(await steps.exhibitFiles(input, selection)),
  ]);
  return {
    files,
    zip,
    copies: copies.files,
    withheld: selection.withheld,
    exposed: reviewed.exposed,
    openItems: [...selection.texts, ...selection.items].map(({ item, number }) => ({
      kind: item.kind,
      id: item.id,
      number,
    })),
  };
}

function asFile(info: BagInfo): BagFile {
  return file("bag-info.txt", canonicalJson(info));
}

async function contents(input: PublishInput, selection: Selection, steps: Steps): Promise<readonly BagFile[]> {
  const info = steps.bagInfo(input);
  const exhibits = await steps.exhibitFiles(input, selection);
  const filesByUid = new Map(exhibits.map((exhibit) => [exhibit.open.item.uid, exhibit]));
  const pages = selection.texts.map((text, at) => {
    const language = String(text.open.get("/lang"));
    return { path: at === 0 ? "index.html" : `index.${language}.html`, language, text };
  });
  return [
    ...pages.map(({ path, text }) =>
      file(path, steps.page({ text, selection, info, settings: input, files: filesByUid, pages })),
    ),
    steps.crate({ selection, info, exhibits, pages, chain: input.chain ?? [] }),
    ...steps.proofs(input, [...selection.texts, ...selection.items]),
    ...(input.roster ?? []).flatMap((seq) => proofFiles(input, "keys", seq, [])),
    ...timeFiles(input),
    file("checkpoint", input.checkpoint),
    ...input.keys.map(({ role, raw }) => file(`keys/${role}.pem`, publicKeyPem(raw))),
    file("keys/roles.json", `${canonicalJson({ case: "signs dossiers", log: "signs the log" })}\n`),
    file("verify.mjs", input.verifier),
    ...(input.verifierPage === undefined ? [] : [file("verify.html", input.verifierPage)]),
    file("VERIFY.txt", steps.verifyText(info)),
    ...exhibits.map(({ path, bytes }) => ({ path, bytes })),
  ];
}

/**
 * The genesis entry, which names the keys, the settings, which name case and publisher, the dossiers that this one replaces, and one proof for each item, with
 * exactly the leaves that are opened.
 */
function proofs(input: PublishInput, items: readonly OpenItem[]): readonly BagFile[] {
  const wanted = [
    { seq: 0, pointers: [] as string[] },
    {
      seq: input.settingsSeq,
      pointers: ["/value/name", ...(input.publisher === undefined ? [] : ["/value/publisher"])],
    },
    ...(input.beacons ?? []).map((seq) => ({ seq, pointers: BEACON_POINTERS })),
    ...(input.chain ?? []).flatMap(({ seq, open, withdrawal }) => [
      { seq, pointers: pointersOf(open) },
      ...(withdrawal === undefined ? [] : [{ seq: withdrawal.seq, pointers: WITHDRAWAL_POINTERS }]),
    ]),
    ...items.map(({ item, open }) => ({
      seq: item.seq,
      pointers: pointersOf(open),
    })),
  ];
  return wanted.flatMap(({ seq, pointers }) => proofFiles(input, "proofs", seq, pointers));
}

function pointersOf(open: ReadonlyMap<string, unknown>): readonly string[] {
  return [...open.keys()].map((pointer) => `/value${pointer}`);
}

function proofFiles(input: PublishInput, folder: string, seq: number, pointers: readonly string[]): readonly BagFile[] {
  const { proof, tlogProof } = input.prove(seq, pointers);
  return [
    file(`${folder}/${seq}.json`, `${canonicalJson({ ...proof } as unknown as Json)}\n`),
    file(`${folder}/${seq}.tlog-proof`, tlogProof),
  ];
}

function noText(input: PublishInput): Error {
  return publishError("publish/no-text", {
    what: `Cannot publish for "${input.audience.name}"`,
    found: `no text in ${input.languages.join(", ")} is open to this audience`,
    unchanged: "Nothing was published.",
    mend: 'Put level = "public" (or another that it may see) in the head of hand/dossier.md, then: snowmelt run',
  });
}
