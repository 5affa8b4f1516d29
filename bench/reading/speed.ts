// Sentences a second of processor time, all threads counted, and whether it grows in line with length.
// Run: node --import tsx --conditions=source bench/reading/speed.ts [megabytes...]
import { readdirSync, readFileSync } from "node:fs";
import { read } from "#reading";

const folder = new URL("../../tests/reading/texts/", import.meta.url);
const sizes = process.argv.slice(2).map(Number);
for (const language of ["en", "ar"] as const) {
  const texts = readdirSync(folder)
    .filter((name) => name.startsWith(language) && !/transcript|presser/.test(name))
    .map((name) => readFileSync(new URL(name, folder), "utf8"));
  const piece = `${texts.join("\n\n")}\n\n`;
  read(piece.repeat(5), { referenceDate: "2016-12-31", language });
  for (const megabytes of sizes.length > 0 ? sizes : [0.1, 1]) {
    const text = piece.repeat(Math.max(1, Math.round((megabytes * 1e6) / Buffer.byteLength(piece))));
    const start = process.cpuUsage();
    const reading = read(text, { referenceDate: "2016-12-31", language });
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    const rate = Math.round(reading.sentences.length / seconds);
    process.stdout.write(
      `${language} ${megabytes} MB: ${reading.sentences.length} sentences in ${seconds.toFixed(2)} s, ${rate} a second\n`,
    );
  }
}
