// Scenes over a site: registration, roof snow, construction dates, heights from shadows, plates; each number with its doubt.
// It never says what heat is for, never measures a scene it could not place, and touches files only in its readers.
// Example: `measureSnow(planAnalysis(scenes, sites, { verb: "snow" }), scenes, sites)`.
export type { Caveat, Refusal } from "./caveat.ts";
export { rounded } from "./caveat.ts";
export { imageryError, imageryErrors } from "./errors.ts";
export { inspectScenes, type SceneReport } from "./inspect.ts";
export {
  type AnalysisPlan,
  type PlanOptions,
  planAnalysis,
  planHash,
  requireSamePlan,
  STRATA,
  type Stratum,
} from "./plan.ts";
export { makePlate, type Plate, type PlateRequest, PROBABILITY_WORDS } from "./plate/make-plate.ts";
export { fileSha256, fileSource, memorySource } from "./raster/byte-source.ts";
export { type Converted, type GdalStep, gdalArguments } from "./raster/gdal-step.ts";
export { openTiff } from "./raster/tiff.ts";
export { type FindingValue, findingRecord, type SceneValue, sceneRecord, shadowFinding } from "./records.ts";
export { givenRegistration, type RegistrationDocument } from "./register/given-registration.ts";
export { referenceScene } from "./register/reference.ts";
export { placementOf, type Registration, registerScenes } from "./register/register-scenes.ts";
export { isDay } from "./scene/day.ts";
export { MIN_PIXELS } from "./scene/pixels.ts";
export { BAND_ROLES, type BandRole, type Scene, sceneCentre, sceneGsd } from "./scene/scene.ts";
export { type FolderOptions, openSceneFolder, requireScenes, type SceneFolder } from "./scene/scene-folder.ts";
export { readSites, type Site, type Sites } from "./scene/sites.ts";
export { sunPosition } from "./scene/sun.ts";
export { heightFromBase, heightFromTop, type ShadowHeight } from "./shadow/height.ts";
export { measureShadow, type ShadowResult } from "./shadow/measure-shadow.ts";
export { type TimeOfDay, timeFromShadow } from "./shadow/time-of-day.ts";
export { PRESETS } from "./simulate/presets.ts";
export { DEFAULT_SETTINGS, type SimulationSettings } from "./simulate/settings.ts";
export { type SimulatedFile, simulate } from "./simulate/simulate.ts";
export { measureSnow, type SnowResult } from "./snow/measure-snow.ts";
export { type MeltTest, type SnowTable, testMelt } from "./snow/melt-test.ts";
export { type NdsiFile, writeNdsi } from "./snow/ndsi.ts";
export { type DatedChange, dateChange } from "./timeline/date-change.ts";
export { measureTimeline, type TimelineResult } from "./timeline/measure-timeline.ts";
