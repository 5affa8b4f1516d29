import type { DossierPublish, Withdrawal } from "#record";
import { openStore } from "#store";
import { caseError } from "../errors.ts";
import type { CaseOptions } from "../run.ts";
import { requireKnownFormat } from "../settings.ts";
import { type CaseState, foldActs } from "../state.ts";

export interface Withdrawn {
  /** Who has it, as hand-overs tell: they have to be told. */
  readonly receivers: readonly string[];
}

/**
 * Records that a published dossier no longer stands, and why; what was handed out cannot be called back, so it lists who
 * has to be told.
 *
 * @throws case/unknown-id when no dossier of that name, or of the one that replaces it, was published
 */
export async function withdrawDossier(options: CaseOptions & { readonly withdrawal: Withdrawal }): Promise<Withdrawn> {
  const { dir, home, effects, withdrawal, passphrase } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const state = foldActs(store.acts());
    const published = state.publications.map(({ value }) => (value as unknown as DossierPublish).dossier);
    const { dossier, replacedBy } = withdrawal;
    for (const name of replacedBy === undefined ? [dossier] : [dossier, replacedBy]) {
      if (!published.includes(name)) throw unknownDossier(name, published);
    }
    await store.unlock(passphrase);
    const { replacedBy: _, ...value } = withdrawal;
    store.append([{ kind: "dossier.withdraw", value: replacedBy === undefined ? value : { ...value, replacedBy } }]);
    return { receivers: receiversOf(state, dossier) };
  } finally {
    store.close();
  }
}

/** Who received a dossier, as hand-overs tell. */
export function receiversOf(state: CaseState, dossier: string): readonly string[] {
  const handed = state.handOvers.filter(({ value: { items } }) => items.includes(dossier));
  return [...new Set(handed.map(({ value: { to } }) => to))];
}

function unknownDossier(name: string, published: readonly string[]): Error {
  return caseError("case/unknown-id", {
    what: `Cannot withdraw "${name}"`,
    found: `published were ${published.join(", ") || "none"}`,
    unchanged: "Nothing was recorded.",
    mend: "Name a published dossier: snowmelt withdraw NAME --reason ...",
  });
}
