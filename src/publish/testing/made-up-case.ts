import { canonicalJson, sha256Hex } from "#kernel";
import type { Audience } from "#record";
import { signer } from "#seal";
import type { EarlierDossier, ItemKind, PublishInput, PublishItem } from "../input.ts";
import { HIDDEN, madeUpItems, PICTURE, PICTURE_COPY, REPORT } from "./made-up-items.ts";
import { MadeUpLog } from "./made-up-log.ts";

const KINDS: Readonly<Record<ItemKind, string>> = {
  exhibit: "exhibit.add",
  source: "source.set",
  claim: "claim.accept",
  incident: "incident.set",
  figure: "figure.set",
  finding: "finding.set",
  hypothesis: "hypothesis.set",
  assessment: "assessment.set",
  weighing: "weighing.set",
  outcome: "outcome.set",
  judgement: "judgement.set",
  person: "person.set",
  erratum: "erratum.set",
  text: "text.set",
};

export interface MadeUpCase {
  readonly log: MadeUpLog;
  readonly input: PublishInput;
}

/** What the log says of dossiers that were published before, in its order. */
export type MadeUpPublication = { readonly [key: string]: string | number };

/**
 * The input for a dossier of made-up items; `change` may alter any part of it.
 *
 * @param published the dossiers that it replaces
 * @param withdrawn the name of one of them that was withdrawn
 */
export function madeUpCase(
  items = madeUpItems(),
  change: Partial<PublishInput> = {},
  published: readonly MadeUpPublication[] = [],
  withdrawn?: string,
): MadeUpCase {
  const log = new MadeUpLog();
  const day = "2026-01-02";
  const said = published.map((value) => ({ seq: log.append("dossier.publish", { ...value, withheld: 3 }), value }));
  const withdrawal =
    withdrawn === undefined ? -1 : log.append("dossier.withdraw", { dossier: withdrawn, reason: "made up", day });
  const chain = said.map(
    ({ seq, value }): EarlierDossier => ({
      seq,
      open: new Map(Object.entries(value).map(([key, leaf]) => [`/${key}`, leaf])),
      ...(value["dossier"] === withdrawn ? { withdrawal: { seq: withdrawal, day } } : {}),
    }),
  );
  const publishItems = items.map(({ kind, id, value, level = "public", fields = {} }): PublishItem => {
    // As it comes out of the ledger: JSON, without members that are undefined.
    const recorded = JSON.parse(canonicalJson(value)) as PublishItem["value"];
    const seq = log.append(KINDS[kind], recorded);
    return { kind, id, uid: String(value["uid"]), seq, value: recorded, levels: { item: [level], fields } };
  });
  const [caseName, publisher] = ["Made-up case of Qarn Zahra", "The Office of Made-up Records"];
  const settingsSeq = log.append("case.set", { format: 1, languages: ["en", "ar"], name: caseName, publisher });
  const checkpoint = log.checkpoint();
  const audience: Audience = { name: "public", levels: ["public"] };
  const files = new Map([REPORT, HIDDEN, PICTURE].map((bytes) => [sha256Hex(bytes), new Uint8Array(bytes)]));
  const input: PublishInput = {
    engine: "snowmelt test",
    dossierName: `public-${String(log.tree.size).padStart(4, "0")}`,
    caseName,
    publisher,
    settingsSeq,
    audience,
    languages: ["en", "ar"],
    checkpoint,
    size: log.tree.size,
    origin: log.origin,
    keys: [
      { role: "log", raw: log.logKeys.publicKey },
      { role: "case", raw: log.caseKeys.publicKey },
    ],
    day,
    items: publishItems,
    prove: (seq, pointers) => log.prove(seq, pointers, checkpoint),
    bytes: async (sha256) => files.get(sha256)!,
    deriveImage: async () => ({
      bytes: PICTURE_COPY,
      mediaType: "image/png",
      tool: "made-up encoder",
    }),
    sign: signer(log.caseKeys.privateKey),
    verifier: "// made-up verifier\n",
    forbidden: [],
    chain,
    today: "2026-01-03",
    ...change,
  };
  return { log, input };
}
