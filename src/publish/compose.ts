import { canonicalJson, type Json } from "#kernel";
import { publicKeyPem } from "#seal";
import { file, packBag } from "./bag.ts";
import { closedValues, withoutFixedWords } from "./closed-values.ts";
import { requireConsent } from "./consent.ts";
import { crate } from "./crate.ts";
import { publishError } from "./errors.ts";
import { exhibitFiles } from "./exhibits.ts";
import { bagInfo } from "./info.ts";
import type { BagFile, Dossier, PublishInput, Secret } from "./input.ts";
import { leakCheck } from "./leaks.ts";
import { page } from "./page.ts";
import { type OpenItem, type Selection, select } from "./selection.ts";
import { verifyText } from "./verify-text.ts";
import { storedZip } from "./zip.ts";

/**
 * Makes the dossier of an audience: a signed BagIt bag and the same as one zip. Everything starts closed; what leaves is
 * chosen by the white list and the levels, and the finished bytes are searched for closed values before they are handed
 * over. The same input gives the same bytes.
 *
 * @throws publish/no-text, publish/no-consent, publish/embargo, publish/leak
 */
export async function compose(input: PublishInput): Promise<Dossier> {
  const selection = select(input);
  if (selection.texts.length === 0) throw noText(input);
  requireConsent(input, selection);
  const files = packBag(await contents(input, selection), bagInfo(input), (bytes) => input.sign(bytes));
  const zip = storedZip(input.dossierName, files);
  const secrets = withoutFixedWords([...input.forbidden, ...closedValues(input, selection)], input);
  refuseLeaks([...files, { path: `${input.dossierName}.zip`, bytes: zip }], secrets);
  return {
    files,
    zip,
    withheld: selection.withheld,
    openItems: [...selection.texts, ...selection.items].map(({ item, number }) => ({
      kind: item.kind,
      id: item.id,
      number,
    })),
  };
}

async function contents(input: PublishInput, selection: Selection): Promise<readonly BagFile[]> {
  const info = bagInfo(input);
  const exhibits = await exhibitFiles(input, selection);
  const filesByUid = new Map(exhibits.map((exhibit) => [exhibit.open.item.uid, exhibit]));
  const pages = selection.texts.map((text, at) => {
    const language = String(text.open.get("/lang"));
    return { path: at === 0 ? "index.html" : `index.${language}.html`, language, text };
  });
  return [
    ...pages.map(({ path, text }) =>
      file(path, page({ text, selection, info, settings: input, files: filesByUid, pages })),
    ),
    crate({ selection, info, exhibits, pages }),
    ...proofs(input, [...selection.texts, ...selection.items]),
    file("checkpoint", input.checkpoint),
    ...input.keys.map(({ role, raw }) => file(`keys/${role}.pem`, publicKeyPem(raw))),
    file("keys/roles.json", `${canonicalJson({ case: "signs dossiers", log: "signs the log" })}\n`),
    file("verify.mjs", input.verifier),
    ...(input.verifierPage === undefined ? [] : [file("verify.html", input.verifierPage)]),
    file("VERIFY.txt", verifyText(info)),
    ...exhibits.map(({ path, bytes }) => ({ path, bytes })),
  ];
}

/**
 * The genesis entry, which names the keys, the settings, which name case and publisher, and one proof for each item, with
 * exactly the leaves that are opened.
 */
function proofs(input: PublishInput, items: readonly OpenItem[]): readonly BagFile[] {
  const wanted = [
    { seq: 0, pointers: [] as string[] },
    {
      seq: input.settingsSeq,
      pointers: ["/value/name", ...(input.publisher === undefined ? [] : ["/value/publisher"])],
    },
    ...items.map(({ item, open }) => ({
      seq: item.seq,
      pointers: [...open.keys()].map((pointer) => `/value${pointer}`),
    })),
  ];
  return wanted.flatMap(({ seq, pointers }) => {
    const { proof, tlogProof } = input.prove(seq, pointers);
    return [
      file(`proofs/${seq}.json`, `${canonicalJson({ ...proof } as unknown as Json)}\n`),
      file(`proofs/${seq}.tlog-proof`, tlogProof),
    ];
  });
}

function refuseLeaks(files: readonly BagFile[], secrets: readonly Secret[]): void {
  const findings = leakCheck(files, secrets);
  if (findings.length === 0) return;
  const problems = findings.map(({ path, label, form }) => ({ file: path, message: `holds ${label}, ${form}` }));
  throw publishError("publish/leak", {
    what: "Cannot hand over the dossier",
    found: `${findings.length} places hold values that are closed to this audience`,
    unchanged: "Nothing was published.",
    mend: "Take the words out of the open text, or open the field with a mark; if you did neither, report a bug.",
    problems,
  });
}

function noText(input: PublishInput): Error {
  return publishError("publish/no-text", {
    what: `Cannot publish for "${input.audience.name}"`,
    found: `no text in ${input.languages.join(", ")} is open to this audience`,
    unchanged: "Nothing was published.",
    mend: 'Put level = "public" (or another that it may see) in the head of hand/dossier.md, then: snowmelt run',
  });
}
