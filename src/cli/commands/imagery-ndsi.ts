import { join } from "node:path";
import { fileSha256, type NdsiFile, type Refusal, writeNdsi } from "#imagery";
import type { ExitCode } from "#kernel";
import type { Invocation } from "../command.ts";
import { makeFolder } from "../make-folder.ts";
import { answer, pathOf, READING, SCENES, text, verb, withScenes, wrong } from "./imagery-call.ts";

export const ndsiVerb = verb(
  "ndsi",
  "Write each scene's snow index as a cloud-optimised GeoTIFF, without holding the scene in memory.",
  [SCENES],
  [{ flags: "--out <dir>", about: "folder to write to: ID-ndsi.tif" }, ...READING],
  ["snowmelt imagery ndsi site/scenes --out ndsi"],
  ndsi,
);

async function ndsi(call: Invocation): Promise<ExitCode> {
  const out = text(call, "out");
  if (out === undefined) wrong("Cannot write snow indices", "no folder to write to", "--out ndsi");
  return await withScenes(call, async (folder) => {
    const files: (Omit<NdsiFile, "caveats"> & { scene: string; inputSha256: string; sha256: string })[] = [];
    const refusals: Refusal[] = [];
    const caveats: NdsiFile["caveats"][number][] = [];
    makeFolder(pathOf(call, out));
    for (const scene of folder.scenes) {
      const name = join(out, `${scene.id.replace(/[^\p{L}\p{N}._-]/gu, "_")}-ndsi.tif`);
      const made = await writeNdsi(scene, pathOf(call, name), {
        onProgress: (done, total) =>
          call.effects.progress({ what: `index of ${scene.id}`, done, total, unit: "steps" }),
      });
      if ("code" in made) refusals.push(made);
      else {
        const { caveats: said, ...file } = made;
        caveats.push(...said);
        const sha256 = fileSha256(pathOf(call, name));
        files.push({ ...file, scene: scene.id, inputSha256: scene.sha256, file: name, sha256 });
      }
    }
    const problems = folder.problems;
    const lines = [
      ...files.map(
        ({ scene, file, pixels, withoutData, clipped }) =>
          `${scene}  ${file}  ${pixels} pixels, ${withoutData} without data, ${clipped} beyond -1 to 1`,
      ),
      ...problems.map(({ file, message }) => `problem: ${file ?? ""}: ${message}`),
    ];
    return answer(call, "ndsi", { files, problems, refusals, caveats }, lines, refusals, caveats);
  });
}
