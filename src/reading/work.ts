import type { Frame, SentenceView } from "./attribution/view.ts";
import type { Link } from "./format.ts";
import type { Found } from "./layers/quantity-view.ts";
import type { Block } from "./text/blocks.ts";

/** A sentence on its way through the layers. */
export interface Work {
  readonly block: Block;
  readonly blockNumber: number;
  readonly start: number;
  readonly end: number;
  view: SentenceView | null;
  frames: Frame[];
  /** Links of each frame, outermost entity resolved. */
  links: Map<Frame, Link>;
  quantities: Found[];
  failure: string | null;
}

export function attempt(work: Work, act: () => void): void {
  if (work.failure !== null) return;
  try {
    act();
  } catch (error) {
    // one sentence that cannot be read must not take the document with it
    work.failure = error instanceof Error ? error.message : String(error);
  }
}

export const readsAsSpeech = (block: Block): boolean =>
  !["title", "heading", "byline", "date", "credit"].includes(block.kind);
