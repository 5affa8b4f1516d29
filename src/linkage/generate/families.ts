import { Random } from "#kernel";
import { lexicon } from "../names/lexicon.ts";

export interface SyntheticOptions {
  /** People alive in the made-up population. */
  readonly people: number;
  readonly lists: number;
  /** Chance that a list holds a person. */
  readonly capture: number;
  readonly seed: number;
  /**
   * `lists`: independent lists of a place and an age each. `releases`: one list published again and again, by name, sex and age
   * alone, most ages corrected in between. Default: `lists`.
   */
  readonly style?: "lists" | "releases";
}

// The most frequent names; the lexicon's others follow behind them.
const MALE: readonly string[] = [
  "محمد",
  "أحمد",
  "محمود",
  "علي",
  "حسن",
  "حسين",
  "خالد",
  "عمر",
  "يوسف",
  "إبراهيم",
  "عبد الله",
  "عبد الرحمن",
  "سعيد",
  "سمير",
  "سامر",
  "وليد",
  "ياسر",
  "طارق",
  "مصطفى",
  "فادي",
  "زياد",
  "نبيل",
  "عماد",
  "بلال",
  "أيمن",
  "كريم",
  "جمال",
  "رامي",
  "أنس",
  "مازن",
  "هاني",
  "غسان",
  "صالح",
  "ماهر",
];
const FEMALE: readonly string[] = [
  "فاطمة",
  "مريم",
  "عائشة",
  "زينب",
  "نور",
  "سارة",
  "هدى",
  "أمل",
  "رنا",
  "ليلى",
  "سلمى",
  "هبة",
  "إيمان",
  "ريم",
  "سمر",
  "دعاء",
  "خديجة",
  "رانيا",
  "منى",
  "آية",
];
const FAMILY_STEMS =
  "خطيب حلبي نجار حداد عطار مصري شامي حمصي حموي كردي صباغ خياط قاضي شيخ سالم ناصر عمري رفاعي سباعي طويل زعبي جندي دباغ خوري عوض بيطار سقا ملاح بنا حلاق غزال نحاس شعار قباني عظم كيلاني حوراني بغدادي موصلي ديري جزائري درويش سلطان فارس مراد بكري هاشمي عباسي يازجي مرعي".split(
    " ",
  );
const SWAPS: readonly (readonly [RegExp, string])[] = [
  [/أ/g, "ا"],
  [/إ/g, "ا"],
  [/آ/g, "ا"],
  [/ة/g, "ه"],
  [/ى/g, "ي"],
  [/ي(?= |$)/g, "ى"],
  [/عبد /g, "عبد"],
];

interface Person {
  readonly id: number;
  readonly given: string;
  readonly father: string;
  readonly grandfather: string;
  readonly family: string;
  readonly sex: string;
  readonly born: number;
  readonly place: string;
}

/**
 * Made-up lists of made-up people in families: brothers and sisters share father, grandfather and family name; sons bear names of
 * grandfathers. Each list spells, shortens, transposes and misdates in its own way. Every row says that it is made up.
 *
 * @returns CSV texts with the columns record_id, name, sex, age, place (not in releases), person (the truth), note
 */
export function makeFamilies(options: SyntheticOptions): {
  readonly lists: readonly string[];
  readonly people: number;
} {
  const random = new Random(options.seed, 4);
  const isRelease = options.style === "releases";
  const people = makePeople(random, options.people);
  const lists = Array.from({ length: options.lists }, (_, list) => {
    const rows: string[] = [];
    for (const person of people)
      if (random.float() < options.capture) rows.push(rowOf(person, list, rows.length, random, isRelease));
    const columns = `record_id,name,sex,age,${isRelease ? "" : "place,"}person,note`;
    return `${columns}\n${random.shuffle(rows).join("\n")}\n`;
  });
  return { lists, people: people.length };
}

// Weight 1/(rank + 10): the first 100 of 850 names then cover 53 % and the first 500 cover 88 %, near what a large Arabic list
// of victims shows (54 % and 90 %).
function zipf(items: readonly string[], random: Random): string {
  let sums = SUMS.get(items);
  if (sums === undefined) {
    let sum = 0;
    sums = items.map((_, i) => {
      sum += 1 / (i + 11);
      return sum;
    });
    SUMS.set(items, sums);
  }
  const at = random.float() * sums.at(-1)!;
  return items[sums.findIndex((sum) => at <= sum)]!;
}

const SUMS = new WeakMap<readonly string[], readonly number[]>();

