import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Room {
  readonly rooms: readonly string[];
  readonly modules: readonly string[] | "all";
}

/** The table of ARCHITECTURE.md. */
function readTable(): ReadonlyMap<string, Room> {
  const rows = readFileSync(join(root, "ARCHITECTURE.md"), "utf8")
    .split("\n")
    .filter((line) => /^\| [a-z/]+ \|/.test(line) && !line.startsWith("| room"))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  const words = (cell: string): string[] =>
    cell
      .replaceAll(/\([^)]*\)/g, "")
      .split(/[\s,]+/)
      .filter((word) => word !== "" && word !== "nothing" && word !== "none");
  return new Map(
    rows.map(([, room, , rooms, modules]) => [
      room!,
      { rooms: words(rooms!), modules: modules === "all" ? "all" : words(modules!) },
    ]),
  );
}

function sourceFiles(): readonly string[] {
  const walk = (dir: string): string[] =>
    readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
      const path = join(dir, entry.name);
      return entry.isDirectory() ? walk(path) : /\.tsx?$/.test(entry.name) ? [path] : [];
    });
  return walk(join(root, "src"));
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || /[/\\]testing[/\\]/.test(file);

/** Module names that a source file imports, statically or dynamically; type imports count too. */
function importsOf(text: string): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  return [...code.matchAll(/(?:\bfrom\s*|\bimport\s*\(\s*|^\s*import\s+)["']([^"']+)["']/gm)].map((match) => match[1]!);
}

const table = readTable();
const files = sourceFiles();

it("reads every source file that git lists", () => {
  if (!existsSync(join(root, ".git"))) return;
  const listed = execFileSync("git", ["ls-files", "src"], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((file) => /\.tsx?$/.test(file) && existsSync(join(root, file)));
  const read = new Set(files.map((file) => relative(root, file).replaceAll("\\", "/")));
  expect(listed.filter((file) => !read.has(file))).toEqual([]);
  expect(files.length).toBeGreaterThan(50);
});

it("every room of src/ stands in the table of ARCHITECTURE.md", () => {
  const rooms = readdirSync(join(root, "src"), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && readdirSync(join(root, "src", entry.name)).length > 0,
  );
  expect(rooms.map((entry) => entry.name).filter((room) => !table.has(room))).toEqual([]);
});

it("rooms import only the doors and Node modules of their row", () => {
  const wrong: string[] = [];
  for (const file of files) {
    const path = relative(join(root, "src"), file).replaceAll("\\", "/");
    const room = path.split("/")[0]!;
    const row = table.get(room);
    if (row === undefined) continue;
    for (const name of importsOf(readFileSync(file, "utf8"))) {
      const builtin = name.replace(/^node:/, "").split("/")[0]!;
      if (name.startsWith(".")) {
        const target = relative(join(root, "src"), join(file, "..", name)).replaceAll("\\", "/");
        if (!target.startsWith(`${room}/`) && !isTest(file)) wrong.push(`${path}: "${name}" leaves the room`);
      } else if (name.startsWith("#")) {
        const door = name.slice(1);
        if (door !== room && !row.rooms.includes(door) && !isTest(file))
          wrong.push(`${path}: "${name}" is no arrow of ${room}`);
        if (!table.has(door)) wrong.push(`${path}: "${name}" is no door`);
      } else if (name.startsWith("node:") || builtinModules.includes(builtin)) {
        if (!name.startsWith("node:")) wrong.push(`${path}: write "node:${name}"`);
        if (row.modules !== "all" && !row.modules.includes(builtin) && !isTest(file))
          wrong.push(`${path}: "${name}" is no Node module of ${room}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

it("every door is short and lists names", () => {
  const wrong: string[] = [];
  for (const room of table.keys()) {
    const door = join(root, "src", room, "index.ts");
    if (!existsSync(door)) continue;
    const text = readFileSync(door, "utf8");
    if (/export \*/.test(text)) wrong.push(`${room}: export *`);
    if (
      text
        .split("\n")
        .slice(0, 3)
        .some((line) => !line.startsWith("//"))
    )
      wrong.push(`${room}: no three lines that say what it is for`);
  }
  expect(wrong).toEqual([]);
});

it("no source file is longer than one sitting", () => {
  const long = files.filter((file) => readFileSync(file, "utf8").split("\n").length - 1 > 400);
  expect(long.map((file) => relative(root, file))).toEqual([]);
});
