import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { enrolApprover, enrolDevice, makeApproverKey, revokeKey, rotateKey, settleFork, signRotation } from "#case";
import { type Effects, EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";
import { approverOf, SECOND_KEY_OPTIONS } from "./second-key.ts";

const REASONS = ["left", "lost", "compromised"] as const;

const enrolCommand: Command = {
  name: "enrol",
  summary: "Enrol the key of a device that joined, so that its log is taken over; or of an approver.",
  examples: [
    'snowmelt keys enrol b 29acba... --holder "the second office"',
    'snowmelt keys enrol approver 29acba... --holder "legal officer"',
  ],
  arguments: [
    { name: "device", about: "its letter, or the word approver" },
    { name: "key", about: "its key, as `join` or `keys approver` printed it; compare it by a channel that you trust" },
  ],
  options: [
    { flags: "--holder <role>", about: "whose it is, as a role, never a name; kept among the private values" },
    ...SECOND_KEY_OPTIONS,
  ],
  async run(invocation) {
    const { args, options, effects, home, caseDir, passphrase } = invocation;
    const [device, key] = args as [string, string];
    const holder = options["holder"] as string | undefined;
    const approver = await approverOf(invocation);
    const change = { dir: caseDir(), home, effects, passphrase, key, holder, approver };
    if (device === "approver") {
      await enrolApprover(change);
      effects.say(
        "The approver is enrolled. To ask for their signature: signers = 2 in case.toml, then: snowmelt run\n",
      );
      return EXIT.done;
    }
    await enrolDevice({ ...change, device });
    effects.say(`Device ${device} is enrolled. When you have a copy of its folder: snowmelt merge FOLDER\n`);
    return EXIT.done;
  },
};

const rotateCommand: Command = {
  name: "rotate",
  summary: "Put a new log key in the old one's place; on a device that joined, with a line that device a signs.",
  examples: ["snowmelt keys rotate", "snowmelt keys rotate b 29acba...", "snowmelt keys rotate --signed LINE"],
  arguments: [
    {
      name: "device",
      about: "on device a, the letter of a device that joined and has a new key waiting; without it, this device's own",
      optional: true,
    },
    {
      name: "key",
      about: "its new key, as `keys rotate` printed it there; compare it by a channel that you trust",
      optional: true,
    },
  ],
  options: [{ flags: "--signed <line>", about: "on a device that joined: what device a printed for its new key" }],
  async run({ args, options, effects, home, caseDir, passphrase, json }) {
    const [device, key] = args as (string | undefined)[];
    const place = { dir: caseDir(), home, effects, passphrase };
    const tell = (told: object): void => effects.out(`${JSON.stringify({ format: "snowmelt-keys/1", ...told })}\n`);
    if (device !== undefined) {
      if (key === undefined && device !== "case") throw keyNeeded(device);
      const signature = await signRotation({ ...place, device, key: key ?? "" });
      if (json) tell({ device, signature });
      else {
        effects.out(`${signature}\n`);
        effects.say(`The line above is no secret. On device ${device}: snowmelt keys rotate --signed LINE\n`);
      }
      return EXIT.done;
    }
    const rotated = await rotateKey({ ...place, signature: options["signed"] as string | undefined });
    if (json) tell(rotated);
    else if ("waiting" in rotated) {
      effects.out(`${rotated.waiting}\n`);
      effects.say(`The new key of device ${rotated.device} is above; the log goes on under the old one until device a has signed it.
Tell it to whoever keeps device a, by a channel that you trust; there: snowmelt keys rotate ${rotated.device} KEY
With the line that comes back, here: snowmelt keys rotate --signed LINE
`);
    } else {
      effects.say(
        `The log is signed by key ${rotated.key} from here on; ${rotated.before} signed it up to here.
Recovery sheets of this device that were made before hold the old key and do not fit any more: snowmelt keys sheet --out DIR
If somebody else may have the old one, on device a: snowmelt keys revoke ${rotated.before} --reason compromised --since DAY
`,
      );
    }
    return EXIT.done;
  },
};

function keyNeeded(device: string): Error {
  return cliError("cli/usage", {
    what: `Cannot sign another key of device ${device}`,
    found: "needed: the key, as `snowmelt keys rotate` printed it on that device",
    unchanged: "Nothing was signed.",
    mend: `snowmelt keys rotate ${device} KEY`,
  });
}

const revokeCommand: Command = {
  name: "revoke",
  summary: "Say that a key no longer counts: what was recorded under it before stays, nothing after it.",
  examples: ["snowmelt keys revoke b --reason left", "snowmelt keys revoke b --reason compromised --since 2026-11-01"],
  arguments: [{ name: "key", about: "a device's letter, or the name of a key (snowmelt keys list)" }],
  options: [
    { flags: "--reason <word>", about: `why: ${REASONS.join(", ")}` },
    {
      flags: "--since <day>",
      about: "YYYY-MM-DD from which on somebody else may have used it; told with all that rests on it",
    },
    { flags: "--why <words>", about: "in words, without a name; kept among the private values" },
    ...SECOND_KEY_OPTIONS,
  ],
  async run(invocation) {
    const { args, options, effects, home, caseDir, passphrase } = invocation;
    const which = args[0]!;
    const reason = REASONS.find((word) => word === options["reason"]);
    const [since, why] = [options["since"], options["why"]] as (string | undefined)[];
    const isDay = since === undefined || (/^\d{4}-\d\d-\d\d$/.test(since) && !Number.isNaN(Date.parse(since)));
    if (reason === undefined || !isDay) {
      throw cliError("cli/usage", {
        what: `Cannot revoke "${which}"`,
        found: `needed: a reason (${REASONS.join(", ")}), and a day as YYYY-MM-DD if one is given`,
        unchanged: "Nothing was recorded.",
        mend: `snowmelt keys revoke ${which} --reason lost`,
      });
    }
    const approver = await approverOf(invocation);
    const { n } = await revokeKey({ dir: caseDir(), home, effects, passphrase, which, reason, since, why, approver });
    effects.say(
      visible(
        `Revoked: ${which}. ${n === null ? "What it signed stands" : `The first ${n} entries of its log count, and none after them`}${
          since === undefined ? "" : `; acts from ${since} on are told as disputed`
        }.\n`,
      ),
    );
    return EXIT.done;
  },
};

const approverCommand: Command = {
  name: "approver",
  summary: "Make the key of an approver, in a file for somebody else to keep; prints its public key.",
  examples: ["snowmelt keys approver /media/stick/approver.json"],
  arguments: [{ name: "file", about: "where the key goes; not beside the case's own keys" }],
  options: [SECOND_KEY_OPTIONS[1], { flags: "--no-passphrase", about: "keep it without a passphrase" }],
  async run({ args, options, effects, caseDir, json }) {
    const words = options["keyPassphraseFile"] as string | undefined;
    const isOpen = options["passphrase"] === false;
    const asked = words === undefined ? await askNew(effects, isOpen) : firstLine(resolve(effects.cwd, words));
    if (!isOpen && (asked === null || asked === "")) {
      throw cliError("cli/usage", {
        what: "Cannot make an approver's key",
        found: "there is no passphrase for it",
        unchanged: "Nothing was written.",
        mend: "Run it in a terminal, or: snowmelt keys approver FILE --key-passphrase-file FILE (or --no-passphrase)",
      });
    }
    const file = resolve(effects.cwd, args[0]!);
    const key = makeApproverKey({ dir: caseDir(), file, effects, passphrase: isOpen ? null : asked });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-keys/1", key })}\n`);
    else {
      effects.out(`${key}\n`);
      effects.say("Give the file to whoever approves, and keep no copy. Then: snowmelt keys enrol approver KEY\n");
    }
    return EXIT.done;
  },
};

function askNew(effects: Effects, isOpen: boolean): Promise<string | null> {
  return isOpen ? Promise.resolve(null) : effects.ask("Passphrase of the approver's key: ", { secret: true });
}

function firstLine(path: string): string {
  return readFileSync(path, "utf8").split(/\r?\n/, 1)[0]!;
}

const settleCommand: Command = {
  name: "settle",
  summary: "Say why you go on with the history in ledger/ after a second one of a device's log was met.",
  examples: ['snowmelt keys settle b --reason "the other was a test on a copy"'],
  arguments: [{ name: "device", about: "its letter" }],
  options: [{ flags: "--reason <words>", about: "why; recorded" }],
  async run({ args, options, effects, home, caseDir, passphrase }) {
    const [device, reason] = [args[0]!, options["reason"]];
    if (typeof reason !== "string" || reason.trim() === "") {
      throw cliError("cli/usage", {
        what: `Cannot settle the fork of device ${device}`,
        found: "needed: a reason in words",
        unchanged: "Nothing was recorded.",
        mend: `snowmelt keys settle ${device} --reason "..."`,
      });
    }
    await settleFork({ dir: caseDir(), home, effects, passphrase, device, reason });
    effects.say("Recorded. The other history stays under ledger/forks/ and private/forks/.\n");
    return EXIT.done;
  },
};

/** The verbs of `keys` that change who may sign. */
export const ROSTER_COMMANDS: readonly Command[] = [
  enrolCommand,
  rotateCommand,
  revokeCommand,
  approverCommand,
  settleCommand,
];
