// Weighs competing explanations: Heuer's matrix, likelihood bounds, the words of ICD 203 and a linter for them.
// It never decides; it shows which items carry the order and where analysts disagree.
// Example: `scoreMatrix(["H1", "H2"], evidence, ratings).hypotheses[0]` is the least refuted hypothesis.
export { type Likelihood, type LikelihoodEvidence, type Posterior, posteriorBounds } from "./likelihood.ts";
export { lintJudgement, type WordedJudgement, type WordingFault } from "./lint.ts";
export {
  type CellRating,
  cellMean,
  type EvidenceScore,
  type HypothesisScore,
  type Matrix,
  type Rating,
  scoreMatrix,
  type Turning,
  type TurningGroup,
  turningGroups,
  turningItems,
  type WeighedEvidence,
} from "./matrix.ts";
export { type FrozenWeighing, type PostMortem, postMortem } from "./post-mortem.ts";
export { PROBABILITY_RANGES, type ProbabilityWord, rangeOf, rowOf, wordFor } from "./probability-words.ts";
