import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareNames } from "./compare-names.ts";
import { parseName } from "./parse-name.ts";

// Systematic ways in which writers of Latin letters differ, tried on every name of the lexicon that has an Arabic and a Latin form.
// The share of spellings still taken for the name is what was measured, rounded down: what stays below 1 is a form that is another name too.
const ENTRIES = readFileSync(new URL("../assets/names.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.includes(" = ") && !line.startsWith("~") && !line.startsWith("#"))
  .map((line) => {
    const [arabic, latin] = line.split(" = ") as [string, string];
    return { arabic: arabic.split(" ")[0]!, latin: latin.split(" ").filter((form) => !form.includes("_")) };
  })
  .filter(({ arabic, latin }) => /^[\u0600-\u06ff]/.test(arabic) && latin.length > 0);
const LISTED = new Map<string, Set<string>>();
for (const { arabic, latin } of ENTRIES)
  for (const form of latin) LISTED.set(form, (LISTED.get(form) ?? new Set()).add(arabic));

const CLASSES: readonly (readonly [name: string, respell: (word: string) => string, across: number, within: number])[] =
  [
    ["u for ou", (w) => w.replace(/ou/g, "u"), 0.98, 0.98],
    ["ou for u", (w) => w.replace(/(?<![aeio])u(?![aeio])/g, "ou"), 1, 1],
    ["oo for u", (w) => w.replace(/(?<![aeio])u(?![aeio])/g, "oo"), 1, 1],
    ["i for ee", (w) => w.replace(/ee/g, "i"), 1, 1],
    ["ee for i", (w) => w.replace(/(?<=[^aeiou])i(?=[^aeiouy])/g, "ee"), 1, 1],
    ["final y for i", (w) => w.replace(/i$/, "y"), 1, 1],
    ["e for a at the end", (w) => w.replace(/(?<!i)a$/, "e"), 0.99, 0.99],
    ["-ah for -a", (w) => w.replace(/a$/, "ah"), 0.99, 0.99],
    ["-eh for -a", (w) => w.replace(/a$/, "eh"), 0.99, 0.99],
    ["x for kh", (w) => w.replace(/kh/g, "x"), 1, 1],
    ["h for kh", (w) => w.replace(/kh/g, "h"), 0.85, 0.94],
    ["g for gh", (w) => w.replace(/gh/g, "g"), 0.95, 0.95],
    ["ğ for gh", (w) => w.replace(/gh/g, "ğ"), 1, 1],
    ["k for q", (w) => w.replace(/q/g, "k"), 1, 1],
    ["g for q", (w) => w.replace(/q/g, "g"), 0.95, 0.95],
    ["gh for q", (w) => w.replace(/q/g, "gh"), 0.94, 0.98],
    ["d for dh", (w) => w.replace(/dh/g, "d"), 1, 1],
    ["th for dh", (w) => w.replace(/dh/g, "th"), 0.9, 1],
    ["t for th", (w) => w.replace(/th/g, "t"), 0.8, 0.98],
    ["dj for j", (w) => w.replace(/j/g, "dj"), 1, 1],
    ["g for j", (w) => w.replace(/j/g, "g"), 0.98, 0.98],
    ["c for j", (w) => w.replace(/j/g, "c"), 0.95, 0.95],
    ["ch for sh", (w) => w.replace(/sh/g, "ch"), 1, 1],
    ["ş for sh", (w) => w.replace(/sh/g, "ş"), 1, 1],
    ["sch for sh", (w) => w.replace(/sh/g, "sch"), 1, 1],
    ["v for w", (w) => w.replace(/w/g, "v"), 0.97, 0.97],
    ["j for y", (w) => w.replace(/y(?=[aeou])/g, "j"), 0.94, 0.94],
    ["ei for ay", (w) => w.replace(/a[iy]/g, "ei"), 0.99, 1],
    ["au for aw", (w) => w.replace(/aw/g, "au"), 1, 1],
    ["a doubled letter", (w) => w.replace(/(?<=[aeiou])([bdfjklmnrstyz])(?=[aeiou])/, "$1$1"), 0.99, 0.99],
    ["no doubled letter", (w) => w.replace(/([b-df-hj-np-tv-z])\1/g, "$1"), 0.98, 1],
    ["no vowels", (w) => w[0] + w.slice(1).replace(/[aeiou]/g, ""), 0.85, 0.8],
    ["Kurmanji vowels", (w) => w.replace(/ee|i/g, "î").replace(/ou|oo/g, "û").replace(/e/g, "ê"), 0.99, 0.99],
    ["mute e behind n", (w) => w.replace(/([aiou])n$/, "$1ne"), 0.9, 0.9],
  ];

describe("classes of spelling", () => {
  it.each(CLASSES)("%s", (_, respell, across, within) => {
    const forms = ENTRIES.flatMap(({ arabic, latin }) =>
      latin.slice(0, 2).flatMap((form) => {
        const spelled = respell(form);
        const owners = LISTED.get(spelled);
        const isOther = owners !== undefined && !owners.has(arabic);
        return spelled === form || spelled.length < 3 || isOther ? [] : [{ arabic, form, spelled }];
      }),
    );
    expect(forms.length).toBeGreaterThan(5);
    const share = (isSame: (form: (typeof forms)[number]) => boolean): number =>
      forms.filter(isSame).length / forms.length;
    expect(share(({ arabic, spelled }) => compareNames(arabic, spelled).verdict === "same")).toBeGreaterThanOrEqual(
      across,
    );
    expect(share(({ form, spelled }) => compareNames(spelled, form).verdict === "same")).toBeGreaterThanOrEqual(within);
  });

  it("two names of the lexicon are two names, in either script and across: at most 1 of 10,000 pairs is taken for one", () => {
    let [pairs, same] = [0, 0];
    for (let i = 0; i < ENTRIES.length; i++) {
      for (let j = i + 1 + (i % 23); j < ENTRIES.length; j += 23) {
        const [a, b] = [ENTRIES[i]!, ENTRIES[j]!];
        const shared = a.latin.some((form) => LISTED.get(form)!.has(b.arabic));
        if (shared) continue;
        const ways = [
          [a.arabic, b.arabic],
          [a.arabic, b.latin[0]!],
          [a.latin[0]!, b.latin[0]!],
        ] as const;
        for (const [x, y] of ways) {
          pairs++;
          if (compareNames(x, y).verdict === "same") same++;
        }
      }
    }
    expect(pairs).toBeGreaterThan(40_000);
    expect(same / pairs).toBeLessThan(1e-4);
  });
});

const SERVANTS =
  "رحمن rahman;رحيم rahim;قادر qader;كريم karim;عزيز aziz;ناصر nasser;سلام salam;ستار sattar;جبار jabbar;حميد hamid;هادي hadi;مجيد majid;رزاق razzaq;ملك malik;واحد wahid;صمد samad;خالق khaliq;فتاح fattah;شكور shakour;حسين hussein"
    .split(";")
    .map((pair) => pair.split(" ") as [string, string]);
const FAMILIES =
  "شامي shami;نجار najjar;زعبي zoubi;دباغ dabbagh;طويل tawil;حلبي halabi;خطيب khatib;مصري masri;بيطار bitar;عمري omari;هاشمي hashemi;وزير wazir;ظاهر zaher;لحام lahham;سيد sayyid;ذهبي dhahabi"
    .split(";")
    .map((pair) => pair.split(" ") as [string, string]);
const SUN = /^(sh|th|dh|[tdrzsnl])/;
const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

describe("articles and compounds", () => {
  it.each(SERVANTS)("Abd al-%s is one part, however its article is written: %s", (arabic, latin) => {
    const sun = SUN.exec(latin)?.[1];
    const name = capital(latin);
    const forms = [
      `Abd al-${name}`,
      `Abd el ${name}`,
      `Abdul ${name}`,
      `Abdel-${name}`,
      `Abdul${latin}`,
      `Abdil${latin}`,
      `Abd ${name}`,
      `Abd-ol-${name}`,
      `Evdil${latin}`,
      `ʿAbd al-${name}`,
      `Ebdul${latin}`,
      ...(sun === undefined
        ? []
        : [
            `Abdu${sun} ${name}`,
            `Abd a${sun}-${name}`,
            `Abd-e${sun}-${name}`,
            `Abdu${sun}${latin}`,
            `Abd o${sun}-${name}`,
          ]),
    ];
    for (const written of [`عبد ال${arabic}`, `عبدال${arabic}`, `عبد ${arabic}`])
      for (const form of forms) expect([form, compareNames(written, form).verdict]).toEqual([form, "same"]);
    expect(compareNames(`عبد ال${arabic}`, "عبد المسيح").verdict).toBe("different");
  });

  it.each(FAMILIES)("a family name with and without its article, before sun letters too: %s %s", (arabic, latin) => {
    const sun = SUN.exec(latin)?.[1];
    const name = capital(latin);
    const forms = [
      name,
      `al-${name}`,
      `El-${name}`,
      `Al ${name}`,
      `ul-${name}`,
      `Al${latin}`,
      `El${latin}`,
      ...(sun === undefined ? [] : [`a${sun}-${name}`, `e${sun}-${name}`, `A${sun}${latin}`, `o${sun}-${name}`]),
    ];
    for (const form of forms) {
      expect([form, compareNames(`أحمد خالد ال${arabic}`, `Ahmed Khaled ${form}`).verdict]).toEqual([form, "same"]);
      expect([form, compareNames(`Ahmad al-${name}`, `Ahmad ${form}`).verdict]).toEqual([form, "same"]);
    }
    expect(compareNames(`أحمد بن خالد ال${arabic}`, `Ahmed ben Khaled El ${name}`).verdict).toBe("same");
    expect(compareNames(`أحمد خالد ال${arabic}`, `Mahmoud Khaled al-${name}`).verdict).toBe("different");
    expect(compareNames(`أحمد خالد ال${arabic}`, `Khaled Ahmad al-${name}`).verdict).toBe("different");
  });

  it.each(["صلاح Salah", "نور Nour", "سيف Saif", "نجم Najm", "خير Khair"])("%s and al-Din", (pair) => {
    const [arabic, latin] = pair.split(" ") as [string, string];
    for (const tail of [" al-Din", " el-Dine", "eddine", "eddin", "uddin", " ud-Din", "aldin", " od-Din", "ettin"])
      expect([tail, compareNames(`${arabic} الدين`, latin + tail).verdict]).toEqual([tail, "same"]);
    expect(compareNames(`${arabic} الدين`, arabic).verdict).toBe("different");
  });

  it.each(["محمد Mohammad", "عمر Omar", "إبراهيم Ibrahim", "جعفر Jaafar", "صالح Saleh"])("parents of %s", (pair) => {
    const [arabic, latin] = pair.split(" ") as [string, string];
    for (const father of ["Abu ", "Abou ", "Abo ", "Abu-", "Abu"])
      expect([
        father,
        compareNames(`أبو ${arabic}`, father + (father === "Abu" ? latin.toLowerCase() : latin)).verdict,
      ]).toEqual([father, "same"]);
    for (const mother of ["Umm ", "Um ", "Oum-"])
      expect(compareNames(`أم ${arabic}`, mother + latin).verdict).toBe("same");
    expect(compareNames(`أبو ${arabic}`, `أم ${arabic}`).verdict).toBe("different");
    expect(compareNames(`أبو ${arabic}`, arabic).verdict).toBe("different");
  });

  it("a second name alone may be the father's", () => {
    expect(compareNames("أحمد خالد", "أحمد خالد محمود الحلبي").verdict).toBe("same");
    expect(compareNames("أحمد خالد محمود الحلبي", "Ahmad Khaled").verdict).toBe("same");
    expect(compareNames("أحمد سعيد", "أحمد خالد محمود الحلبي").verdict).toBe("different");
  });
});

it("a family that stands first is set last with all its words", () => {
  const turned = (name: string): string =>
    parseName(name, new Set(), true)
      .atoms.map(({ text }) => text)
      .join(" ");
  expect(turned("الحاج حسن فاطمة علي")).toBe("فاطمه علي حاجحسن");
  expect(turned("شمس الدين أمين جوزيف")).toBe("امين جوزيف شمسالدين");
  expect(turned("أبو زيد عبد الله")).toBe(
    parseName("عبد الله أبو زيد")
      .atoms.map(({ text }) => text)
      .join(" "),
  );
  expect(turned("El Khoury Georges")).toBe("georges khoury");
  // What says itself which the family is is not turned again.
  expect(parseName("Khoury, Georges", new Set(), true).familyFirst).toBe(true);
  expect(turned("Georges KHOURY")).toBe("georges khoury");
});
