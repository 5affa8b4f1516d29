import type { Command } from "./command.ts";

/** A verb's name and sentence stand here so that `snowmelt` answers fast; the rest loads when the verb is used. */
export interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** The verbs in the order of the work. A test compares each summary with the command's own. */
export const REGISTRY: readonly Entry[] = [
  { name: "init", summary: "Make a case.", load: async () => (await import("./commands/init.ts")).initCommand },
  {
    name: "status",
    summary: "Show what is in the case, what is stale and what to do next.",
    load: async () => (await import("./commands/status.ts")).statusCommand,
  },
  {
    name: "run",
    summary: "Record what changed under hand/ and derive everything that is stale.",
    load: async () => (await import("./commands/run.ts")).runCommand,
  },
];
