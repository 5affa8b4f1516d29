import { afterEach, beforeEach, expect, it } from "vitest";
import { MADE_UP, madeUpCase, Workbench } from "../support/cli.ts";

// Everything in this case is made up.
let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

it("hides protected words within texts on the screen, and what says which words they are, unless they are asked for", async () => {
  const words = "the drowned miller";
  await madeUpCase(bench, {
    "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replace("At least 25 people", `At least 25 people, so ${words},`),
    "hand/dossier.md": MADE_UP["hand/dossier.md"]!.replace("A nurse counted", `As ${words} said, a nurse counted`),
    "hand/marks.toml": `${MADE_UP["hand/marks.toml"]!}
[[mark]]
id = "M2"
items = ["C2", "text.en"]
span = "${words}"
level = "protected"
reason = "made up"
`,
  });
  const looks = [
    ["show", "C2"],
    ["show", "text.en"],
    ["show", "M2"],
    ["list"],
    ["why", "C2"],
    ["why", "nurse counted"],
  ];
  for (const look of looks) {
    const { exit, out, said } = await bench.run([...look, "--case", "case"]);
    expect({ look, exit, said, isHidden: !out.includes("drowned") }).toEqual({
      look,
      exit: 0,
      said: "",
      isHidden: true,
    });
  }
  expect((await bench.run(["find", "drowned", "--case", "case"])).out).toBe("");
  expect((await bench.run(["show", "C2", "--case", "case"])).out).toContain("At least 25 people, so [protected],");
  expect((await bench.run(["show", "C2", "--show-protected", "--case", "case"])).out).toContain(words);
});
