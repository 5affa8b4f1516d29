import type { EarlierDossier } from "#publish";
import type { Audience, DossierPublish, DossierText, Erratum } from "#record";
import type { Act } from "#store";
import { fromOf } from "./devices/take-over.ts";
import { type CaseState, itemsOf } from "./state.ts";

/**
 * The dossiers that a new one for the audience replaces, the first one first. A new one continues the chain of the latest
 * that was published for the same audience under the same title, or that an erratum corrects, itself or one that it
 * replaced; without such a one it begins a chain. Only what stands in the log at the new one's checkpoint counts, so that
 * the same checkpoint gives the same chain.
 *
 * @param acts those up to the new one's checkpoint
 * @param state what they leave
 */
export function chainOf(acts: readonly Act[], state: CaseState, audience: Audience): readonly EarlierDossier[] {
  // What another device published was recorded by its log, and is told from there.
  const published = state.publications
    .filter((act) => fromOf(act) === null)
    .map(({ seq, value }) => ({ seq, value: value as unknown as DossierPublish }))
    .filter(({ value }) => value.audience === audience.name)
    .sort((a, b) => a.value.n - b.value.n || a.seq - b.seq);
  const corrected = new Set(itemsOf(state, "erratum").map(({ value }) => (value as unknown as Erratum).dossier));
  const language = (audience.languages ?? state.settings!.value.languages)[0]!;
  const titleAt = (n: number): string | undefined =>
    acts.findLast(({ seq, kind, value }) => seq < n && kind === "text.set" && value?.["id"] === `text.${language}`)
      ?.value?.["title"] as DossierText["title"] | undefined;
  const title = titleAt(state.size);
  const before = published.filter(({ value: { n } }) => n < state.size);
  /** The dossier and those that it replaced, the first one first. */
  const chainTo = (last: (typeof published)[number]): typeof published => {
    const { n, replaces, version } = last.value;
    // Dossiers of earlier versions of the program do not say what they replaced: it was the latest that was out by then.
    const predecessor =
      version === undefined
        ? before.findLast(({ seq, value }) => value.version === undefined && seq < n && titleAt(value.n) === titleAt(n))
        : before.find(({ value }) => value.manifest === replaces);
    return predecessor === undefined ? [last] : [...chainTo(predecessor), last];
  };
  const isContinued = (one: (typeof published)[number]): boolean =>
    titleAt(one.value.n) === title || chainTo(one).some(({ value }) => corrected.has(value.dossier));
  const latest = before.findLast(isContinued);
  const withdrawals = state.withdrawals.filter(({ seq }) =>
    acts.some((act) => act.seq === seq && fromOf(act) === null),
  );
  return latest === undefined ? [] : chainTo(latest).map(({ seq, value }) => earlierDossier(seq, value, withdrawals));
}

function earlierDossier(seq: number, value: DossierPublish, withdrawals: CaseState["withdrawals"]): EarlierDossier {
  const { audience, day, dossier, manifest, n, replaces, version } = value;
  const said = { audience, day, dossier, manifest, n, replaces, version };
  const withdrawal = withdrawals.find((one) => one.value.dossier === dossier);
  return {
    seq,
    open: new Map(
      Object.entries(said).flatMap(([key, leaf]) => (leaf === undefined ? [] : [[`/${key}`, leaf] as const])),
    ),
    ...(withdrawal === undefined ? {} : { withdrawal: { seq: withdrawal.seq, day: withdrawal.value.day } }),
  };
}
