import type { Problem } from "#kernel";
import type { DossierPublish, Erratum, Words } from "#record";
import type { CaseState } from "../state.ts";
import { type Built, REFERABLE, withoutUndefined } from "./items.ts";
import type { References } from "./references.ts";
import type { ErratumRow } from "./rows.ts";
import type { HandRow } from "./table.ts";

/** The corrections of hand/errata.toml. Each is of a dossier that was published. */
export function buildErrata(
  rows: readonly HandRow<ErratumRow>[],
  context: {
    readonly state: CaseState;
    readonly references: References;
    readonly wordsIn: (words: string | Words) => Words;
    readonly problems: Problem[];
  },
): readonly Built[] {
  const { state, references, wordsIn, problems } = context;
  const published = state.publications.map(({ value }) => (value as unknown as DossierPublish).dossier);
  return rows.flatMap(({ value: row, problemAt }): readonly Built[] => {
    const { id, dossier, level } = row;
    if (!published.includes(dossier)) {
      const there = published.length === 0 ? "none was published yet" : `published were ${published.join(", ")}`;
      problems.push(problemAt(["dossier"], `no dossier "${dossier}" was published: ${there}`));
    }
    const about = row.item ?? null;
    const item =
      about === null ? null : references.resolve(about, REFERABLE, (message) => problemAt(["item"], message));
    if (!references.has(id)) return [];
    const value = withoutUndefined({
      uid: references.uid(id),
      id,
      dossier,
      item: item ?? undefined,
      was: wordsIn(row.was),
      is: wordsIn(row.is),
      reason: wordsIn(row.reason),
      level,
    } satisfies { [key in keyof Erratum]: unknown });
    return [{ noun: "erratum", value: value as Built["value"] }];
  });
}
