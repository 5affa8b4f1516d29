// MADE UP: lists of invented people, and how many there are. Nobody in them exists; every row says so.
// node examples/whole-chain/make-lists.mjs FOLDER [PEOPLE] [SEED]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFamilies } from "#linkage";

const LISTS = 4;
/** Chance that a list holds a person. */
const CAPTURE = 0.35;

/** Draws a made-up population and lists of it: writes `list-1.csv` and so on, and `truth.md`. Gives the names of the lists. */
export function makeLists(folder, people = 1200, seed = 5) {
  const made = makeFamilies({ people, lists: LISTS, capture: CAPTURE, seed });
  mkdirSync(folder, { recursive: true });
  const names = made.lists.map((_, at) => `list-${at + 1}.csv`);
  for (const [at, name] of names.entries()) writeFileSync(join(folder, name), made.lists[at]);
  writeFileSync(
    join(folder, "truth.md"),
    `# MADE UP: the truth behind the lists\n\nThis population was drawn by a program; nobody in it exists.\n\n1. The made-up population holds ${made.people} people.\n`,
  );
  return names;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = "whole-chain-lists", people = "1200", seed = "5"] = process.argv.slice(2);
  console.log(`${makeLists(folder, Number(people), Number(seed)).join(", ")} (made up) are in ${folder}/.`);
}
