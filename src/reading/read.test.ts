import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundDrift } from "./drift.ts";
import type { Reading } from "./format.ts";
import { read } from "./read.ts";
import { suggestionsOf } from "./suggest.ts";
import { languageOf } from "./text/language.ts";
import { readingPage } from "./view.ts";

const referenceDate = "2017-05-15";
const readIt = (text: string, language = "en"): Reading => read(text, { referenceDate, language });

function* spansOf(node: unknown): Generator<{ start: number; end: number; exact: string; type?: string }> {
  if (node === null || typeof node !== "object") return;
  const span = node as { start: number; end: number; exact: string; type?: string };
  if ("start" in node && !String(span.type).endsWith("Selector")) yield span;
  for (const child of Object.values(node)) yield* spansOf(child);
}

/** What must hold for any text: exact spans, every character in a sentence, known ids. */
function check(text: string, reading: Reading): void {
  for (const { start, end, exact } of spansOf(reading)) {
    expect(start >= 0 && start < end && end <= text.length).toBe(true);
    expect(exact).toBe(text.slice(start, end));
    expect(exact).toBe(exact.trim());
  }
  const held = new Uint8Array(text.length);
  for (const s of reading.sentences) held.fill(1, s.start, s.end);
  for (let i = 0; i < text.length; i++) if (!/[\s\uFEFF]/u.test(text[i]!)) expect(held[i]).toBe(1);
  const ids = new Set([...reading.claims, ...reading.quantities, ...reading.times].map((x) => x.id));
  for (const c of reading.claims) {
    for (const id of [...c.quantities, ...c.times]) expect(ids.has(id)).toBe(true);
    for (const link of c.attribution.chain) expect(reading.entities[link.source]).toBeDefined();
    expect(c.attribution.chain.length === 0).toBe(c.attribution.voice === "author");
    expect(c.attribution.mode === "author").toBe(c.attribution.voice === "author");
  }
  for (const s of reading.sentences) {
    expect(s.status === "claim").toBe(s.claims.length > 0);
    if (s.status !== "claim" && s.status !== "question") expect(s.reason).toBeTruthy();
  }
}

describe("any text", () => {
  const pieces = [
    "“",
    "”",
    "«",
    "»",
    '"',
    "said",
    "قال",
    "إن",
    " ",
    "\n",
    ".",
    ",",
    "40",
    "٤٠",
    "at least",
    "May 4",
    "\u2009",
    "\uFEFF",
    "𝕬",
    "that",
    "Q:",
    "- ",
    "?",
    "’",
    "(",
    ")",
    "[",
    "Mr.",
    "%",
    "-",
    "1/2",
    "between",
    "and",
    "أكثر من",
    "في",
    "2017",
  ];
  test("arbitrary Unicode never breaks a span", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 200 }),
        fc.constantFrom("en", "ar", "fr"),
        (text, language) => {
          const reading = readIt(text, language);
          check(text, reading);
          expect(reading.sentences.filter((s) => s.status === "unread")).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });
  test("nor does any arrangement of the words that rules look for", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 40 }),
        fc.constantFrom("en", "ar", "fr"),
        (parts, language) => {
          const text = parts.join(" ");
          const reading = readIt(text, language);
          check(text, reading);
          expect(reading.sentences.filter((s) => s.status === "unread")).toEqual([]);
          readingPage(text, reading);
        },
      ),
      { numRuns: 600 },
    );
  });
});

const texts = new URL("../../tests/reading/texts/", import.meta.url);
test.each(readdirSync(texts).filter((n) => n.endsWith(".txt")))("%s is read whole", (name) => {
  const text = readFileSync(new URL(name, texts), "utf8");
  const reading = read(text, { referenceDate: "2016-12-31" });
  check(text, reading);
  expect(reading.sentences.filter((s) => s.status === "unread")).toEqual([]);
  expect(suggestionsOf(reading).length).toBe(reading.claims.length);
});

test("an Arabic page speaks Arabic: no label of it has Latin letters", () => {
  const text =
    "قالت ليلى حداد إن ما لا يقل عن ٤٠ شخصاً غادروا في آذار/مارس 2017. يجب فتح المعبر، وربما نزح ٧٠ رجلاً يومياً في السنوات الأخيرة. التقطت صورة بتاريخ 15 كانون الثاني.";
  const page = readingPage(text, read(text, { referenceDate: "2017-05-15" }));
  const shown = page.slice(page.indexOf("<body")).replace(/<[^>]*>/gu, " ");
  const latin = (shown.match(/[A-Za-z]{2,}/gu) ?? []).filter((word) => !/^(?:snowmelt|sha|XXXX)$/.test(word));
  expect(latin.filter((word) => !/^[0-9a-f]+$/.test(word))).toEqual([]);
});

