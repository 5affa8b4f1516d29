import type { Attributes, RiskCode } from "#record";
import type { PublishInput, PublishItem } from "../input.ts";
import type { Selection } from "../selection.ts";
import { mostAlike, ROLE, rolesAlike, type Shown, tellingSets } from "./alike.ts";
import { isNamed, shownOf } from "./shown.ts";

/** A way in which somebody whose name is closed could be known again. For the author only. */
export interface Risk {
  readonly code: RiskCode;
  /** The person by the case's own id; `null` when it concerns all. */
  readonly person: string | null;
  /** How many people fit what is shown, at most; of `one-role` the roles among them, of `global-risk` the people exposed. */
  readonly alike: number;
  readonly threshold: number;
  /** Sets of at most three attributes that already leave too few. */
  readonly sets: readonly (readonly string[])[];
  /** Of `global-risk` alone: the share of those exposed that a guesser would know again. */
  readonly share?: number;
}

/** How many people must fit: for those marked `protected` more. */
export const ENOUGH = { all: 5, protected: 11 } as const;
/** Roles that must be possible where one is shown. */
const ROLES = 2;
/** Largest share of people known again that may be expected; what the Centre for Humanitarian Data takes for microdata. */
export const LARGEST_SHARE = 0.03;

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
 * The share of those exposed whom somebody would know again who, for each, picks one at random among all who fit what this
 * dossier and earlier ones show: the mean of 1 / (people who fit). 0 where nobody is exposed.
 */
export function expectedShare(
  exposed: readonly Exposed[],
  ownPeople: readonly Attributes[],
  lists: readonly (readonly Attributes[])[],
): number {
  const populations = [ownPeople, ...lists];
  const chances = exposed.map(({ shown, before }) => 1 / Math.max(1, mostAlike(populations, { ...before, ...shown })));
  return chances.length === 0 ? 0 : chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
}

/**
 * Looks whether those whose names are closed could be told from others by what is shown: in this dossier, and in it together
 * with all earlier ones; whether a role that is shown is the only one that fits; and how many of all would be known again.
 * The people compared with are those of the case and of every list that is declared public; the larger number counts. Without
 * such a list nobody knows how many are alike outside the case, and that is a risk of its own.
 */
export function findRisks(
  exposed: readonly Exposed[],
  ownPeople: readonly Attributes[],
  lists: readonly (readonly Attributes[])[],
): readonly Risk[] {
  if (exposed.length === 0) return [];
  const populations = [ownPeople, ...lists];
  const ofPeople = exposed.flatMap(({ id, isProtected: protectedToo, shown, before }): readonly Risk[] => {
    const threshold = protectedToo ? ENOUGH.protected : ENOUGH.all;
    const all = { ...before, ...shown };
    const few = (code: RiskCode, of: Shown): Risk | null => {
      const alike = mostAlike(populations, of);
      if (alike >= threshold) return null;
      return { code, person: id, alike, threshold, sets: tellingSets(populations, of, threshold) };
    };
    const roles = ROLE in all ? rolesAlike(populations, all) : ROLES;
    const oneRole: Risk = { code: "one-role", person: id, alike: roles, threshold: ROLES, sets: [] };
    const found = few("few-alike", shown) ?? few("earlier-dossiers", all);
    return [...(found === null ? [] : [found]), ...(roles < ROLES ? [oneRole] : [])];
  });
  const share = expectedShare(exposed, ownPeople, lists);
  const whole = (code: RiskCode): Risk => ({ code, person: null, alike: exposed.length, threshold: 0, sets: [] });
  return [
    ...ofPeople,
    ...(share >= LARGEST_SHARE ? [{ ...whole("global-risk"), share }] : []),
    ...(lists.length > 0 ? [] : [{ ...whole("no-population"), alike: 0 }]),
  ];
}

export function attributesOf(person: PublishItem): Attributes {
  return person.value["attributes"] as Attributes;
}

function isProtected({ levels }: PublishItem): boolean {
  const all = [...levels.item, ...Object.values(levels.fields).flat()];
  return all.includes("protected");
}
