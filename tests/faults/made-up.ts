import { MADE_UP, Workbench } from "../support/cli.ts";
import type { MadeUpCase } from "./custody-kills.ts";
import type { TwoDevices } from "./device-kills.ts";

const STATEMENT = "Made up for tests. Zaynab bint Yusuf saw the gate of the mill at noon.\n";

/** The same with an exhibit that nothing rests on, and words that stand in it in clear. */
export async function sealableCase(): Promise<MadeUpCase & { readonly bench: Workbench }> {
  const made = await publishableCase({ "evidence/statement.txt": STATEMENT });
  return { ...made, words: ["held in the mill", "Tal Amra"], erasable: { id: "E2", words: "Zaynab bint Yusuf" } };
}

/** The made-up case on two devices: the second has joined, is enrolled, and has collected and stated things of its own. */
export async function twoDevices(): Promise<TwoDevices & { readonly bench: Workbench }> {
  const made = await publishableCase();
  const { bench } = made;
  const atB = { env: { SNOWMELT_HOME: bench.path("home-b") } };
  const run = async (args: readonly string[], given = {}): Promise<string> => {
    const { exit, said, out } = await bench.run(args, given);
    if (exit !== 0) throw new Error(`The two devices are not made: ${said}`);
    return out.trim();
  };
  await run(["backup", "disk", "--label", "made up", "--case", "case"]);
  const key = await run(["join", "disk", "second", "--no-passphrase"], atB);
  await run(["keys", "enrol", "b", key, "--case", "case"]);
  for (let n = 1; n <= 12; n += 1) bench.write(`from-b/${n}.txt`, `Made up for tests: letter ${n}. `.repeat(2000 * n));
  const sources = Array.from(
    { length: 40 },
    (_, i) => `[[source]]\nid = "S${i + 1}b"\nname = "a baker ${i} (made up)"\nreliability = "C"\n`,
  );
  bench.write("second/hand/sources.toml", sources.join("\n"));
  await run(["collect", "from-b", "--case", "second"], atB);
  await run(["run", "--case", "second"], atB);
  return { ...made, second: bench.path("second") };
}

/** The made-up case, ready to be published to the public. */
export async function publishableCase(more: Readonly<Record<string, string>> = {}): Promise<{
  readonly bench: Workbench;
  readonly dir: string;
  readonly home: string;
}> {
  const bench = new Workbench();
  await bench.run(["init", "case", "--no-passphrase", "--name", "The mill (made up)"]);
  for (const [path, text] of Object.entries({ ...MADE_UP, ...more }))
    bench.write(path.startsWith("hand/") ? `case/${path}` : path, text);
  bench.write("facts.csv", "file,consent_by\n*,n/a\n");
  for (const args of [["collect", "evidence", "--facts", "facts.csv"], ["run"]]) {
    const { exit, said } = await bench.run([...args, "--case", "case"]);
    if (exit !== 0) throw new Error(`The made-up case is not made: ${said}`);
  }
  return { bench, dir: bench.path("case"), home: bench.path("home") };
}
