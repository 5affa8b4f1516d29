import type { Json, Problem } from "#kernel";
import { flatten } from "#seal";
import type { CaseState } from "../state.ts";
import type { Built } from "./items.ts";
import type { MarkRow } from "./rows.ts";
import type { HandRow } from "./table.ts";

/**
 * A mark closes nothing where its field is misspelt, and the value goes out: so a field must stand in one of the mark's items
 * at least, and the coarser value that it names must have been made there.
 *
 * @param built what hand/ has; exhibits and the like stand in `state`
 */
export function checkMarkedFields(
  marks: readonly HandRow<MarkRow>[],
  built: readonly Built[],
  state: CaseState,
  problems: Problem[],
): void {
  const values = new Map<string, Json>([...state.items.values()].map(({ id, value }) => [id, value as Json]));
  for (const { value } of built) values.set(value["id"] as string, value);
  for (const { value: mark, problemAt } of marks) {
    const { items, field, span, coarse } = mark;
    const known = items.filter((id) => values.has(id));
    if (known.length === 0 || span !== undefined) continue;
    if (field === undefined) {
      if (coarse !== undefined) problems.push(problemAt(["coarse"], "a coarser value stands for a field: name it"));
      continue;
    }
    const pointers = [...new Set(known.flatMap((id) => flatten(values.get(id)!).map(([pointer]) => pointer)))];
    const within = (wanted: string): readonly string[] =>
      pointers.filter((pointer) => pointer === wanted || pointer.startsWith(`${wanted}/`));
    const steps = within(`/coarse/${field.split("/").at(-1)}`).map((pointer) => pointer.split("/").at(-1)!);
    if (within(field).length === 0) {
      const there = pointers.filter((pointer) => !/^\/(uid|id|coarse)(\/|$)/.test(pointer)).sort();
      problems.push(problemAt(["field"], `no item of this mark has "${field}"; there is ${there.join(" ")}`));
    } else if (coarse !== undefined && !steps.includes(coarse)) {
      const there = steps.length === 0 ? "nothing coarser" : [...new Set(steps)].sort().join(", ");
      problems.push(problemAt(["coarse"], `no item of this mark has "${coarse}" for "${field}"; there is ${there}`));
    }
  }
}
