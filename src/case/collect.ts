import { resolve } from "node:path";
import { type Problem, SnowmeltError } from "#kernel";
import { openStore } from "#store";
import {
  type Captured,
  type Collected,
  capture,
  collect,
  factsForAll,
  lookForCoveredText,
  looksLikeAddress,
  overlay,
  readExhibit,
  readFacts,
} from "#vault";
import type { CaseOptions } from "./run.ts";
import { requireKnownFormat } from "./settings.ts";

export { type Collected, collectTemplate } from "#vault";

export interface CollectCaseOptions extends CaseOptions {
  /** Files, folders, `-` for standard input, and addresses of web pages. */
  readonly paths: readonly string[];
  /** A table of facts (`snowmelt collect --template`). */
  readonly factsFile?: string | undefined;
  /** Facts said for every file; the table's cells go before them. */
  readonly facts: Parameters<typeof factsForAll>[0];
  readonly dryRun: boolean;
  readonly unpack: boolean;
  readonly stdinName?: string | undefined;
  /** How addresses are captured; see the vault's `CaptureOptions`. */
  readonly web?: {
    readonly seconds?: number;
    readonly allowPrivate?: boolean;
    readonly anyCertificate?: boolean;
    readonly proxy?: string | undefined;
  };
}

export interface CollectedCase extends Collected {
  /** What whoever publishes an exhibit must know: text under black boxes is not gone. */
  readonly warnings: readonly Problem[];
  /** What captured pages asked for and could not be kept, each with the reason. */
  readonly notKept: readonly string[];
}

/** Larger PDFs are not looked into: reading them takes minutes. */
const LARGEST_PDF = 64 << 20;

/**
 * Preserves files as exhibits of a case. A dry run needs neither key nor lock.
 *
 * @throws vault/bad-facts before anything is opened, and what `collect` and the store throw
 */
export async function collectCase(options: CollectCaseOptions): Promise<CollectedCase> {
  const { dir, home, effects, paths, dryRun, unpack, stdinName } = options;
  requireKnownFormat(dir);
  const forAll = factsForAll(options.facts);
  const table = options.factsFile;
  const facts = table === undefined ? forAll : overlay(await readFacts(resolve(effects.cwd, table), table), forAll);
  const store = openStore({ dir, home, effects });
  try {
    if (!dryRun) await store.unlock(options.passphrase);
    const name = stdinName === undefined ? {} : { stdinName };
    const files = paths.filter((path) => !looksLikeAddress(path));
    const collected = await collect(files, { store, facts, dryRun, unpack, ...name }, effects);
    const pages = await captureAll(paths.filter(looksLikeAddress), { store, facts, dryRun, ...options.web }, effects);
    const together = {
      added: [...collected.added, ...pages.added],
      already: [...collected.already, ...pages.already],
      refused: [...collected.refused, ...pages.refused],
      unusedFacts: facts.unused(),
    };
    return { ...together, notKept: pages.notKept, warnings: dryRun ? [] : await warningsOf(dir, collected) };
  } finally {
    store.close();
  }
}

/** Captures one page after another; one that cannot be captured is listed, and the rest goes on. */
async function captureAll(
  addresses: readonly string[],
  options: Parameters<typeof capture>[1],
  effects: CaseOptions["effects"],
): Promise<Captured> {
  const all: Captured[] = [];
  for (const address of addresses) {
    all.push(
      await capture(address, options, effects).catch((error) => {
        if (!(error instanceof SnowmeltError) || !OF_ONE_PAGE.has(error.code)) throw error;
        return { added: [], already: [], refused: [error], notKept: [] };
      }),
    );
  }
  return {
    added: all.flatMap(({ added }) => added),
    already: all.flatMap(({ already }) => already),
    refused: all.flatMap(({ refused }) => refused),
    notKept: all.flatMap(({ notKept }) => notKept),
  };
}

const OF_ONE_PAGE = new Set(
  ["bad-address", "bad-proxy", "private-address", "bad-certificate", "no-browser", "capture-failed"].map(
    (code) => `vault/${code}`,
  ),
);

async function warningsOf(dir: string, { added }: Collected): Promise<readonly Problem[]> {
  const pdfs = added.filter(({ mediaType, size }) => mediaType === "application/pdf" && size <= LARGEST_PDF);
  if (pdfs.length === 0) return [];
  const warnings: Problem[] = [];
  for (const { id, sha256 } of pdfs) {
    const found = await lookForCoveredText(await readExhibit(dir, sha256));
    if ("failed" in found) {
      warnings.push({
        message: `${id}: this PDF could not be looked into for text under black boxes (${found.failed})`,
      });
      continue;
    }
    for (const { page, characters, how } of found) {
      warnings.push({
        message: `${id}, page ${page}: ${characters} characters stand ${how}; a program reads them. To publish it, make it pictures: hand/redactions.toml`,
      });
    }
  }
  return warnings;
}
