import { isEdtf, type Problem } from "#kernel";
import { coarseAttributes, DATE_ATTRIBUTES, type Person, type Words } from "#record";
import type { CaseState } from "../state.ts";
import type { HandOptions } from "./hand.ts";
import { type Built, withoutUndefined } from "./items.ts";
import type { References } from "./references.ts";
import type { ApprovalRow, PersonRow, PopulationRow, RedactionRow } from "./rows.ts";
import type { HandRow } from "./table.ts";

export interface PeopleRows {
  readonly persons: readonly HandRow<PersonRow>[];
  readonly populations: readonly HandRow<PopulationRow>[];
  readonly redactions: readonly HandRow<RedactionRow>[];
  readonly approvals: readonly HandRow<ApprovalRow>[];
}

/** People, the lists they are compared with, what is made unseen of exhibits, and who approved which dossier. */
export async function buildPeople(
  rows: PeopleRows,
  context: {
    readonly options: HandOptions;
    readonly references: References;
    readonly wordsIn: (words: string | Words) => Words;
    readonly audiences: readonly string[];
    readonly built: Built[];
    readonly problems: Problem[];
  },
): Promise<void> {
  const { options, references, wordsIn, audiences, built, problems } = context;
  const add = (noun: Built["noun"], id: string, value: object): void => {
    if (references.has(id)) built.push({ noun, value: { uid: references.uid(id), id, ...value } as Built["value"] });
  };
  for (const { value: row, problemAt } of rows.persons) {
    for (const name of DATE_ATTRIBUTES) {
      const value = row.attributes[name];
      if (value !== undefined && !isEdtf(value)) {
        problems.push(problemAt(["attributes", name], `"${value}" is not an EDTF date (for example 2014-03, 2014~)`));
      }
    }
    const coarse = coarseAttributes(row.attributes);
    add(
      "person",
      row.id,
      withoutUndefined({
        name: wordsIn(row.name),
        otherNames: row["other-names"],
        attributes: row.attributes,
        coarse: Object.keys(coarse).length === 0 ? undefined : coarse,
        claims: references.resolveAll(row.claims, ["claim"], problemAt, ["claims"]),
        note: row.note,
      } satisfies { [key in keyof Omit<Person, "uid" | "id" | "spans">]: unknown }),
    );
  }
  for (const { value: row, problemAt } of rows.populations) {
    const exhibit = references.resolve(row.exhibit, ["exhibit"], (message) => problemAt(["exhibit"], message));
    if (exhibit !== null) add("population", row.id, { exhibit, columns: row.columns, reason: row.reason });
  }
  for (const { value: row, problemAt } of rows.redactions) {
    const exhibit = references.resolve(row.exhibit, ["exhibit"], (message) => problemAt(["exhibit"], message));
    if (exhibit === null) continue;
    const value = withoutUndefined({
      exhibit,
      regions: row.regions,
      crop: row.crop,
      level: row.level,
      reason: row.reason,
    });
    if (!isRecorded(options.state, row.id, value)) {
      for (const { path, message } of await options.faultsOfRedaction(row.exhibit, value)) {
        problems.push(problemAt(path, message));
      }
    }
    add("redaction", row.id, value);
  }
  for (const { value: row, problemAt } of rows.approvals) {
    if (!audiences.includes(row.audience)) {
      problems.push(problemAt(["audience"], `case.toml defines no audience "${row.audience}"`));
    }
    add("approval", row.id, {
      audience: row.audience,
      digest: row.digest,
      by: row.by,
      accepts: row.accepts,
      reason: row.reason,
      ...(row.key === undefined || row.sig === undefined ? {} : { cosigned: { key: row.key, sig: row.sig } }),
    });
  }
}

/** Whether the very same is recorded, and so was checked before: the pictures need not be opened at each run. */
function isRecorded(state: CaseState, id: string, value: object): boolean {
  const recorded = state.items.get(id)?.recorded;
  return recorded !== undefined && JSON.stringify({ uid: recorded["uid"], id, ...value }) === JSON.stringify(recorded);
}