test("the same bytes whatever the time zone and the locale", () => {
  const script =
    "import('#reading').then(({ read }) => { const t = 'Last week 40 people left, he said on Jan. 15. \\u0642\\u0627\\u0644'; process.stdout.write(JSON.stringify(read(t, { referenceDate: '2017-05-15' }))); });";
  const run = (env: Record<string, string>): string =>
    execFileSync(process.execPath, ["--conditions=source", "--import", "tsx", "-e", script], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { ...process.env, ...env },
      encoding: "utf8",
    });
  const one = run({ TZ: "UTC", LANG: "C" });
  expect(one).toContain("snowmelt-reading/1");
  expect(run({ TZ: "Asia/Damascus", LANG: "ar_SY.UTF-8" })).toBe(one);
  expect(run({ TZ: "Pacific/Apia", LANG: "tr_TR.UTF-8" })).toBe(one);
});

describe("what the words leave open", () => {
  test("a month and a number without a year on a photograph is asked about", () => {
    const reading = readIt("In a photo taken Jan. 15, the roof is bare.");
    expect(reading.times[0]).toMatchObject({
      value: "XXXX-01-15",
      candidates: ["2017-01-15", "2015-01"],
      anchor: "undecided",
    });
    expect(reading.warnings.map((w) => w.code)).toContain("undecided-time");
  });
  test("as many as, at least and about 50 are three figures, found as drift", () => {
    const text = (bound: string): string => `Guards killed ${bound} 50 detainees per day at the prison, Jones said.`;
    const readings = ["as many as", "at least", "about"].map((b) => ({ text: b, reading: readIt(text(b)) }));
    expect(readings.map(({ reading }) => reading.quantities[0]!.relation)).toEqual(["atMost", "atLeast", "approx"]);
    const [drift] = boundDrift(readings);
    expect(drift).toMatchObject({ number: 50, unit: "persons", per: "day" });
    expect(drift!.variants.length).toBe(3);
    expect(boundDrift([readings[0]!, readings[0]!])).toEqual([]);
  });
  test("arithmetic that does not add up is said", () => {
    const bad = readIt(
      "The group documented 12,270 deaths. It estimated 17,723 in all, so that 25 per cent were unreported.",
    );
    expect(bad.warnings.find((w) => w.code === "arithmetic")?.message).toContain("30.8 %");
    expect(
      readIt("Of the homes, 40 of the 80 (50 per cent) fell.").warnings.filter((w) => w.code === "arithmetic"),
    ).toEqual([]);
    expect(
      readIt("Of the homes, 40 of the 80 (60 per cent) fell.").warnings.filter((w) => w.code === "arithmetic").length,
    ).toBe(1);
    const sum = (total: number): readonly string[] =>
      readIt(
        `Some 2 died there. They buried 12 men in Harrow and a further 9 in Selby, for a total of ${total}.`,
      ).warnings.map((w) => w.figures?.join(" / ") ?? "");
    expect(sum(21)).toEqual([]);
    expect(sum(23)).toEqual(["21 / 23"]);
    const parts = (n: number): number =>
      readIt(`Of ${n} detainees, of whom 25 were women and 20 children, ten were freed.`).warnings.length;
    expect([parts(40), parts(45)]).toEqual([1, 0]);
    expect(readIt("They held 30 people, including 25 women and 12 children.").warnings.map((w) => w.code)).toContain(
      "arithmetic",
    );
  });
  test("no quantities: one of, both, one and the same", () => {
    expect(
      readIt("One of them saw both sides as one and the same. Neither government spoke.").quantities.filter(
        (q) => q.relation !== "vague",
      ),
    ).toEqual([]);
  });
  test("an open quotation mark and an unknown reference date are named", () => {
    expect(readIt("He said “this goes on.").warnings.map((w) => w.code)).toContain("unclosed-quote");
    expect(() => read("x", { referenceDate: "2017-02-30" })).toThrow(/no day/);
    expect(() => read("x", { referenceDate, language: "tr" })).toThrow(/no grammar/);
  });
});

test("a short sentence of another language is not taken for English", () => {
  for (const text of ["Der Bürgermeister sagte, die Brücke sei gesperrt.", "El alcalde dijo que el puente cayó."])
    expect(languageOf(text), text).toBeNull();
  for (const text of [
    "Four died.",
    "Mayor denies claims",
    "I am to die for el Hassan.",
    "Los Angeles counted two at El Monte.",
  ])
    expect(languageOf(text), text).toBe("en");
});

