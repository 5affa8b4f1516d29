/** Words of small numbers, folded, counting and ordering; Arabic without article and leading و. */
const UNITS = [
  "واحد واحده احد احدي اول اولي حادي حاديه one first",
  "اثنان اثنين اثنتان اثنتين اثنا اثني ثاني ثانيه two second",
  "ثلاث ثلاثه ثالث ثالثه three third",
  "اربع اربعه رابع رابعه four fourth",
  "خمس خمسه خامس خامسه five fifth",
  "ست سته سادس سادسه six sixth",
  "سبع سبعه سابع سابعه seven seventh",
  "ثمان ثماني ثمانيه ثامن ثامنه eight eighth",
  "تسع تسعه تاسع تاسعه nine ninth",
];
const TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = [
  "عشرون عشرين twenty",
  "ثلاثون ثلاثين thirty",
  "اربعون اربعين forty",
  "خمسون خمسين fifty",
  "ستون ستين sixty",
  "سبعون سبعين seventy",
  "ثمانون ثمانين eighty",
  "تسعون تسعين ninety",
];
const TEN = "عشر عشره عاشر عاشره";

const entries = (lines: readonly string[], value: (at: number) => number): (readonly [string, number])[] =>
  lines.flatMap((words, at) => words.split(" ").map((word) => [word, value(at)] as const));
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...entries(UNITS, (at) => at + 1),
  ...entries(TEENS, (at) => at + 10),
  ...entries(TENS, (at) => 10 * at + 20),
  ...entries([TEN], () => 10),
]);

const numberOf = (word: string): number | undefined =>
  NUMBERS.get(word) ?? NUMBERS.get(word.replace(/^و/, "")) ?? NUMBERS.get(word.replace(/^و?ال/, ""));

/** A folded text with its numbers below a hundred as digits: خمسه وعشرون سنه, thirty-five. `most` numbers from the left. */
export function withDigits(text: string, most = Number.POSITIVE_INFINITY): string {
  const words = text.split(/(?<=\p{L})[ -](?=\p{L})/u);
  const out: string[] = [];
  let found = 0;
  for (let at = 0; at < words.length; at++) {
    let sum = found < most ? numberOf(words[at]!) : undefined;
    if (sum === undefined) {
      out.push(words[at]!);
      continue;
    }
    found++;
    // خمسه عشر, خمسه وعشرون, thirty five: a second part of another size belongs to it.
    const next = numberOf(words[at + 1] ?? "");
    const isOne = next !== undefined && (sum < 10 ? next >= 10 : sum >= 20 && next < 10);
    if (isOne) {
      sum += next;
      at++;
    }
    out.push(String(sum));
  }
  return out.join(" ");
}
