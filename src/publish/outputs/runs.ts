/** Words that run one way. */
export interface Run {
  readonly words: string;
  readonly isRtl: boolean;
}

const RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
const LEFT = /\p{L}/u;

/**
 * Cuts words where their direction of writing turns. Signs and digits between two letters of one direction go with them, all
 * others with the paragraph. The parts in order are the words.
 */
export function runsOf(words: string, isRtl: boolean): readonly Run[] {
  const runs: { words: string; isRtl: boolean }[] = [];
  let between = "";
  let last: boolean | null = null;
  const add = (said: string, right: boolean): void => {
    const run = runs.at(-1);
    if (run?.isRtl === right) run.words += said;
    else if (said !== "") runs.push({ words: said, isRtl: right });
  };
  for (const sign of words) {
    const right = RIGHT.test(sign) ? true : LEFT.test(sign) ? false : null;
    if (right === null) {
      between += sign;
      continue;
    }
    add(between, last === right ? right : isRtl);
    add(sign, right);
    between = "";
    last = right;
  }
  add(between, isRtl);
  return runs;
}
