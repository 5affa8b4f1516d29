import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));
let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

/** Runs an example's own steps, each through the command line, and verifies the dossier. */
async function play(name: string, exported: string): Promise<{ page: string; said: string[] }> {
  const dir = bench.path("case");
  const said: string[] = [];
  // What the example tells is kept and done in order: here a step is waited for.
  const turns: (() => Promise<void>)[] = [];
  const demo = (await import(pathToFileURL(join(examples, name, "demo.mjs")).href)) as Record<
    string,
    (tools: object) => void
  >;
  demo[exported]!({
    step: (_what: string, ...args: string[]) => {
      turns.push(async () => {
        const ran = await bench.run(args);
        said.push(ran.out + ran.said);
        expect([0, 3], `${args.join(" ")}\n${ran.said}`).toContain(ran.exit);
      });
    },
    copy: (from: string, to: string) => {
      turns.push(async () => cpSync(from, to, { recursive: true }));
    },
    dir,
    example: join(examples, name),
    work: bench.root,
  });
  for (const turn of turns) await turn();
  const dossier = readdirSync(join(dir, "dossiers")).find((file) => !file.endsWith(".zip"))!;
  const verified = await bench.run(["verify", join(dir, "dossiers", dossier)]);
  expect(verified.exit, verified.out).toBe(0);
  return { page: readFileSync(join(dir, "dossiers", dossier, "index.html"), "utf8"), said };
}

it("roof-snow: from generated scenes to a verified dossier; synthetic is said on it, heat is not called purpose", async () => {
  const { page, said } = await play("roof-snow", "roofSnow");
  expect(page).toContain("One roof of 24 like roofs, r16, is the barest");
  expect(page).toContain("SYNTHETIC");
  expect(page).toContain("Another explanation");
  expect(page).toMatch(/does not say what the heat is for/);
  expect(said.join("\n")).toContain("Recorded as finding F1");
});

it("pucallpa: real images, a bracket of years, and what the same test says of forest", async () => {
  const { page, said } = await play("pucallpa", "pucallpa");
  expect(page).toMatch(/west-side changed/);
  expect(page).toMatch(/of 19 controls change as strongly by the same test/);
  expect(page).toContain("chosen after looking");
  expect(said.join("\n")).not.toContain("UNREGISTERED");
  expect(existsSync(bench.path("case", "vault"))).toBe(true);
});
