import type { Act } from "#store";
import type { Item, Noun } from "./state.ts";

/** A grade that an item had before the one it has, from which act and day on, and why. */
export interface EarlierGrade {
  readonly act: number;
  readonly day: string;
  readonly grade: string;
  readonly reasons?: string;
}

const GRADES: { readonly [noun in Noun]?: string } = {
  source: "reliability",
  claim: "credibility",
  finding: "credibility",
};

/** The field that holds the grade of an item, or `null` where its noun has none. */
export function gradeField(noun: Noun): string | null {
  return GRADES[noun] ?? null;
}

/** What was thought of a source, claim or finding before, oldest first; acts in ledger order. What was erased is not told. */
export function earlierGrades(acts: readonly Act[], item: Item): readonly EarlierGrade[] {
  const field = gradeField(item.noun);
  if (field === null) return [];
  const grades: EarlierGrade[] = [];
  for (const { seq, day, value } of acts) {
    if (value === null || value["uid"] !== item.uid || value[field] === undefined) continue;
    const reasons = value["reasons"];
    const grade = { grade: String(value[field]), ...(typeof reasons === "string" ? { reasons } : {}) };
    const last = grades.at(-1);
    if (last?.grade !== grade.grade || last.reasons !== grade.reasons) grades.push({ act: seq, day, ...grade });
  }
  return grades.slice(0, -1);
}
