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
    name: "collect",
    summary:
      "Preserve files, folders and archives as exhibits; goes to the network only for a URL, which a headless browser then captures.",
    load: async () => (await import("./commands/collect.ts")).collectCommand,
  },
  {
    name: "derive",
    summary: "Preserve a translation or transcript of an exhibit: who made it, who checked it, its time codes.",
    load: async () => (await import("./commands/derive.ts")).deriveCommand,
  },
  {
    name: "run",
    summary: "Record what changed under hand/ and derive everything that is stale.",
    load: async () => (await import("./commands/run.ts")).runCommand,
  },
  {
    name: "read",
    summary: "Read a text into claims: who says what, how strongly, how many, when and where.",
    load: async () => (await import("./commands/read.ts")).readCommand,
  },
  {
    name: "link",
    summary: "Find the same person across lists.",
    load: async () => (await import("./commands/link.ts")).linkCommand,
  },
  {
    name: "estimate",
    summary: "Estimate how many were never listed, from the overlaps of lists.",
    load: async () => (await import("./commands/estimate.ts")).estimateCommand,
  },
  {
    name: "imagery",
    summary: "Measure what scenes over a site show, and what they cannot.",
    load: async () => (await import("./commands/imagery.ts")).imageryCommand,
  },
  {
    name: "assess",
    summary: "Weigh the claims: origins, conflicting figures, competing hypotheses, and the wording of judgements.",
    load: async () => (await import("./commands/assess.ts")).assessCommand,
  },
  {
    name: "mark",
    summary: "Say who may see an item, and why.",
    load: async () => (await import("./commands/mark.ts")).markCommand,
  },
  {
    name: "publish",
    summary: "Make a dossier for an audience, with its proof, as a folder and a zip.",
    load: async () => (await import("./commands/publish.ts")).publishCommand,
  },
  {
    name: "verify",
    summary: "Check a dossier or a case, offline; of two dossiers, whether the first replaces the second.",
    load: async () => (await import("./commands/verify.ts")).verifyCommand,
  },
  {
    name: "why",
    summary: "Show where a number, a sentence or an item comes from, down to the exhibits.",
    load: async () => (await import("./commands/why.ts")).whyCommand,
  },
  {
    name: "anchor",
    summary: "Bind the ledger to the time of others; goes to the network only with --url, and sends one hash.",
    load: async () => (await import("./commands/anchor.ts")).anchorCommand,
  },
  {
    name: "seal",
    summary: "Close a case: encrypt everything but the ledger, remove the plain files.",
    load: async () => (await import("./commands/seal.ts")).sealCommand,
  },
  {
    name: "open",
    summary: "Open a sealed case, to work in it until it is sealed again.",
    load: async () => (await import("./commands/open.ts")).openCommand,
  },
  {
    name: "keys",
    summary: "Look after the case's keys: who may sign, recovery sheet, restoring, passphrase.",
    load: async () => (await import("./commands/keys.ts")).keysCommand,
  },
  {
    name: "join",
    summary: "Make this machine one more device of a case: a folder, a log and a key of its own.",
    load: async () => (await import("./commands/join.ts")).joinCommand,
  },
  {
    name: "merge",
    summary: "Bring over what another copy of the case folder holds: logs, values, exhibits; nothing here is lost.",
    load: async () => (await import("./commands/merge.ts")).mergeCommand,
  },
  {
    name: "backup",
    summary: "Copy the case to another disk or folder, and verify the copy.",
    load: async () => (await import("./commands/backup.ts")).backupCommand,
  },
  {
    name: "fixity",
    summary: "Hash exhibits again, those first that waited longest, and record the result.",
    load: async () => (await import("./commands/fixity.ts")).fixityCommand,
  },
  {
    name: "papers",
    summary:
      "Write the chain of custody of an exhibit or a published dossier as a page to print, with a form to hand it over.",
    load: async () => (await import("./commands/papers.ts")).papersCommand,
  },
  {
    name: "hand-over",
    summary: "Record that exhibits or a dossier were handed to someone.",
    load: async () => (await import("./commands/hand-over.ts")).handOverCommand,
  },
  {
    name: "withdraw",
    summary: "Record that a published dossier no longer stands, and list who has to be told.",
    load: async () => (await import("./commands/withdraw.ts")).withdrawCommand,
  },
  {
    name: "drill",
    summary: "Break a copy of the case in every way that can happen, and report how it held, signed.",
    load: async () => (await import("./commands/drill.ts")).drillCommand,
  },
  {
    name: "erase",
    summary: "Destroy a record: its values, their keys, the file; the ledger still verifies.",
    load: async () => (await import("./commands/erase.ts")).eraseCommand,
  },
  {
    name: "status",
    summary: "Show what is in the case, what is stale and what to do next.",
    load: async () => (await import("./commands/status.ts")).statusCommand,
  },
  {
    name: "list",
    summary: "List the items of the case, all or of one kind.",
    load: async () => (await import("./commands/list.ts")).listCommand,
  },
  {
    name: "show",
    summary: "Show one item with every field.",
    load: async () => (await import("./commands/show.ts")).showCommand,
  },
  {
    name: "find",
    summary: "Find items by words, in any script and spelling.",
    load: async () => (await import("./commands/find.ts")).findCommand,
  },
  {
    name: "doctor",
    summary: "Look at this machine and the case, and say how to mend what is not well.",
    load: async () => (await import("./commands/doctor.ts")).doctorCommand,
  },
  {
    name: "eval",
    summary: "Measure the reader against readings made by hand, and a grammar against its examples.",
    load: async () => (await import("./commands/eval.ts")).evalCommand,
  },
];
