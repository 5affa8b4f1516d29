import type { Json } from "#kernel";

export interface JsonObject {
  readonly [key: string]: Json;
}

/** What a person did, to be recorded. The store commits to `value` and publishes `x`; `record` knows their shapes. */
export interface NewAct {
  readonly kind: string;
  readonly value: JsonObject;
  readonly x?: JsonObject;
}

/** A recorded act. */
export interface Act {
  readonly seq: number;
  /** The letter of the device whose log holds it. */
  readonly device: string;
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  /** Name of the log key that signed it. */
  readonly by: string;
  readonly kind: string;
  /** `null` when it was erased. */
  readonly value: JsonObject | null;
  readonly x?: JsonObject;
}
