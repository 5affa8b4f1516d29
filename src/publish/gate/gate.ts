import type { Attributes, RiskCode } from "#record";
import type { PublishInput, PublishItem } from "../input.ts";
import type { Selection } from "../selection.ts";
import { mostAlike, type Shown, tellingSets } from "./alike.ts";
import { isNamed, shownOf } from "./shown.ts";

/** A way in which somebody whose name is closed could be known again. For the author only. */
export interface Risk {
  readonly code: RiskCode;
  /** The person by the case's own id; `null` when it concerns all. */
  readonly person: string | null;
  /** How many people fit what is shown, at most. */
  readonly alike: number;
  readonly threshold: number;
  /** Sets of at most three attributes that already leave too few. */
  readonly sets: readonly (readonly string[])[];
}

/** How many people must fit: for those marked `protected` more. */
export const ENOUGH = { all: 5, protected: 11 } as const;

/** Somebody of the case whose name stays closed, with what is shown of them here and was shown before. */
export interface Exposed {
  readonly id: string;
  readonly uid: string;
  readonly isProtected: boolean;
  readonly shown: Shown;
  /** Of all earlier dossiers of the case, whoever they were for: dossiers are passed on. */
  readonly before: Shown;
}

/** Everybody whose name stays closed and of whom something is shown. */
export function exposedPeople(input: PublishInput, selection: Selection): readonly Exposed[] {
  return input.items.flatMap((person): readonly Exposed[] => {
    if (person.kind !== "person" || isNamed(person, selection)) return [];
    const shown = shownOf(person, selection);
    if (Object.keys(shown).length === 0) return [];
    const before = Object.assign(
      {},
      ...(input.earlier ?? []).filter((one) => one.person === person.uid).map((one) => one.shown),
    );
    return [{ id: person.id, uid: person.uid, isProtected: isProtected(person), shown, before }];
  });
}

/**
 * Looks whether those whose names are closed could be told from others by what is shown: in this dossier, and in it together
 * with all earlier ones. The people compared with are those of the case and of every list that is declared public; the
 * larger number counts. Without such a list nobody knows how many are alike outside the case, and that is a risk of its own.
 */
export function findRisks(
  exposed: readonly Exposed[],
  ownPeople: readonly Attributes[],
  lists: readonly (readonly Attributes[])[],
): readonly Risk[] {
  if (exposed.length === 0) return [];
  const populations = [ownPeople, ...lists];
  const risks = exposed.flatMap(({ id, isProtected: protectedToo, shown, before }): readonly Risk[] => {
    const threshold = protectedToo ? ENOUGH.protected : ENOUGH.all;
    const risk = (code: RiskCode, of: Shown): Risk | null => {
      const alike = mostAlike(populations, of);
      if (alike >= threshold) return null;
      return { code, person: id, alike, threshold, sets: tellingSets(populations, of, threshold) };
    };
    const found = risk("few-alike", shown) ?? risk("earlier-dossiers", { ...before, ...shown });
    return found === null ? [] : [found];
  });
  if (lists.length > 0) return risks;
  return [...risks, { code: "no-population", person: null, alike: 0, threshold: 0, sets: [] }];
}

export function attributesOf(person: PublishItem): Attributes {
  return person.value["attributes"] as Attributes;
}

function isProtected({ levels }: PublishItem): boolean {
  const all = [...levels.item, ...Object.values(levels.fields).flat()];
  return all.includes("protected");
}
