import type { Claim, Incident, Uid } from "#record";
import type { Reliance } from "./reliance.ts";

/**
 * How many independent origins stand behind some claims. Ten reports of one briefing are ten documents and one origin.
 * `atLeast` follows every reliance to its end; `atMost` believes a source that names nobody else for a claim to have
 * seen it itself.
 */
export interface Independence {
  readonly claims: number;
  readonly documents: number;
  readonly origins: { readonly atLeast: number; readonly atMost: number };
}

/** Counts origins, not documents. */
export function independenceOf(claims: readonly Claim[], reliance: Reliance): Independence {
  return {
    claims: claims.length,
    documents: new Set(claims.map((claim) => claim.exhibit)).size,
    origins: {
      atLeast: largestDisjoint(claims.map((claim) => traced(claim, reliance))),
      atMost: new Set(claims.flatMap((claim) => [...named(claim)])).size,
    },
  };
}

/** The origins of a claim when every reliance is followed to its end. */
export function traced(claim: Claim, reliance: Reliance): ReadonlySet<Uid> {
  return new Set([...named(claim)].flatMap((source) => [...reliance.originsOf(source)]));
}

/** The sources that a claim itself names last: those on whose word it is said, else the one who says it. */
function named(claim: Claim): ReadonlySet<Uid> {
  return new Set(claim.accordingTo.length > 0 ? claim.accordingTo : [claim.source]);
}

/** Whether no origin of one claim is an origin of the other. */
export function areIndependent(a: Claim, b: Claim, reliance: Reliance): boolean {
  const origins = traced(a, reliance);
  return ![...traced(b, reliance)].some((origin) => origins.has(origin));
}

/**
 * Claims graded 1, "confirmed by other sources" (Admiralty code), that no independent source confirms: no incident holds
 * beside them a claim of the same polarity without a common origin.
 */
export function unconfirmed(
  claims: readonly Claim[],
  incidents: readonly Incident[],
  reliance: Reliance,
): readonly Claim[] {
  const byUid = new Map(claims.map((claim) => [claim.uid, claim]));
  return claims.filter((claim) => {
    if (claim.credibility !== 1) return false;
    const beside = incidents
      .filter((incident) => incident.claims.includes(claim.uid))
      .flatMap((incident) => incident.claims);
    return !beside.some((uid) => {
      const other = byUid.get(uid);
      return other !== undefined && other.polarity === claim.polarity && areIndependent(claim, other, reliance);
    });
  });
}

/**
 * A number of claims without any common origin that greedy choice finds, smallest sets of origins first: a lower bound
 * of the largest such number, which is what a cautious count needs.
 */
function largestDisjoint(sets: readonly ReadonlySet<Uid>[]): number {
  const taken = new Set<Uid>();
  let count = 0;
  for (const set of [...sets].sort((a, b) => a.size - b.size)) {
    if ([...set].some((origin) => taken.has(origin))) continue;
    for (const origin of set) taken.add(origin);
    count += 1;
  }
  return count;
}
