import type { Problem } from "#kernel";
import { type SceneValue, sceneRecord } from "./records.ts";
import { MIN_PIXELS, pixelsInside, ringInScene, shrinkFor, UNSHIFTED } from "./scene/pixels.ts";
import type { SceneFolder } from "./scene/scene-folder.ts";
import type { Sites } from "./scene/sites.ts";

export interface SceneReport {
  readonly scenes: readonly SceneValue[];
  /** By site and scene: whole pixels inside the shrunken outline, and whether that is enough to measure anything. */
  readonly measurable: readonly {
    readonly site: string;
    readonly scene: string;
    readonly pixels: number;
    readonly measurable: boolean;
  }[];
  readonly problems: readonly Problem[];
  readonly ignored: readonly string[];
}

/** What is in a folder of scenes, without reading a pixel. */
export function inspectScenes(folder: SceneFolder, sites: Sites | null): SceneReport {
  const measurable = (sites?.sites ?? []).flatMap((site) =>
    folder.scenes.map((scene) => {
      const ring = ringInScene(site, scene, UNSHIFTED, null);
      const pixels = pixelsInside(ring, shrinkFor(UNSHIFTED), scene.raster.width, scene.raster.height).length;
      return { site: site.id, scene: scene.id, pixels, measurable: pixels >= MIN_PIXELS };
    }),
  );
  return {
    scenes: folder.scenes.map((s) => sceneRecord(s)),
    measurable,
    problems: folder.problems,
    ignored: folder.ignored,
  };
}