/** Names of men and women: the frequent ones first, then the lexicon's, told apart by their ending. */
function namePools(): { readonly men: readonly string[]; readonly women: readonly string[] } {
  const listed = lexicon().arabicNames();
  const isWomans = (name: string): boolean => /[هةاى]$|اء$/.test(name);
  const joined = (frequent: readonly string[], rest: readonly string[]): string[] => [
    ...new Set([...frequent, ...rest]),
  ];
  return {
    men: joined(
      MALE,
      listed.filter((name) => !isWomans(name)),
    ),
    women: joined(FEMALE, listed.filter(isWomans)),
  };
}

function makePeople(random: Random, wanted: number): Person[] {
  const { men, women } = namePools();
  const people: Person[] = [];
  const clans = Math.max(40, Math.floor(wanted / 60));
  while (people.length < wanted) {
    const clan = random.below(clans);
    const stem = FAMILY_STEMS[clan % FAMILY_STEMS.length]!;
    const family =
      clan < FAMILY_STEMS.length
        ? `ال${stem}`
        : clan % 3 === 0
          ? `أبو ${stem}`
          : `ال${stem}${["ي", "ان", "ين", "اوي"][Math.floor(clan / FAMILY_STEMS.length) % 4]}`;
    const [grandfather, greatGrandfather] = [zipf(men, random), zipf(men, random)];
    const place = `district ${1 + (clan % 25)}`;
    // Brothers, so that their children are cousins who share a grandfather.
    const fathers = 1 + random.below(3);
    for (let f = 0; f < fathers; f++) {
      const father = zipf(men, random);
      const fatherBorn = 1930 + random.below(50);
      const common = { family, place };
      if (random.float() < 0.5 && people.length < wanted)
        people.push({
          ...common,
          id: people.length,
          given: father,
          father: grandfather,
          grandfather: greatGrandfather,
          sex: "M",
          born: fatherBorn,
        });
      const children = 1 + random.below(6);
      const used = new Set<string>();
      for (let c = 0; c < children && people.length < wanted; c++) {
        const sex = random.float() < 0.6 ? "M" : "F";
        const given = zipf(sex === "M" ? men : women, random);
        if (used.has(given)) continue;
        used.add(given);
        const born = fatherBorn + 20 + random.below(22);
        people.push({ ...common, id: people.length, given, father, grandfather, sex, born });
      }
    }
  }
  return people;
}

function rowOf(person: Person, list: number, row: number, random: Random, isRelease: boolean): string {
  const parts = [person.given, person.father, person.grandfather, person.family];
  const [noGrandfather, noMiddle, familyFirst, otherLetters] = isRelease
    ? [0.05, 0.01, 0.005, 0.07]
    : [0.12, 0.05, 0.03, 0.25];
  if (random.float() < noGrandfather) parts.splice(2, 1);
  else if (random.float() < noMiddle) parts.splice(1, 2);
  if (random.float() < familyFirst) parts.unshift(parts.pop()!);
  let name = parts.join(" ");
  for (const [pattern, written] of SWAPS) if (random.float() < otherLetters) name = name.replace(pattern, written);
  if (random.float() < 0.08) name = mistype(name, random);
  const shift = random.float();
  const age = isRelease
    ? 2013 - person.born + (list === 0 || shift < 0.18 ? 0 : shift < 0.8 ? 1 : random.below(9) - 3)
    : 2013 + list - person.born + (shift < 0.55 ? 0 : shift < 0.75 ? 1 : shift < 0.9 ? -1 : random.below(7) - 3);
  const place = random.float() < 0.1 ? "" : random.float() < 0.05 ? `district ${1 + random.below(25)}` : person.place;
  return [
    `L${list + 1}-${row + 1}`,
    name,
    random.float() < 0.02 ? "" : person.sex,
    random.float() < 0.08 ? "" : String(Math.max(0, age)),
    ...(isRelease ? [] : [place]),
    String(person.id),
    "made up",
  ].join(",");
}

function mistype(name: string, random: Random): string {
  const letters = [...name];
  const at = 1 + random.below(Math.max(1, letters.length - 2));
  const kind = random.below(3);
  if (letters[at] === " " || letters[at + 1] === " ") return name;
  if (kind === 0) letters.splice(at, 1);
  else if (kind === 1) letters.splice(at, 0, letters[at]!);
  else [letters[at], letters[at + 1]] = [letters[at + 1] ?? "", letters[at]!];
  return letters.join("");
}
