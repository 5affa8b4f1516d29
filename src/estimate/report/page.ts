import type { Estimated } from "../estimate-report.ts";
import { estimateText } from "./text.ts";

export interface EstimatePageOptions {
  readonly file: string;
  readonly engine: string;
}

/** Placeholder shell, replaced below. */
export function renderEstimate({ report }: Estimated, _options: EstimatePageOptions): string {
  return estimateText(report);
}
