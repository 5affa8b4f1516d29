// Claims against each other: who relies on whom, how many origins stand behind a story, which figures conflict and why.
// It never averages, overwrites or picks a figure; what conflicts is shown side by side.
// Example: `independenceOf(claims, relianceOf(sources)).origins.atLeast` is 1 for ten copies of one briefing.
export { type Comparison, compareFigures, type Difference } from "./conflicts.ts";
export { areIndependent, type Independence, independenceOf, traced, unconfirmed } from "./independence.ts";
export { type Reliance, relianceOf } from "./reliance.ts";
export { type Argument, type Touched, touchedBy } from "./withdrawal.ts";
