import type { Frame, Range } from "./attribution/view.ts";
import type { Kind } from "./format.ts";
import type { FoundHedge } from "./layers/hedges.ts";
import type { Found } from "./layers/quantity-view.ts";

/** A claim before it has an id: token ranges and the frames that carry it, outermost first. */
export interface Draft {
  readonly parts: readonly Range[];
  readonly frames: readonly Frame[];
  /** Carried over from a neighbour: a quotation that goes on, a list's heading, a turn. */
  readonly inherited: boolean;
  readonly mode: "direct" | "mixed" | "indirect" | "author";
  readonly hedges: readonly FoundHedge[];
  readonly kind: Kind;
  readonly polarity: "positive" | "negative";
  readonly presupposed: boolean;
  readonly ambiguous: string | null;
}

export interface Setting {
  readonly hedges: readonly FoundHedge[];
  readonly quantities: readonly Found[];
  /** Quotations that have a speaker although this sentence names none. */
  readonly spoken: (quote: number) => boolean;
  /** The whole sentence is somebody's: a turn, a bullet under a heading that names its source. */
  readonly owned: boolean;
  readonly turn: boolean;
  readonly bullet: boolean;
}
