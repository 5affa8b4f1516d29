import type {
  Assessment,
  Claim,
  DerivationKind,
  DossierText,
  Figure,
  Finding,
  Incident,
  Judgement,
  Linkage,
  List,
  Outcome,
  Plan,
  Scene,
  Source,
  Weighing,
} from "#record";
import { derivedOf, inWords } from "./custody/derive.ts";
import type { CaseState, Item } from "./state.ts";

/** That one item rests on another, and how. */
export interface Edge {
  readonly to: string;
  readonly role:
    | "said by"
    | "according to"
    | "read in"
    | "taken from"
    | "computed from"
    | "estimated from"
    | "counted in"
    | "rests on"
    | "relies on"
    | "weighs"
    | "against"
    | "planned in"
    | "measured on"
    | "drawn in"
    | "names"
    | `${DerivationKind} ${string}`;
}

/** What an item rests on directly, by uid. */
export function edgesOf(item: Item): readonly Edge[] {
  const edge =
    (role: Edge["role"]) =>
    (to: string): Edge => ({ to, role });
  switch (item.noun) {
    case "exhibit":
      return derivedOf(item).map(
        (derivation) => ({ to: derivation.of, role: `${inWords(derivation)}, of` as const }) as Edge,
      );
    case "source": {
      const source = item.value as unknown as Source;
      return [
        ...source.reliesOn.map(edge("relies on")),
        ...(source.exhibit === undefined ? [] : [edge("read in")(source.exhibit)]),
      ];
    }
    case "claim": {
      const claim = item.value as unknown as Claim;
      return [
        edge("said by")(claim.source),
        ...claim.accordingTo.map(edge("according to")),
        edge("read in")(claim.exhibit),
      ];
    }
    case "incident":
      return (item.value as unknown as Incident).claims.map(edge("rests on"));
    case "figure": {
      const figure = item.value as unknown as Figure;
      return [
        ...(figure.claim === undefined ? [] : [edge("taken from")(figure.claim)]),
        ...figure.inputs.map(edge("computed from")),
        ...(figure.exhibits ?? []).map(edge(figure.kind === "estimated" ? "estimated from" : "counted in")),
      ];
    }
    case "assessment": {
      const assessment = item.value as unknown as Assessment;
      return [
        edge("weighs")(assessment.evidence),
        ...assessment.ratings.map((rating) => edge("against")(rating.hypothesis)),
      ];
    }
    case "finding":
      return findingEdges(item.value as unknown as Finding);
    case "plan": {
      const plan = item.value as unknown as Plan;
      return [...plan.scenes.map(edge("measured on")), edge("drawn in")(plan.sites)];
    }
    case "list":
      return [edge("read in")((item.value as unknown as List).exhibit)];
    case "linkage": {
      const { lists, persons } = item.value as unknown as Linkage;
      return [...lists.map(edge("computed from")), edge("read in")(persons)];
    }
    case "scene":
      return [edge("read in")((item.value as unknown as Scene).exhibit)];
    case "weighing": {
      const weighing = item.value as unknown as Weighing;
      return [
        ...weighing.evidence.map(({ evidence }) => edge("weighs")(evidence)),
        ...weighing.hypotheses.map(({ hypothesis }) => edge("against")(hypothesis)),
      ];
    }
    case "outcome": {
      const outcome = item.value as unknown as Outcome;
      return [edge("weighs")(outcome.weighing), ...outcome.claims.map(edge("rests on"))];
    }
    case "judgement": {
      const judgement = item.value as unknown as Judgement;
      const claims = [...judgement.claims, ...judgement.alternatives.flatMap((alternative) => alternative.claims)];
      return [...new Set(claims)].map(edge("rests on"));
    }
    case "text": {
      const sentences = sentencesOf(item.value as unknown as DossierText);
      const uids = sentences.flatMap(({ sentence }) => [...sentence.figures, ...sentence.refs.map((ref) => ref.uid)]);
      return [...new Set(uids)].map(edge("names"));
    }
    default:
      return [];
  }
}

function findingEdges({ exhibit, plan }: Finding): readonly Edge[] {
  const planned: readonly Edge[] = plan === undefined ? [] : [{ to: plan, role: "planned in" }];
  return [{ to: exhibit, role: "read in" }, ...planned];
}

/** Items by uid. */
export function itemsByUid(state: CaseState): ReadonlyMap<string, Item> {
  return new Map([...state.items.values()].map((item) => [item.uid, item]));
}

/** Every sentence of a text with its pointer. */
export function sentencesOf(text: DossierText): readonly {
  readonly pointer: string;
  readonly sentence: DossierText["sections"][number]["blocks"][number]["sentences"][number];
}[] {
  return text.sections.flatMap((section, s) =>
    section.blocks.flatMap((block, b) =>
      block.sentences.map((sentence, i) => ({ pointer: `/sections/${s}/blocks/${b}/sentences/${i}`, sentence })),
    ),
  );
}
