/**
 * Writes a folded Latin spelling of an Arabic or Kurdish name as sounds: one sign a consonant (K = kh, G = gh, S = sh, T = th,
 * D = dh), vowels a e i u, diphthongs Y (ay) and W (aw). `e` may stand for short a or i and is kept apart for that reason.
 */
export function soundsOf(latin: string): string {
  let s = latin.replace(/[^a-z]/g, "");
  s = s.replace(/[ei]+y?eh?$|iy?ah?$|ie?h$/, (tail) => (tail.length > 1 ? (/^[ei]+$/.test(tail) ? "i" : "ia") : "a"));
  s = s
    .replace(/dsch|dzh/g, "j")
    .replace(/ph/g, "f")
    .replace(/ck/g, "k")
    .replace(/kh|x/g, "K")
    .replace(/gh/g, "G")
    .replace(/sh|s?ch/g, "S")
    .replace(/th/g, "T")
    .replace(/dh/g, "D")
    .replace(/dj/g, "j");
  s = s.replace(/[aeiou]h$/, (tail) => tail[0]!);
  s = s
    .replace(/ou|oo|uw/g, "u")
    .replace(/ee|ii|iy(?=[^aeiou]|$)/g, "i")
    .replace(/[ae][iy](?=[^aeiou]|$)/g, "Y");
  s = s.replace(/au|aw(?=[^aeiou]|$)|ow(?=[^aeiou]|$)/g, "W");
  s = s.replace(/(?<=[^aeiouyYW])y(?=[^aeiou]|$)/g, "i");
  s = s.replace(/[qc]/g, "k").replace(/g/g, "j").replace(/v/g, "w").replace(/p/g, "b").replace(/o/g, "u");
  s = s.replace(/e$/, "a");
  return s.replace(/(.)\1+/g, "$1");
}

/**
 * The word as others than its main readers may mean it: c for j, -ettin for -eddin, a final t for d (Kurmanji, Turkish), v for f, g
 * for hard g (written k in Arabic), c for s, a mute e behind n, an article run in as L- (French), e for i (Ale, Alhimse), j for y
 * (German, Bosnian), and a final h that is heard.
 */
export function readingsOf(latin: string): string[] {
  const turkish = latin.replace(/c(?![hk])/g, "j").replace(/(?<=[aeiu])ttin$/, "ddin");
  return [
    turkish,
    turkish.replace(/t$/, "d"),
    turkish.replace(/v/g, "f"),
    turkish.replace(/v/g, "f").replace(/g(?!h)/g, "k"),
    latin.replace(/c(?=[eiy])/g, "s"),
    latin.replace(/(?<!d)j(?=[aeou])/g, "y"),
    latin.replace(/(?<=[aiou]n)e$/, ""),
    latin.replace(/(?<=[^aeiou])e$/, "i"),
    latin.replace(/^l(?=a\w{3})/, ""),
    latin.replace(/ah$/, "ahh"),
  ].filter((reading) => reading !== latin);
}

/**
 * The word as writers further off may mean it: ch for kh and j for y (German), oe for u and sj for sh (Dutch), kh for h (Russian), x
 * for h (Somali), j for kh and y for j (Spanish), s where a ş lost its cedilla. To be believed only where it makes a known name and nothing nearer does.
 */
export function farReadingsOf(latin: string): string[] {
  const german = latin.replace(/(?<!s)ch/g, "kh").replace(/(?<![ds])j/g, "y");
  const dutch = (word: string): string => word.replace(/oe/g, "u").replace(/sj/g, "sh");
  return [
    german,
    dutch(german),
    dutch(latin),
    latin.replace(/kh/g, "h"),
    latin.replace(/x/g, "h"),
    latin.replace(/s(?!h)/g, "sh"),
    latin.replace(/j/g, "kh").replace(/y(?=[aeiou])/g, "j"),
  ].filter((reading) => reading !== latin);
}

/** The sounds without the quality of vowels: each run of vowels is one `v`. A key for finding candidates, never an equality. */
export function frameOf(sounds: string): string {
  return sounds.replace(/[aeiuYW]+/g, "v");
}

