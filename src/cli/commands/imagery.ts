import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { inspectVerb } from "./imagery-inspect.ts";
import { ndsiVerb } from "./imagery-ndsi.ts";
import { plateVerb } from "./imagery-plate.ts";
import { registerVerb } from "./imagery-register.ts";
import { shadowVerb } from "./imagery-shadow.ts";
import { simulateVerb } from "./imagery-simulate.ts";
import { snowVerb } from "./imagery-snow.ts";
import { timelineVerb } from "./imagery-timeline.ts";

export const imageryCommand: Command = {
  name: "imagery",
  summary: "Measure what scenes over a site show, and what they cannot.",
  examples: [
    "snowmelt imagery simulate roof-snow --out site",
    "snowmelt imagery snow site/scenes --sites site/sites.geojson",
  ],
  arguments: [],
  options: [],
  verbs: [inspectVerb, registerVerb, timelineVerb, snowVerb, ndsiVerb, shadowVerb, plateVerb, simulateVerb],
  run: async () => EXIT.usage,
};
