import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "../../src/cli/main.ts";
import { testEffects } from "../../src/cli/testing/effects.ts";
import { type Effects, sha256 } from "../../src/kernel/index.ts";

/** A folder of its own for a test, with a key home, gone afterwards. */
export class Workbench {
  readonly root: string;
  #drawn = 0;

  constructor() {
    this.root = mkdtempSync(join(tmpdir(), "snowmelt-"));
  }

  path(...parts: readonly string[]): string {
    return join(this.root, ...parts);
  }

  write(path: string, content: string | Uint8Array): string {
    const full = this.path(path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
    return full;
  }

  copy(from: string, to: string): void {
    cpSync(from, this.path(to), { recursive: true });
  }

  /** Runs a command as `snowmelt` would, standing in the folder. */
  async run(
    args: readonly string[],
    given: Partial<Effects> & { readonly answers?: readonly string[] } = {},
  ): Promise<Ran> {
    const effects = testEffects({
      cwd: this.root,
      env: { SNOWMELT_HOME: this.path("home") },
      randomBytes: (count) => this.#random(count),
      ...given,
    });
    const exit = await main(args, effects);
    const [out, said] = [effects.outText(), effects.sayText()];
    return { exit, out, said, code: /\[([a-z]+\/[a-z0-9-]+)\]/.exec(said)?.[1] ?? null };
  }

  /** The same bytes in every run of a test, and never the same twice in one workbench. */
  #random(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let i = 0; i < count; i += 32) bytes.set(sha256(`test ${this.#drawn++}`).subarray(0, count - i), i);
    return bytes;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly said: string;
  /** The error code that was told, if one. */
  readonly code: string | null;
}

/** A small made-up case: one exhibit, two sources, two claims, three figures, a judgement, a text. Everything in it is invented. */
export const MADE_UP: Readonly<Record<string, string>> = {
  "evidence/notes.txt":
    "Made up for tests. The mayor of Tal Amra said that as many as 40 people were held in the mill. A nurse counted at least 25 of them. The mill was probably cold.\n",
  "hand/sources.toml": `[[source]]
id = "S1"
name = "the mayor of Tal Amra (made up)"
reliability = "C"
exhibit = "E1"

[[source]]
id = "S2"
name = "a nurse (made up)"
reliability = "B"
`,
  "hand/claims.toml": `[[claim]]
id = "C1"
source = "S1"
exhibit = "E1"
quote = "as many as 40 people were held in the mill"
statement = "As many as 40 people were held in the mill."
credibility = 3
quantity = { relation = "atMost", value = 40, unit = "people" }
time = "2014-01"
place = "Tal Amra"

[[claim]]
id = "C2"
source = "S2"
exhibit = "E1"
quote = "at least 25 of them"
statement = "At least 25 people were held."
credibility = 2
quantity = { relation = "atLeast", value = 25, unit = "people" }
`,
  "hand/figures.toml": `[[figure]]
id = "N1"
claim = "C1"

[[figure]]
id = "N2"
claim = "C2"

[[figure]]
id = "N3"
expression = "N1 - N2"
`,
  "hand/judgements.toml": `[[judgement]]
id = "J1"
text = "People were held in the mill against their will."
probability = "likely"
confidence = "low"
reasons = "Two people say so; nobody else was asked."
claims = ["C1", "C2"]
alternatives = [{ text = "They sheltered there from the cold." }]
dissent = [{ text = "The nurse may have counted visitors.", by = "analyst" }]
`,
  "hand/marks.toml": `[[mark]]
id = "M1"
items = ["E1", "S1", "S2", "C1", "C2", "N1", "N2", "J1"]
level = "public"
reason = "made up"
`,
  "hand/dossier.md": `+++
level = "public"
+++
# The mill of Tal Amra

## What was said

The mayor said that {N1} were held in the mill [C1]. A nurse counted {N2} [C2].
The difference stays open [N3].

## How this was made {authors}

Every name and event here is made up.
`,
};

/** Makes the made-up case in `case/` of the workbench: init, collect, run. Files may be replaced or, with `null`, left out. */
export async function madeUpCase(bench: Workbench, files: Readonly<Record<string, string | null>> = {}): Promise<Ran> {
  await bench.run(["init", "case", "--no-passphrase", "--name", "The mill (made up)"]);
  for (const [path, text] of Object.entries({ ...MADE_UP, ...files })) {
    if (text !== null) bench.write(path.startsWith("hand/") ? `case/${path}` : path, text);
  }
  const collected = await bench.run(["collect", "evidence", "--case", "case"]);
  if (collected.exit !== 0) return collected;
  return bench.run(["run", "--case", "case"]);
}
