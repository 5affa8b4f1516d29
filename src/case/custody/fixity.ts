import type { Exhibit } from "#record";
import { openStore } from "#store";
import { readExhibit } from "#vault";
import type { CaseOptions } from "../run.ts";
import { requireKnownFormat } from "../settings.ts";
import { type CaseState, foldActs, itemsOf } from "../state.ts";

export interface FixityReport {
  readonly checked: number;
  readonly total: number;
  readonly damaged: readonly string[];
  /** Day on which the exhibit that waited longest was last seen whole; `null` when it never was since it came in. */
  readonly oldest: string | null;
}

/**
 * Hashes exhibits again, those first that waited longest, and records the result.
 *
 * @param share one n-th of the vault; 1 for all of it. Daily with 30, every exhibit is seen once a month.
 */
export async function checkFixity(options: CaseOptions & { readonly share: number }): Promise<FixityReport> {
  const { dir, home, effects, passphrase, share } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    await store.unlock(passphrase);
    const state = foldActs(store.acts());
    const seen = lastSeen(state);
    const exhibits = itemsOf(state, "exhibit")
      .map(({ value }) => value as unknown as Exhibit)
      .map((exhibit, order) => ({ exhibit, order, day: seen.get(exhibit.id) ?? "" }))
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.order - b.order));
    const due = exhibits.slice(0, Math.ceil(exhibits.length / share));
    const [sound, damaged]: [string[], string[]] = [[], []];
    for (const [i, { exhibit }] of due.entries()) {
      effects.progress({ what: "hashing exhibits", done: i, total: due.length, unit: "files" });
      const isSound = await readExhibit(dir, exhibit.sha256).then(
        () => true,
        () => false,
      );
      (isSound ? sound : damaged).push(exhibit.id);
    }
    const day = effects.now().toISOString().slice(0, 10);
    if (due.length > 0) store.append([{ kind: "fixity.check", value: { day, sound, damaged } }]);
    const rest = exhibits.slice(due.length).map((entry) => entry.day);
    return { checked: due.length, total: exhibits.length, damaged, oldest: rest[0] ?? (due.length > 0 ? day : null) };
  } finally {
    store.close();
  }
}

function lastSeen(state: CaseState): ReadonlyMap<string, string> {
  const seen = new Map<string, string>();
  for (const { value } of state.fixity) for (const id of value.sound) seen.set(id, value.day);
  return seen;
}
