import type { Entity } from "../format.ts";

/** An entity as it is collected while a document is read in order. */
export interface Known extends Entity {
  readonly key: string;
  /** Folded words of its name, by which other mentions find it. */
  readonly words: Set<string>;
  readonly named: boolean;
  plural: boolean;
  /** `f` or `m` when a title, a role or a pronoun has told. */
  gender: string | null;
  /** Where in the document it was last mentioned: what recency counts by. */
  at: number;
}
