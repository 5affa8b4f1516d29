import type { CaseState } from "../state.ts";

/** The device that states an item, by the letters at the end of its id; device a states what carries none, and the texts. */
export function ownerOf(id: string): string {
  return /^[A-Z][0-9]+([a-z]+)$/.exec(id)?.[1] ?? "a";
}

/**
 * Whether an item is one that this device states. Device a alone in its case states everything: before there were
 * others, letters at the end of an id meant nothing.
 */
export function isOurs({ device, peers }: Pick<CaseState, "device" | "peers">, id: string): boolean {
  const owner = ownerOf(id);
  return owner === device || (device === "a" && !peers.has(owner));
}
