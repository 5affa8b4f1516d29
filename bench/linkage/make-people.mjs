// A made-up list for speed: nobody in it exists. Usage: node bench/linkage/make-people.mjs RECORDS FILE [SEED=1]
// Three names of syllables, a birth date, a place, an occupation; a fifth of the rows repeat an earlier person with slips.
import { closeSync, openSync, writeSync } from "node:fs";

const [records, file, seed = "1"] = [Number(process.argv[2]), process.argv[3], process.argv[4]];
let state = Number(seed) >>> 0;
/** mulberry32: even numbers in [0, 1). */
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const SYLLABLES =
  "ba be bi bo da de di do fa fe ga go ha hi ja ka ke ko la le li lo ma me mi mo na ne ni no pa po ra re ri ro sa se si so ta te ti to va vi wa ya za zo".split(
    " ",
  );
const word = (min) => Array.from({ length: min + below(2) }, () => SYLLABLES[below(SYLLABLES.length)]).join("");
const words = (count, min) => {
  const set = new Set();
  // A list that says "none" has no value there.
  while (set.size < count) set.add(word(min).replace(/^none$/, "nona"));
  return [...set];
};
const [GIVEN, FAMILY, PLACES, WORK] = [words(3000, 2), words(20000, 3), words(2000, 3), words(200, 4)];
// A few names are borne by many: rank falls as a power.
const pick = (items) => items[Math.min(items.length - 1, Math.floor(items.length * random() ** 2.2))];
const two = (n) => String(n).padStart(2, "0");
const slip = (text) => {
  if (random() > 0.15) return text;
  const at = below(text.length - 1);
  return random() < 0.5
    ? text.slice(0, at) + text.slice(at + 1)
    : text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
};
const recent = [];
const person = () => [
  pick(GIVEN),
  pick(GIVEN),
  pick(FAMILY),
  `${1930 + below(70)}-${two(1 + below(12))}-${two(1 + below(28))}`,
  pick(PLACES),
  pick(WORK),
];

const out = openSync(file, "w");
let held = ["id,given,middle,family,dob,place,occupation\n"];
for (let i = 1; i <= records; i++) {
  const repeats = recent.length > 1000 && random() < 0.2;
  const own = repeats ? recent[below(recent.length)] : person();
  if (!repeats) recent[recent.length < 50000 ? recent.length : below(50000)] = own;
  const [given, middle, family, dob, place, occupation] = own;
  const row = repeats
    ? [
        slip(given),
        random() < 0.2 ? "" : slip(middle),
        slip(family),
        random() < 0.1 ? `${dob.slice(0, 8)}${two(1 + below(28))}` : dob,
        random() < 0.2 ? pick(PLACES) : place,
        random() < 0.3 ? pick(WORK) : occupation,
      ]
    : own;
  held.push(`${i},${row.join(",")}\n`);
  if (held.length === 20000) {
    writeSync(out, held.join(""));
    held = [];
  }
}
writeSync(out, held.join(""));
closeSync(out);
