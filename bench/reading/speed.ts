// Sentences a second of processor time, all threads counted, and whether it grows in line with length. The development texts are
// repeated, each time with other names and numbers and in another order, so that no sentence stands twice and no memory of words
// makes it look fast.
// Run: node --import tsx --conditions=source bench/reading/speed.ts [en|ar] [megabytes...]
import { readdirSync, readFileSync } from "node:fs";
import { Random } from "#kernel";
import { read } from "#reading";

const folder = new URL("../../tests/reading/texts/", import.meta.url);
const asked = process.argv.slice(2);
const sizes = asked.map(Number).filter((n) => n > 0);
const SYLLABLES = {
  en: ["ba", "ro", "ten", "mir", "sal", "ko", "din", "ve", "lar", "ush", "gan", "pel"],
  ar: ["با", "رو", "تن", "مير", "سل", "كو", "دن", "فا", "لر", "وش", "غن", "بل"],
} as const;

const pick = <T>(from: readonly T[], random: Random): T => from[random.below(from.length)]!;

/** One paragraph again, its names and numbers made others; the words that decide how it is read stay. */
function varied(paragraph: string, language: "en" | "ar", random: Random): string {
  const name = (): string => Array.from({ length: 3 }, () => pick(SYLLABLES[language], random)).join("");
  const numbered = paragraph.replace(/(?<![\p{Nd}/.,:])[1-9][0-9]{1,2}(?![\p{Nd}/.,:])/gu, () =>
    String(10 + random.below(900)),
  );
  if (language === "en")
    return numbered.replace(/(?<=[a-z] )\p{Lu}\p{Ll}{4,}(?= \p{Lu})/gu, () => {
      const made = name();
      return made[0]!.toUpperCase() + made.slice(1);
    });
  return numbered.replace(/(?<= )(?!ال)[\u0621-\u064A]{6,}(?= )/gu, (word) => (random.below(5) === 0 ? name() : word));
}

function text(language: "en" | "ar", megabytes: number): string {
  const paragraphs = readdirSync(folder)
    .filter((file) => file.startsWith(language) && !/transcript|presser/.test(file))
    .flatMap((file) => readFileSync(new URL(file, folder), "utf8").split(/\n{1,}/u))
    .filter((paragraph) => paragraph.trim() !== "");
  const random = new Random(11);
  const out: string[] = [];
  for (let bytes = 0; bytes < megabytes * 1e6; ) {
    const made = varied(pick(paragraphs, random), language, random);
    bytes += Buffer.byteLength(made) + 2;
    out.push(made);
  }
  return out.join("\n\n");
}

for (const language of ["en", "ar"] as const) {
  if ((asked.includes("en") || asked.includes("ar")) && !asked.includes(language)) continue;
  read(text(language, 0.2), { referenceDate: "2016-12-31", language });
  for (const megabytes of sizes.length > 0 ? sizes : [0.1, 1]) {
    const made = text(language, megabytes);
    const start = process.cpuUsage();
    const reading = read(made, { referenceDate: "2016-12-31", language });
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    const rate = Math.round(reading.sentences.length / seconds);
    const memory = Math.round(process.memoryUsage().rss / 1e6);
    process.stdout.write(
      `${language} ${megabytes} MB: ${reading.sentences.length} sentences in ${seconds.toFixed(2)} s, ${rate} a second, ${memory} MB of memory\n`,
    );
  }
}
