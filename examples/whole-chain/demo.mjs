// MADE UP: invented lists, linked, estimated, published. Called by scripts/demo.mjs.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("make-lists.mjs", import.meta.url));

/** @param tools what scripts/demo.mjs hands over: `step(words, ...args)` runs snowmelt, `copy(from, to)` copies, `dir` is the case */
export function wholeChain({ step, copy, dir, example, work }) {
  const made = join(work, "whole-chain-lists");
  const linked = join(made, "linked");
  console.log("\n== Invent lists of people (made up)");
  const { status } = spawnSync(process.execPath, [script, made], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  const lists = [1, 2, 3, 4].map((at) => join(made, `list-${at}.csv`));
  const unique = lists.flatMap((_, at) => ["--unique", `list-${at + 1}.csv`]);
  step(
    "Link them, and draw ten linkages",
    "link",
    ...lists,
    ...unique,
    "--truth",
    "person",
    "--draws",
    "10",
    "--out",
    linked,
  );
  step("Estimate under the linkage that is most likely", "estimate", join(linked, "histories.csv"), "--method", "dga");
  step("Estimate under all ten", "estimate", join(linked, "linkages.csv"), "--method", "dga");
  step("Make a case", "init", dir, "--no-passphrase", "--quiet");
  copy(join(example, "case.toml"), join(dir, "case.toml"));
  copy(join(example, "hand"), join(dir, "hand"));
  const evidence = [join(linked, "linkages.csv"), join(made, "truth.md")];
  step(
    "Preserve the evidence",
    "collect",
    ...evidence,
    "--facts",
    join(example, "facts.csv"),
    "--case",
    dir,
    "--quiet",
  );
  step("Record claims, figures and the text; estimate", "run", "--case", dir);
  step("Publish for the public", "publish", "--audience", "public", "--case", dir, "--quiet");
}
