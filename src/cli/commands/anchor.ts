import { existsSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { addBeacon, addTimestamp, askAuthority, type HeldTimestamp, writeTimestampQuery } from "#case";
import { EXIT, type ExitCode } from "#kernel";
import type { Command, Invocation } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";

export const anchorCommand: Command = {
  name: "anchor",
  summary: "Bind the ledger to the time of others; goes to the network only with --url, and sends one hash.",
  examples: [
    "snowmelt anchor",
    "snowmelt anchor --reply reply.tsr --authority ca.pem",
    "snowmelt anchor --url https://tsa.example/ --authority ca.pem",
    'snowmelt anchor --beacon "the headline of the day" --source "a newspaper, front page" --published 2026-11-24',
  ],
  arguments: [],
  options: [
    { flags: "--reply <file>", about: "record an authority's reply (RFC 3161), after checking it" },
    {
      flags: "--url <url>",
      about: "send the query there and record the reply; only the hash of the checkpoint leaves",
    },
    { flags: "--authority <pem>", about: "the certificates you trust for this: the authority's root, as PEM" },
    { flags: "--beacon <words>", about: "words that nobody could know before they were published" },
    { flags: "--source <words>", about: "where anyone can look them up" },
    { flags: "--published <day>", about: "when they were published, YYYY-MM-DD" },
  ],
  async run(invocation) {
    const { options } = invocation;
    if (options["beacon"] !== undefined) return recordBeacon(invocation);
    const [reply, url] = [options["reply"] as string | undefined, options["url"] as string | undefined];
    if (reply === undefined && url === undefined) return writeQuery(invocation);
    const roots = Buffer.from(readNamed(invocation, options["authority"] as string | undefined)).toString();
    const { effects, home, passphrase } = invocation;
    const dir = invocation.caseDir();
    const bytes =
      url === undefined
        ? readNamed(invocation, reply)
        : await askAuthority(writeTimestampQuery({ dir, home, effects }), url);
    return tell(invocation, await addTimestamp({ dir, home, effects, passphrase, reply: bytes, roots }));
  },
};

function writeQuery({ effects, home, caseDir, json }: Invocation): ExitCode {
  const written = writeTimestampQuery({ dir: caseDir(), home, effects });
  const [query, note] = [relative(effects.cwd, written.query), relative(effects.cwd, written.note)];
  if (json) {
    effects.out(`${JSON.stringify({ format: "snowmelt-anchor/1", n: written.n, query, note })}\n`);
    return EXIT.done;
  }
  effects.out(`${query}\n`);
  effects.say(`That is a query for a time stamp over the checkpoint of ${written.n} acts; it holds a hash and nothing else.
Take it to an authority for time stamps, for example:
  curl -H "Content-Type: application/timestamp-query" --data-binary @${query} URL > reply.tsr
then: snowmelt anchor --reply reply.tsr --authority CA.pem
`);
  return EXIT.done;
}

function tell({ effects, json }: Invocation, held: HeldTimestamp): ExitCode {
  if (json) {
    effects.out(`${JSON.stringify({ format: "snowmelt-anchor/1", ...held })}\n`);
    return EXIT.done;
  }
  const nonce =
    held.repeatsNonce === null ? "\nThe query is no longer here, so its random number was not compared." : "";
  effects.out(visible(`The first ${held.n} acts were recorded before ${held.time}, says ${held.authority}.\n`));
  effects.say(
    visible(`The stamp can be checked until ${held.validUntil.slice(0, 10)}; anchor again before.${nonce}\n`),
  );
  return EXIT.done;
}

async function recordBeacon({ options, effects, home, passphrase, caseDir, json }: Invocation): Promise<ExitCode> {
  const [words, source, published] = ["beacon", "source", "published"].map((name) => options[name]) as (
    | string
    | undefined
  )[];
  if (!words?.trim() || !source?.trim() || published === undefined || !isDay(published)) {
    throw cliError("cli/usage", {
      what: "Cannot record the beacon",
      found: "a beacon needs its words, their source, and the day (YYYY-MM-DD) on which they were published",
      unchanged: "Nothing was recorded.",
      mend: 'snowmelt anchor --beacon "..." --source "..." --published 2026-11-24',
    });
  }
  const { seq } = await addBeacon({ dir: caseDir(), home, effects, passphrase, beacon: { words, source, published } });
  if (json) effects.out(`${JSON.stringify({ format: "snowmelt-anchor/1", beacon: seq, published })}\n`);
  else effects.say(`Whatever is recorded from now on was recorded after ${published}.\n`);
  return EXIT.done;
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00.000Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function readNamed({ effects }: Invocation, name: string | undefined): Uint8Array {
  const path = name === undefined ? undefined : resolve(effects.cwd, name);
  if (path !== undefined && existsSync(path)) return new Uint8Array(readFileSync(path));
  throw cliError("cli/usage", {
    what: "Cannot record a time stamp",
    found:
      name === undefined
        ? "the certificates you trust were not named"
        : `there is no file "${name}"; needed: the reply, and the authority's root certificate as PEM`,
    unchanged: "Nothing was recorded.",
    mend: "snowmelt anchor --reply reply.tsr --authority ca.pem",
  });
}
