import type { Problem } from "#kernel";
import { checkRulings, type Decisions } from "#linkage";
import type { LinkDecision } from "#record";
import { nextId } from "./decide.ts";
import type { DeclaredLists } from "./declare-lists.ts";
import { caseError } from "./errors.ts";
import { type CaseState, itemsOf } from "./state.ts";

/** Recorded rulings on mentions of these lists. */
export function rulingsOn(lists: readonly string[], state: CaseState): LinkDecision[] {
  const rulings = itemsOf(state, "link").map((item) => item.value as unknown as LinkDecision);
  return rulings.filter(({ a, b }) => [a, b].every((mention) => lists.includes(mention.split(":")[0]!)));
}

type Ruling = Pick<LinkDecision, "id" | "a" | "b" | "decision">;

/** Pairs of mentions ruled to be one person, and two. */
export interface RuledPairs {
  readonly mustLink: readonly (readonly [string, string])[];
  readonly cannotLink: readonly (readonly [string, string])[];
}

export function pairsOf(rulings: readonly Ruling[]): RuledPairs {
  const pairs = (decision: string): [string, string][] =>
    rulings.filter((each) => each.decision === decision).map(({ a, b }) => [a, b]);
  return { mustLink: pairs("same"), cannotLink: pairs("different") };
}

const pairKey = (a: string, b: string): string => [a, b].sort().join("\n");

/**
 * Rulings that are not recorded yet. One may follow on an "unsure" of before; one that says the contrary of what is recorded is refused.
 *
 * @throws case/ruling-recorded
 */
export function newRulings(decisions: Decisions, state: CaseState): Ruling[] {
  const known = itemsOf(state, "link").map((item) => item.value as unknown as LinkDecision);
  const recorded = new Map<string, LinkDecision>();
  for (const ruling of known) {
    const key = pairKey(ruling.a, ruling.b);
    if (ruling.decision !== "unsure" || !recorded.has(key)) recorded.set(key, ruling);
  }
  const ids = known.map(({ id }) => id);
  const [rulings, problems]: [Ruling[], Problem[]] = [[], []];
  const add = (pairs: readonly (readonly [string, string])[], decision: Ruling["decision"]): void => {
    for (const [a, b] of pairs) {
      const before = recorded.get(pairKey(a, b));
      if (before?.decision === decision || (before !== undefined && decision === "unsure")) continue;
      if (before !== undefined && before.decision !== "unsure")
        problems.push({ message: `${before.id} says "${before.decision}" of ${a} and ${b}; now "${decision}"` });
      const id = nextId("X", ids, state.device);
      ids.push(id);
      rulings.push({ id, a, b, decision });
    }
  };
  add(decisions.mustLink, "same");
  add(decisions.cannotLink, "different");
  add([...decisions.disputed, ...decisions.unsure], "unsure");
  if (problems.length === 0) return rulings;
  throw caseError("case/ruling-recorded", {
    what: "Cannot change rulings that are recorded",
    found: `${problems.length} of the rulings ${problems.length === 1 ? "is" : "are"} not what is recorded of the pair`,
    unchanged: "No ruling was recorded, nothing was linked.",
    mend: "Change the decision in hand/decisions/links.toml or hand/links.toml, then link without these rows.",
    problems,
  });
}

/**
 * Checked before anything is recorded: a ruling on a mention that is in no list, or against the others, would stop every linkage from
 * then on. @throws linkage/bad-decisions, linkage/contradiction
 */
export function checkNew(rulings: readonly Ruling[], state: CaseState, { ids, tables, maps }: DeclaredLists): void {
  if (rulings.length === 0) return;
  const { mustLink, cannotLink } = pairsOf([...rulingsOn(ids, state), ...rulings]);
  const unsure = rulings.filter(({ decision }) => decision === "unsure");
  // Of an unsure one only who is meant is checked.
  checkRulings(tables, maps, {
    mustLink: [...mustLink, ...unsure.flatMap(({ a, b }) => [[a, a] as const, [b, b] as const])],
    cannotLink,
  });
}
