// Writes docs/formats/<noun>.schema.json from the schemas of the room `record`. With `--check` it writes nothing and fails on drift.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { jsonSchemas } from "#record";

const folder = new URL("../docs/formats/", import.meta.url);
const isCheck = process.argv.includes("--check");
let drift = 0;
for (const { file, text } of jsonSchemas()) {
  const url = new URL(file, folder);
  if (existsSync(url) && readFileSync(url, "utf8") === text) continue;
  drift++;
  if (isCheck) console.error(`${fileURLToPath(url)} differs from the schemas: run node scripts/schemas.mjs`);
  else writeFileSync(url, text);
}
console.log(isCheck ? `${drift} files differ` : `${drift} files written`);
process.exitCode = isCheck && drift > 0 ? 1 : 0;
