import type { Problem } from "#kernel";
import type { Review } from "#publish";
import { type Cosignature, RISKS, type RiskCode } from "#record";
import { openStore } from "#store";
import { nextId } from "./decide.ts";
import { type Approver, cosignatureFor } from "./devices/approver.ts";
import { caseError } from "./errors.ts";
import { chosen, type PublishOptions } from "./publish.ts";
import { publishInput } from "./publish-input.ts";
import { runDecided } from "./run-decided.ts";
import { requireKnownFormat } from "./settings.ts";
import { foldActs, itemsOf } from "./state.ts";

/** What an audience would see, and what stands against it. Items carry the case's own ids: this is for the author only. */
export interface Preview {
  readonly name: string;
  /** Its number in the chain of dossiers for its audience, and the names of those that it would replace, the first one first. */
  readonly version: number;
  readonly replaces: readonly string[];
  readonly digest: string;
  readonly items: readonly {
    readonly id: string;
    readonly number: string;
    /** Pointers that are shown, and that are closed though they are there. */
    readonly open: readonly string[];
    readonly closed: readonly string[];
    /** Texts of which only parts are shown. */
    readonly split: readonly string[];
  }[];
  readonly withheld: readonly Problem[];
  readonly people: readonly { readonly id: string; readonly shown: Readonly<Record<string, string>> }[];
  readonly unagreed: readonly Problem[];
  readonly risks: readonly (Problem & { readonly code: RiskCode; readonly isAccepted: boolean })[];
  readonly approvals: Review["approvals"];
}

/** Shows what a dossier would open, to whom, and which risks it carries, before anything is made. Writes nothing. */
export async function previewDossier(options: PublishOptions): Promise<Preview> {
  const { dir, home, effects } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const latest = foldActs(store.acts());
    const { state, size, audience, name } = await chosen(store, latest, options);
    await store.unlock(options.passphrase);
    const { problemOf, review } = await import("#publish");
    const input = await publishInput({
      ...{ dir, home, effects, store, state, size, audience, name },
      publications: latest.publications,
    });
    const found = review(input);
    const { selection } = found;
    const replaces = (input.chain ?? []).map(({ open }) => String(open.get("/dossier")));
    return {
      name,
      version: replaces.length + 1,
      replaces,
      digest: found.digest,
      items: [...selection.texts, ...selection.items].map(({ item, number, open, closed, splits }) => ({
        id: item.id,
        number,
        open: [...open.keys()],
        closed: [...closed],
        split: [...splits.keys()],
      })),
      withheld: selection.withheld,
      people: found.exposed.map(({ id, shown }) => ({ id, shown })),
      unagreed: found.unagreed,
      risks: found.risks.map((risk) => ({ ...problemOf(risk), code: risk.code, isAccepted: risk.isAccepted })),
      approvals: found.approvals,
    };
  } finally {
    store.close();
  }
}

/**
 * Approves what would go out now, in a role, and takes the risks named: writes the decision to hand/decisions/approvals.toml
 * and records it. It holds for the digest of what was seen and for nothing else. The preview says what is still missing.
 *
 * @throws case/unknown-risk
 */
export async function approveDossier(
  options: PublishOptions & {
    readonly by: string;
    readonly reason: string;
    readonly accepts: readonly string[];
    /** Whose key signs the approval. */
    readonly approver?: Approver | undefined;
  },
): Promise<{ readonly id: string; readonly digest: string; readonly preview: Preview }> {
  const unknown = options.accepts.filter((code) => !(RISKS as readonly string[]).includes(code));
  if (unknown.length > 0) {
    throw caseError("case/unknown-risk", {
      what: `Cannot accept "${unknown.join('", "')}"`,
      found: `risks are ${RISKS.join(", ")}`,
      unchanged: "Nothing was approved.",
      mend: `See which there are: snowmelt publish --audience ${options.audience} --preview`,
    });
  }
  const { digest } = await previewDossier(options);
  const store = openStore({ dir: options.dir, home: options.home, effects: options.effects });
  let id: string;
  let cosigned: Cosignature | undefined;
  const { audience, by, accepts, reason } = options;
  try {
    const state = foldActs(store.acts());
    id = nextId(
      "D",
      itemsOf(state, "approval").map((item) => item.id),
      state.device,
    );
    const said = { audience, digest, by, accepts: [...accepts] };
    const { roster } = store;
    cosigned = cosignatureFor({ isNeeded: false, roster, approver: options.approver, what: "approval", said });
  } finally {
    store.close();
  }
  const row = { id, audience, digest, by, accepts, reason, ...cosigned };
  await runDecided(options, "approvals.toml", "approval", row);
  return { id, digest, preview: await previewDossier(options) };
}
