/** How probable an item would be if a hypothesis were true, as bounds. */
export interface Likelihood {
  readonly hypothesis: string;
  readonly lower: number;
  readonly upper: number;
}

export interface LikelihoodEvidence {
  readonly id: string;
  /** Items of one group depend on each other; `null` stands alone. */
  readonly group: string | null;
  readonly likelihoods: readonly Likelihood[];
}

export interface Posterior {
  readonly hypothesis: string;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Bounds of the posterior of exclusive hypotheses that cover all that is considered. Groups multiply as independent;
 * inside a group the product is not taken: with unknown dependence the group says no more than its single most
 * favourable or least favourable item, so its bounds are the smallest lower and the largest upper likelihood.
 * The lower bound of H sets H to its lower and every other hypothesis to its upper likelihood, and the other way round
 * (Bayes' theorem over intervals; Walley 1991, section 6.4). An item without a likelihood for H leaves it at 0 to 1.
 *
 * @returns `null` when the evidence is impossible under every hypothesis: then none of them is the explanation
 * @throws RangeError on a probability outside 0 to 1, bounds crossed, or priors that do not sum to 1
 */
export function posteriorBounds(
  priors: readonly { readonly hypothesis: string; readonly probability: number }[],
  evidence: readonly LikelihoodEvidence[],
): readonly Posterior[] | null {
  for (const { hypothesis, probability } of priors) requireProbability(probability, `prior of ${hypothesis}`);
  const total = priors.reduce((sum, { probability }) => sum + probability, 0);
  if (Math.abs(total - 1) > 1e-9)
    throw new RangeError(`Cannot weigh hypotheses whose priors sum to ${total}: exclusive ones sum to 1`);
  const bounds = new Map(priors.map(({ hypothesis }) => [hypothesis, jointBounds(hypothesis, evidence)]));
  if (priors.every(({ hypothesis, probability }) => probability * bounds.get(hypothesis)!.upper === 0)) return null;
  return priors.map(({ hypothesis, probability }) => {
    const own = bounds.get(hypothesis)!;
    const others = priors.filter((prior) => prior.hypothesis !== hypothesis);
    const rest = (end: "lower" | "upper"): number =>
      others.reduce((sum, other) => sum + other.probability * bounds.get(other.hypothesis)![end], 0);
    const most = probability * own.upper;
    // What cannot be is left out before dividing: alone it is 0, and beside nothing but such the other is certain.
    if (most === 0) return { hypothesis, lower: 0, upper: 0 };
    if (rest("upper") === 0) return { hypothesis, lower: 1, upper: 1 };
    const least = probability * own.lower;
    return { hypothesis, lower: least / (least + rest("upper")), upper: most / (most + rest("lower")) };
  });
}

function jointBounds(
  hypothesis: string,
  evidence: readonly LikelihoodEvidence[],
): { readonly lower: number; readonly upper: number } {
  const groups = new Map<string, { lower: number; upper: number }>();
  for (const item of evidence) {
    const said = item.likelihoods.find((likelihood) => likelihood.hypothesis === hypothesis) ?? { lower: 0, upper: 1 };
    requireProbability(said.lower, `lower likelihood of ${item.id}`);
    requireProbability(said.upper, `upper likelihood of ${item.id}`);
    if (said.lower > said.upper)
      throw new RangeError(`Cannot use the likelihood of ${item.id}: ${said.lower} is above ${said.upper}`);
    const key = item.group === null ? `item ${item.id}` : `group ${item.group}`;
    const group = groups.get(key);
    groups.set(
      key,
      group === undefined
        ? { lower: said.lower, upper: said.upper }
        : { lower: Math.min(group.lower, said.lower), upper: Math.max(group.upper, said.upper) },
    );
  }
  let [lower, upper] = [1, 1];
  for (const group of groups.values()) {
    lower *= group.lower;
    upper *= group.upper;
  }
  return { lower, upper };
}

function requireProbability(value: number, what: string): void {
  if (!(value >= 0 && value <= 1))
    throw new RangeError(`Cannot use "${value}" as ${what}: a probability is from 0 to 1`);
}