test("the page escapes the text and follows its direction", () => {
  const text = "<script>alert(1)</script> said 40 people left.";
  const page = readingPage(text, readIt(text));
  expect(page).not.toContain("<script>alert");
  expect(page).toContain('dir="ltr"');
  const arabic = "قال الطبيب إن ٤٠ شخصاً غادروا.";
  expect(readingPage(arabic, readIt(arabic, "ar"))).toContain('dir="rtl"');
});

test("takes whoever a relative clause hangs on once, without the words before them", () => {
  const text = "According to a nurse, who said she had heard it from a driver, the carts went to a field.";
  const { claims } = read(text, { referenceDate: "2017-05-15" });
  expect(claims.flatMap((claim) => claim.attribution.chain.map((link) => link.mention?.exact))).toEqual(["a nurse"]);
});

test("a press conference introduces its speaker once by role and name, then calls the name alone", () => {
  const text = `المتحدثة باسم المرصد، نوال الشامي: أغلق الحراس البوابة.

صحفي (جريدة «المنارة»): متى فُتحت؟

الشامي: فُتحت بعد الظهر.

صحفية (إذاعة الميناء): هل غادر أحد؟

الشامي: غادر سائقان.
`;
  const { claims, entities } = readIt(text, "ar");
  expect(claims.map((claim) => claim.attribution.mode)).toEqual(["direct", "direct", "direct"]);
  expect(new Set(claims.map((claim) => entities[claim.attribution.chain[0]!.source]!.label))).toEqual(
    new Set(["نوال الشامي, المتحدثة باسم المرصد"]),
  );
});

/** Who stands outermost in each claim below the head, once for claims in a row. */
const tellers = (text: string, language = "en"): (string | null)[] =>
  readIt(text, language)
    .claims.filter((c) => c.spans[0]!.start > text.indexOf("\n"))
    .map((c) => c.attribution.chain[0]?.label ?? null)
    .filter((label, i, all) => label !== all[i - 1]);

test("only a line of the head that calls the text a statement makes it one", () => {
  const report = `4. Detention

Every name in this chapter is made up.

We counted 12 prisons. By our count, 40 people were held. Our monitors saw 9 hearings. The Bar Union suspended a lawyer for speaking to us.`;
  expect(tellers(report)).toEqual([null]);
  const press = `Ministry answers

In a statement by the ministry on Monday, we were told nothing. We asked twice. Our letter was sent back to us.`;
  expect(tellers(press)).toEqual([null]);
});

test("a statement is its witness's, by number or as the line above says, but for the interviewer's note", () => {
  const numbered = `Witness D-31, a farmer (made up)

I was born in Hasmet. On that evening the soldiers came back. I counted nine men. My brother was the last.

Interviewer's note: the witness was calm.

This testimony is made up.`;
  expect(tellers(numbered)).toEqual(["Witness D-31", null]);
  const told = `إفادة رقم 7 (نص مختلق)

روت أم يزن، وهي معلمة من بلدة عين الدلب، لفريق التوثيق ما يلي:

كنا نائمين. كسروا الباب. أخذوا ابني يزن. ذهبت إلى المعمل. سمعت طلقتين.

ملاحظة الموثق: كانت الشاهدة هادئة.`;
  expect(tellers(told, "ar")).toEqual(["أم يزن (unnamed)", null]);
});

test("numbered findings go on in the year they tell of, also for days just before they were published", () => {
  const findings = `41. The panel held 186 interviews with people who had lived in the town, and it saw 40 documents of the army.

42. The panel finds that on 6 February 2016 soldiers of the second brigade entered the hospital and took 12 men away with them.

43. The ministry, in a press statement of 9 May, asserted that the men had been released on the same day by order of a judge.`;
  expect(readIt(findings).times.map((t) => t.value)).toContain("2016-05-09");
});

test("a question that tells something first tells it of somebody, and whoever spoke to a witness speaks on", () => {
  const of = (text: string): (string | null)[][] =>
    read(text, { referenceDate: "2017-05-15", language: "ar" }).claims.map(({ spans, attribution }) => [
      spans.map((s) => s.exact).join(" "),
      attribution.chain.at(-1)?.label ?? null,
    ]);
  const asked = `سؤال: قال الوالي أمس إن السد آمن، فكيف تفسرون ذلك؟
القاضي: لا أعرف.
سؤال: ومتى يفتح الطريق؟
القاضي: سيفتح الطريق غدا.`;
  expect(of(asked)[0]).toEqual(["السد آمن", "الوالي (unnamed)"]);
  expect(of(asked)).toHaveLength(2);
  const told = `شهادة من البلدة (نص مختلق)

اسمي وداد الصافي، وكنت أعمل في المخبز. روى لي ابني بعد خروجه أنه رأى جدي مرتين. كان يقول إن الغرفة مظلمة.`;
  expect(of(told).at(-1)).toEqual(["الغرفة مظلمة", "ابني (unnamed)"]);
});