/** Whether two sound writings with the same frame can be one name: e agrees with a and i, Y with e and i at need. */
export function vowelsAgree(a: string, b: string): boolean {
  const left = a.match(/[aeiuYW]+/g) ?? [];
  const right = b.match(/[aeiuYW]+/g) ?? [];
  return left.length === right.length && left.every((run, i) => vowelCost(run, right[i]!) < 0.2);
}

/** Cost of reading one vowel (or run of vowels) for another, 0 to 0.6. */
function vowelCost(a: string, b: string): number {
  if (a === b) return 0;
  const key = a < b ? a + b : b + a;
  return (
    { ae: 0.1, ei: 0.15, Ye: 0.15, Yi: 0.3, Ya: 0.3, Wu: 0.2, Wa: 0.3, ai: 0.4, eu: 0.45, au: 0.5, iu: 0.5 }[key] ?? 0.6
  );
}

const SISTER_SOUNDS: Readonly<Record<string, number>> = {
  Kk: 0.4,
  Kh: 0.4,
  Gj: 0.4,
  Ss: 0.4,
  Tt: 0.3,
  Ts: 0.4,
  Dd: 0.3,
  Dz: 0.3,
  Dt: 0.6,
  Tz: 0.5,
  dt: 0.6,
  bf: 0.7,
  fw: 0.5,
  bw: 0.6,
  jz: 0.7,
  mn: 0.8,
  sz: 0.5,
  Sj: 0.7,
  DT: 0.3,
  Gk: 0.4,
};

// Who errs seldom errs in the first letter.
const AT_THE_START = 1.2;

const isVowel = (sign: string): boolean => "aeiuYW".includes(sign);

const SIGNS = 128;
const LONGEST = 64;
// Costs by character code: they are asked for in every cell of every comparison.
const DROP = Float64Array.from({ length: SIGNS }, (_, a) => dropCost(String.fromCharCode(a)));
const CHANGE = new Float64Array(SIGNS * SIGNS).fill(1);
for (let sign = 0; sign < SIGNS; sign++) CHANGE[sign * SIGNS + sign] = 0;
// No rule speaks of any other sign.
const NAMED = [...new Set(`aeiuYWyw${Object.keys(SISTER_SOUNDS).join("")}`)];
for (const a of NAMED) for (const b of NAMED) CHANGE[a.charCodeAt(0) * SIGNS + b.charCodeAt(0)] = changeCost(a, b);
const rows = [0, 1, 2].map(() => new Float64Array(LONGEST + 1));

/** Weighted edit distance of two sound writings: vowels are cheap, sister consonants cheaper than strange ones. 9 above 64 signs. */
export function soundDistance(a: string, b: string): number {
  if (a.length > LONGEST || b.length > LONGEST) return 9;
  let [before, previous, current] = rows as [Float64Array, Float64Array, Float64Array];
  previous[0] = 0;
  for (let j = 1; j <= b.length; j++) previous[j] = previous[j - 1]! + DROP[b.charCodeAt(j - 1)]!;
  for (let i = 1; i <= a.length; i++) {
    const x = a.charCodeAt(i - 1);
    current[0] = previous[0]! + DROP[x]!;
    for (let j = 1; j <= b.length; j++) {
      const y = b.charCodeAt(j - 1);
      const change = CHANGE[x * SIGNS + y]! * (i === 1 && j === 1 ? AT_THE_START : 1);
      let best = Math.min(previous[j - 1]! + change, previous[j]! + DROP[x]!, current[j - 1]! + DROP[y]!);
      // Two neighbours swapped: a slip of the keyboard.
      if (i > 1 && j > 1 && x === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === y)
        best = Math.min(best, before[j - 2]! + 0.8);
      current[j] = best;
    }
    [before, previous, current] = [previous, current, before];
  }
  return previous[b.length]!;
}

function dropCost(sign: string): number {
  return isVowel(sign) ? 0.35 : sign === "h" || sign === "y" ? 0.45 : 0.9;
}

function changeCost(a: string, b: string): number {
  if (a === b) return 0;
  if (isVowel(a) && isVowel(b)) return vowelCost(a, b);
  const glide = a + b;
  if (/^[yiYe]{2}$/.test(glide) || /^[wuW]{2}$/.test(glide)) return 0.15;
  return SISTER_SOUNDS[a + b] ?? SISTER_SOUNDS[b + a] ?? 1;
}
