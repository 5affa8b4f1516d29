import type { DossierPublish, HandOver } from "#record";
import { openStore } from "#store";
import { caseError } from "../errors.ts";
import type { CaseOptions } from "../run.ts";
import { requireKnownFormat } from "../settings.ts";
import { foldActs } from "../state.ts";

/** Records that exhibits or dossiers were handed to someone. @throws case/unknown-id */
export async function recordHandOver(options: CaseOptions & { readonly handOver: HandOver }): Promise<void> {
  const { dir, home, effects, handOver, passphrase } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const state = foldActs(store.acts());
    const dossiers = state.publications.map(({ value }) => (value as unknown as DossierPublish).dossier);
    const missing = handOver.items.filter((item) => !state.items.has(item) && !dossiers.includes(item));
    if (missing.length > 0) {
      throw caseError("case/unknown-id", {
        what: `Cannot record that "${missing.join('", "')}" was handed over`,
        found: "the case has no such item, and published no dossier of that name",
        unchanged: "Nothing was recorded.",
        mend: "See what there is: snowmelt list exhibit, snowmelt status",
      });
    }
    await store.unlock(passphrase);
    const { means, ...value } = handOver;
    store.append([{ kind: "custody.hand-over", value: means === undefined ? value : { ...value, means } }]);
  } finally {
    store.close();
  }
}
