import { imageryError } from "../errors.ts";
import type { Scene } from "../scene/scene.ts";
import type { Site } from "../scene/sites.ts";

/**
 * The scene that the others are compared with: the one asked for, else the one the sites were drawn on, else the first.
 * One that is named and not there is never replaced by another: outlines would lie where nobody drew them.
 *
 * @throws imagery/bad-settings when the one asked for, imagery/bad-sites when the one drawn on is none of the scenes
 */
export function referenceScene(
  scenes: readonly Scene[],
  sites: readonly Pick<Site, "id" | "drawnOn">[],
  wanted: string | undefined,
): Scene {
  const drawn = sites.find((site) => site.drawnOn !== null);
  const id = wanted ?? drawn?.drawnOn ?? scenes[0]!.id;
  const found = scenes.find((scene) => scene.id === id);
  if (found !== undefined) return found;
  const there = `the scenes are ${scenes.map((scene) => scene.id).join(", ")}`;
  const unchanged = "Nothing was measured and no file was written.";
  if (wanted !== undefined)
    throw imageryError("imagery/bad-settings", {
      what: `Cannot register against "${wanted}"`,
      found: there,
      unchanged,
      mend: `--reference ${scenes[0]!.id}`,
    });
  throw imageryError("imagery/bad-sites", {
    what: `Cannot place the outlines: "drawn_on" of "${drawn!.id}" is "${id}"`,
    found: there,
    unchanged,
    mend: `Give that scene too, correct drawn_on, or name one on which the outlines lie right: --reference ${scenes[0]!.id}`,
  });
}
