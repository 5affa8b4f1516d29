import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordScenes } from "#case";
import { makePlate, PROBABILITY_WORDS } from "#imagery";
import type { ExitCode } from "#kernel";
import type { Invocation } from "../command.ts";
import { version } from "../main.ts";
import { makeFolder } from "../make-folder.ts";
import { answer, MEASURING, numbers, pathOf, SCENES, text, verb, withPlacedScenes, wrong } from "./imagery-call.ts";
import { caseOf, NO_RECORD, preserve } from "./imagery-case.ts";

export const plateVerb = verb(
  "plate",
  "Draw plates: the same ground before and after, with and without marks, as SVG, PNG and PDF.",
  [SCENES],
  [
    ...MEASURING,
    { flags: "--show <ids>", about: "one or two scene ids, like 2011-10-03,2015-01-15" },
    { flags: "--out <dir>", about: "folder to write to; inside a case they are preserved as exhibits as well" },
    { flags: "--title <text>", about: "English title" },
    { flags: "--title-ar <text>", about: "Arabic title" },
    { flags: "--word <word>", about: `how probable the statement is: ${Object.keys(PROBABILITY_WORDS).join(", ")}` },
    { flags: "--analyst <name>", about: "who labelled it" },
    { flags: "--rule <id>", about: "rule of the label" },
    { flags: "--statement <text>", about: "sentence under the plate" },
    { flags: "--margin <metres>", about: "ground around the target (default 40)" },
    NO_RECORD,
  ],
  ["snowmelt imagery plate site/scenes --sites site/sites.geojson --show 2011-10-03,2015-01-15 --out plates"],
  plate,
);

async function plate(call: Invocation): Promise<ExitCode> {
  const inCase = caseOf(call);
  const out = text(call, "out");
  if (out === undefined && inCase === null) wrong("Cannot draw plates", "no folder to write to", "--out plates");
  return await withPlacedScenes(call, async ({ scenes: all, sites, registration }) => {
    const ids = text(call, "show")?.split(",") ?? [all[0]!.id, ...(all.length > 1 ? [all.at(-1)!.id] : [])];
    const scenes = ids.map(
      (id) =>
        all.find((s) => s.id === id) ??
        wrong(`Cannot show "${id}"`, `the scenes are ${all.map((s) => s.id).join(", ")}`, "--show ID,ID"),
    );
    if (scenes.length > 2)
      wrong("Cannot draw plates", `${scenes.length} scenes were given`, "--show ID,ID   (one or two)");
    const wanted = text(call, "target") ?? sites.sites.find((s) => s.role === "target")?.id;
    const site = sites.sites.find((s) => s.id === wanted);
    if (site === undefined) wrong("Cannot draw plates", `no polygon "${wanted ?? "with role target"}"`, "--target ID");
    const word = text(call, "word");
    if (word !== undefined && PROBABILITY_WORDS[word] === undefined)
      wrong(
        `Cannot use the word "${word}"`,
        "it has no agreed range",
        `--word "likely"   (${Object.keys(PROBABILITY_WORDS).join(", ")})`,
      );
    const margin = numbers(call, "margin", 1)?.[0] ?? 40;
    if (!(margin >= 0 && margin <= 10000))
      wrong(`Cannot draw plates with a margin of ${margin} m`, "needs metres from 0 to 10000", "--margin 40");
    const statement = text(call, "statement");
    if (word !== undefined && statement === undefined)
      wrong(
        `Cannot use the word "${word}"`,
        "nothing says what it is said of",
        '--statement "Heat came through this roof"   (a sentence under the plate)',
      );
    const made = await makePlate({
      scenes,
      sites,
      target: site.id,
      registration,
      version: version(),
      marginM: margin,
      statement: statement ?? null,
      title: { en: text(call, "title") ?? site.name.en ?? site.id, ar: text(call, "titleAr") ?? site.name.ar },
      label: {
        en: site.name.en ?? site.id,
        ar: site.name.ar,
        word: word ?? null,
        analyst: text(call, "analyst") ?? null,
        rule: text(call, "rule") ?? null,
      },
    });
    if (out !== undefined) {
      makeFolder(pathOf(call, out));
      for (const f of made.files) writeFileSync(join(pathOf(call, out), f.name), f.bytes);
    }
    const stem = `${site.id}-${ids.join("-")}`;
    const files = made.files.map((f) => ({ name: `${stem}-${f.name}`, bytes: f.bytes }));
    const exhibits =
      inCase === null
        ? []
        : await preserve(
            inCase,
            "plate",
            {
              names: [...(await recordScenes(inCase, scenes, sites)), sites.file],
              sha256: [sites.sha256, ...scenes.map((scene) => scene.sha256)],
            },
            files,
          );
    const { refusals } = registration;
    const caveats = [...registration.caveats, ...made.caveats];
    return answer(
      call,
      "plate",
      { out: out ?? null, manifest: made.manifest, exhibits, refusals, caveats },
      [
        ...(out === undefined ? [] : made.files.map((f) => join(out, f.name))),
        ...exhibits.map((id, i) => `${id}  ${files[i]!.name}`),
      ],
      refusals,
      caveats,
    );
  });
}
