import { canonicalJson, fold, type Json, type Problem, sha256Hex } from "#kernel";
import type { RiskCode } from "#record";
import { findUnagreed } from "./consent.ts";
import { publishError } from "./errors.ts";
import { attributesOf, type Exposed, exposedPeople, findRisks, LARGEST_SHARE, type Risk } from "./gate/gate.ts";
import type { PublishInput } from "./input.ts";
import { type Selection, select } from "./selection.ts";

/** Who will see what, before it happens, and what stands against it. For the author only. */
export interface Review {
  readonly selection: Selection;
  /** Over all that is opened: an approval holds for this and nothing else. */
  readonly digest: string;
  readonly exposed: readonly Exposed[];
  /** What would go further than the people behind it agreed. */
  readonly unagreed: readonly Problem[];
  readonly risks: readonly (Risk & { readonly isAccepted: boolean })[];
  readonly approvals: { readonly needed: number; readonly by: readonly string[] };
}

/** How many must take a risk, each under a role of their own. What tells a person apart, or many of them, needs two. */
const TAKERS: { readonly [code in RiskCode]: number } = {
  "no-population": 1,
  "few-alike": 2,
  "earlier-dossiers": 2,
  "one-role": 2,
  "global-risk": 2,
};

/** Looks at a dossier before it is made: what it opens, whom that exposes, who agreed. Refuses nothing. */
export function review(input: PublishInput): Review {
  const selection = select(input);
  const digest = digestOf(input, selection);
  const people = input.items.filter(({ kind }) => kind === "person").map(attributesOf);
  const exposed = exposedPeople(input, selection);
  const valid = (input.approvals ?? []).filter(
    (approval) => approval.audience === input.audience.name && approval.digest === digest,
  );
  const rolesOf = (code?: RiskCode): readonly string[] => [
    ...new Map(
      valid
        .filter(({ accepts }) => code === undefined || accepts.includes(code))
        .map(({ by }) => [roleKey(by), by] as const),
    ).values(),
  ];
  const risks = findRisks(
    exposed,
    people,
    (input.populations ?? []).map(({ people: rows }) => rows),
  );
  return {
    selection,
    digest,
    exposed,
    unagreed: findUnagreed(input, selection).map(({ problem }) => problem),
    risks: risks.map((risk) => ({ ...risk, isAccepted: rolesOf(risk.code).length >= TAKERS[risk.code] })),
    approvals: {
      needed: Math.max(input.audience.approvals ?? 0, ...risks.map(({ code }) => TAKERS[code])),
      by: rolesOf(),
    },
  };
}

/** One role however it is typed: letters and digits alone, folded; "Legal  Officer." is no second signer. */
function roleKey(role: string): string {
  return fold(role).replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Refuses what the review found and nobody took upon themselves. @throws publish/risk, publish/no-approval */
export function requireAgreement({ risks, approvals, digest }: Review, audience: string): void {
  const open = risks.filter(({ isAccepted }) => !isAccepted);
  if (open.length > 0) {
    throw publishError("publish/risk", {
      what: `Cannot publish for "${audience}"`,
      found: `${open.length} ${open.length === 1 ? "risk" : "risks"} that somebody could be known again, listed above`,
      unchanged: "Nothing was published.",
      mend: `Coarsen or close what is named (snowmelt mark), or take the risk: snowmelt publish --audience ${audience} --approve --by ROLE --accept ${[...new Set(open.map(({ code }) => code))].join(",")} --reason "..."`,
      problems: open.map(problemOf),
    });
  }
  if (approvals.by.length < approvals.needed) {
    throw publishError("publish/no-approval", {
      what: `Cannot publish for "${audience}"`,
      found: `case.toml asks for ${approvals.needed} approvals; ${approvals.by.length === 0 ? "nobody" : approvals.by.join(", ")} approved what would go out (digest ${digest.slice(0, 12)})`,
      unchanged: "Nothing was published.",
      mend: `Look at it (snowmelt publish --audience ${audience} --preview), then: snowmelt publish --audience ${audience} --approve --by ROLE --reason "..."`,
    });
  }
}

/** A risk in words, with the case's own ids. */
export function problemOf({ code, person, alike, threshold, sets, share }: Risk): Problem {
  const named = sets.map((set) => set.map(nameOf).join(" + ")).join("; ");
  const why = named === "" ? "" : `; telling: ${named}`;
  if (code === "no-population") {
    return {
      message:
        "no-population: no list of people is declared public (hand/populations.toml), so nobody knows how many others fit what is shown of people without their names",
    };
  }
  if (code === "one-role") {
    return {
      message: `one-role: ${person}: all who fit what else is shown have one role, so whoever is known to fit is known by role`,
    };
  }
  if (code === "global-risk") {
    const percent = (part: number): string => `${Math.round(part * 1000) / 10} %`;
    return {
      message: `global-risk: of ${alike} people without their names ${percent(share!)} would be known again by guessing among all who fit; below ${percent(LARGEST_SHARE)} is needed`,
    };
  }
  const where = code === "few-alike" ? "what is shown" : "what is shown here and was shown in earlier dossiers";
  return {
    message: `${code}: ${person}: ${alike} ${alike === 1 ? "person fits" : "people fit"} ${where}, ${threshold} are needed${why}`,
  };
}

/** `/coarse/age/band` as `age (band)`. */
function nameOf(pointer: string): string {
  const [, , name, step] = pointer.split("/");
  return step === undefined ? name! : `${name} (${step})`;
}

/** Digest of audience, names, opened leaves and redactions; the place in the ledger is left out, for approvals grow it. */
function digestOf(input: PublishInput, selection: Selection): string {
  // By uid: the order of people is drawn anew with the dossier's name, and that grows with every approval.
  const items = [...selection.texts, ...selection.items]
    .sort((a, b) => (a.item.uid < b.item.uid ? -1 : 1))
    .map(({ item, open }): Json => [item.uid, Object.fromEntries(open) as Json]);
  const redactions = [...(input.redactions ?? new Map())]
    .filter(([uid]) => selection.byUid.has(uid))
    .map(([uid, order]): Json => [uid, JSON.parse(JSON.stringify(order)) as Json]);
  return sha256Hex(
    canonicalJson({
      audience: input.audience.name,
      case: input.caseName,
      publisher: input.publisher ?? "",
      items,
      redactions,
    }),
  );
}
