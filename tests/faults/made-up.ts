import { MADE_UP, Workbench } from "../support/cli.ts";

/** The made-up case, ready to be published to the public. */
export async function publishableCase(): Promise<{
  readonly bench: Workbench;
  readonly dir: string;
  readonly home: string;
}> {
  const bench = new Workbench();
  await bench.run(["init", "case", "--no-passphrase", "--name", "The mill (made up)"]);
  for (const [path, text] of Object.entries(MADE_UP))
    bench.write(path.startsWith("hand/") ? `case/${path}` : path, text);
  bench.write("facts.csv", "file,consent_by\n*,n/a\n");
  for (const args of [["collect", "evidence", "--facts", "facts.csv"], ["run"]]) {
    const { exit, said } = await bench.run([...args, "--case", "case"]);
    if (exit !== 0) throw new Error(`The made-up case is not made: ${said}`);
  }
  return { bench, dir: bench.path("case"), home: bench.path("home") };
}
