import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MADE_UP, type Ran, Workbench } from "../support/cli.ts";
import { filesIn } from "../support/derived.ts";

// Every reason for which a dossier is not handed over, through the command line. Everything in these cases is made up.
let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

interface Made {
  /** Rows of facts.csv under `file,consent_by,consent_uses,consent_audiences,consent_until,consent_embargo`. */
  readonly facts?: string;
  /** Files that replace those of the made-up case. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly now?: string;
}

/** Makes the case, publishes it, and makes sure that a refusal leaves nothing behind. */
async function publish({ facts = "*,n/a,,,,", files = {}, now = "2026-06-15T12:00:00Z" }: Made): Promise<Ran> {
  const at = { now: () => new Date(now) };
  await bench.run(["init", "case", "--no-passphrase", "--name", "The mill (made up)"], at);
  const head = "file,consent_by,consent_uses,consent_audiences,consent_until,consent_embargo";
  for (const [path, content] of Object.entries({ ...MADE_UP, "facts.csv": `${head}\n${facts}\n`, ...files })) {
    bench.write(/^(hand\/|case\.toml)/.test(path) ? `case/${path}` : path, content);
  }
  const recorded = [
    await bench.run(["collect", "evidence", "--facts", "facts.csv", "--case", "case"], at),
    await bench.run(["run", "--case", "case"], at),
  ];
  for (const { exit, said } of recorded) expect({ exit, said: exit === 0 ? "" : said }).toEqual({ exit: 0, said: "" });
  const ledger = filesIn(bench.path("case", "ledger"));
  const ran = await bench.run(["publish", "--audience", "public", "--case", "case"], at);
  const dossiers = bench.path("case", "dossiers");
  const left = existsSync(dossiers) ? readdirSync(dossiers) : [];
  if (ran.exit === 0)
    expect(left.map((name) => name.replace(/^public-\d+/, "")).sort()).toEqual(["", ".copies", ".zip"]);
  else {
    expect(left).toEqual([]);
    expect(filesIn(bench.path("case", "ledger"))).toEqual(ledger);
    expect(existsSync(join(bench.path("case"), "output", "dossiers"))).toBe(false);
    expect(ran.out).toBe("");
    // What could not be done and what was found, with the code; what did not change; what mends it.
    expect(ran.said).toMatch(/(?:^|\n)Cannot [^\n]* \[publish\/[a-z-]+\]\nNothing was published[^\n]*\n[^\n]+\n$/);
  }
  return ran;
}

const toml = MADE_UP["hand/marks.toml"]!;
const dossier = MADE_UP["hand/dossier.md"]!;

describe("what publish refuses", () => {
  it("nothing, when all is open and agreed", async () => {
    expect(await publish({})).toMatchObject({ exit: 0, code: null });
  });

  it("publish/no-text: no text is open to the audience", async () => {
    const closed = dossier.replace('level = "public"', 'level = "team"');
    expect(await publish({ files: { "hand/dossier.md": closed } })).toMatchObject({
      code: "publish/no-text",
      exit: 21,
    });
  });

  const consents: readonly (readonly [string, string, RegExp])[] = [
    ["it is missing", "*,,,,,", /E1: consent is missing/],
    [
      "it was given to others",
      "*,the nurse,dossier,court,,",
      /E1, quoted by C1: consent was not given for the audience "public"/,
    ],
    ["it has ended", "*,the nurse,dossier,public,2026-06-14,", /E1, quoted by C1: consent ended on 2026-06-14/],
  ];
  it.each(consents)("publish/no-consent: %s", async (_, facts, reason) => {
    const ran = await publish({ facts });
    expect(ran).toMatchObject({ code: "publish/no-consent", exit: 21 });
    expect(ran.said).toMatch(reason);
    const preview = await bench.run(["publish", "--audience", "public", "--preview", "--case", "case"], {
      now: () => new Date("2026-06-15T12:00:00Z"),
    });
    expect(preview.exit).toBe(3);
    expect(preview.out).toMatch(new RegExp(`Further than was agreed:\n  ${reason.source}`));
  });

  it("publish/embargo: not before its day, and on that day", async () => {
    const facts = "*,the nurse,dossier,public,,2026-07-01";
    const ran = await publish({ facts, now: "2026-06-30T23:59:59Z" });
    expect(ran).toMatchObject({ code: "publish/embargo", exit: 21 });
    expect(ran.said).toMatch(/E1, quoted by C1: under embargo until 2026-07-01/);
    const at = { now: () => new Date("2026-07-01T00:00:00Z") };
    expect(await bench.run(["publish", "--audience", "public", "--case", "case"], at)).toMatchObject({ exit: 0 });
  });

  it("publish/leak: a closed name in an open sentence, in any spelling, is named and not repeated", async () => {
    const name = "Halvard Quist of Tal Amra (made up)";
    const sources = MADE_UP["hand/sources.toml"]!.replace("a nurse (made up)", name);
    const files = {
      "hand/sources.toml": sources,
      "hand/marks.toml": toml.replace('"S2", ', ""),
      "hand/dossier.md": dossier
        .replace("A nurse counted", "HALVARD QUIST\u00a0of Tal\u00adAmra (made up) counted")
        .replace("Tal\u00adAmra", "Tal Am\u00adra"),
    };
    const ran = await publish({ files });
    expect(ran).toMatchObject({ code: "publish/leak", exit: 21 });
    expect(ran.said).toMatch(
      /index\.html: holds S2\/name, in plain or escaped words; also in [^;]+; said by text\.en\/sections\/\S+\/text\n/,
    );
    expect(ran.said).not.toMatch(/Halvard/i);
  });

  it("publish/leak: the machine's own names", async () => {
    const files = {
      "hand/dossier.md": dossier.replace("is made up", `is made up and lies in \\\`${bench.path("case")}\\\``),
    };
    const ran = await publish({ files });
    expect(ran).toMatchObject({ code: "publish/leak", exit: 21 });
    expect(ran.said).toMatch(/index\.html: holds the case's folder/);
  });

  it("publish/no-approval: fewer approvals than case.toml asks for, and then enough", async () => {
    const settings =
      'format = 1\nname = "The mill (made up)"\nlanguages = ["en"]\n[audiences.public]\nlevels = ["public"]\napprovals = 1\n';
    const ran = await publish({ files: { "case.toml": settings } });
    expect(ran).toMatchObject({ code: "publish/no-approval", exit: 21 });
    const approve = [
      "publish",
      "--audience",
      "public",
      "--approve",
      "--by",
      "legal officer",
      "--reason",
      "read",
      "--case",
      "case",
    ];
    expect(await bench.run(approve)).toMatchObject({ exit: 0 });
    expect(await bench.run(["run", "--case", "case"])).toMatchObject({ exit: 0 });
    expect(await bench.run(["publish", "--audience", "public", "--case", "case"])).toMatchObject({ exit: 0 });
  });

  it("publish/risk: known by a sentence, a source or a judgement that only refers to the claim; one role typed twice is one", async () => {
    const person =
      '[[person]]\nid = "P1"\nname = { en = "Halvard Quist (made up)" }\nattributes = { profession = "farrier", residence = "Qarn Weir", age = 41 }\nclaims = ["C2"]\n';
    const files = {
      "hand/persons.toml": person,
      "hand/sources.toml": MADE_UP["hand/sources.toml"]!.replace('"B"', '"B"\ndescriptor = "aged 41, made up"'),
      "hand/judgements.toml": MADE_UP["hand/judgements.toml"]!.replace("Two people", "Two people, one from Qarn Weir,"),
      "hand/dossier.md": dossier.replace("A nurse counted", "The farrier counted").replace("[N3].", "[N3] [J1]."),
    };
    const ran = await publish({ files });
    expect(ran).toMatchObject({ code: "publish/risk", exit: 21 });
    expect(ran.said).toMatch(/few-alike: P1: 1 person fits .* telling: age; profession; residence/);
    const at = (...args: string[]) => bench.run(["publish", "--audience", "public", ...args, "--case", "case"]);
    const accept = ["--accept", "few-alike,global-risk,no-population", "--reason", "made up"];
    for (const role of ["legal officer", "Legal  Officer.", "legal-officer "])
      expect(await at("--approve", "--by", role, ...accept)).toMatchObject({ exit: 0 });
    expect(await at()).toMatchObject({ code: "publish/risk" });
    expect(await at("--approve", "--by", "director", ...accept)).toMatchObject({ exit: 0 });
    expect(await at()).toMatchObject({ exit: 0 });
  });

  it("a place that is closed by name is closed on the map too", async () => {
    const files = {
      "hand/incidents.toml": `[[incident]]\nid = "I1"\ntitle = "Held in the mill (made up)"\nwhat = "People were held."\nwhere = "behind the weir"\npoint = { latitude = 33.5, longitude = 36.25, radius-m = 400 }\nclaims = ["C1"]\n`,
      "hand/marks.toml": `${toml.replace('"J1"', '"J1", "I1"')}\n[[mark]]\nid = "M2"\nitems = ["I1"]\nfield = "/where"\nlevel = "team"\nreason = "made up"\n`,
      "hand/dossier.md": dossier.replace("[N3].", "[N3] [I1]."),
    };
    expect(await publish({ files })).toMatchObject({ exit: 0, code: null });
    const [name] = readdirSync(bench.path("case", "dossiers")).filter((found) => /\d$/.test(found));
    const page = readFileSync(bench.path("case", "dossiers", name!, "index.html"), "utf8");
    expect(page).toContain("People were held.");
    expect(page).not.toMatch(/behind the weir|36\.25/);
  });

  it("cli/usage: what belongs to an approval, without one", async () => {
    await publish({});
    const ran = await bench.run(["publish", "--audience", "public", "--accept", "few-alike", "--case", "case"]);
    expect(ran).toMatchObject({ code: "cli/usage", exit: 2 });
    expect(ran.said).toMatch(/--accept without --approve/);
  });

  it("publish/risk: somebody without a name who could be known again", async () => {
    const person =
      '[[person]]\nid = "P1"\nname = { en = "Halvard Quist (made up)" }\nattributes = { sex = "man", age = 41 }\nclaims = ["C1"]\n';
    const marks = `${toml}\n[[mark]]\nid = "M2"\nitems = ["P1"]\nlevel = "public"\nreason = "made up"\n\n[[mark]]\nid = "M3"\nitems = ["P1"]\nfield = "/name"\nlevel = "team"\nbecause = "protection"\nreason = "made up"\n`;
    const text = dossier.replace("The difference stays open [N3].", "Among them was {P1} [C1].");
    const ran = await publish({
      files: { "hand/persons.toml": person, "hand/marks.toml": marks, "hand/dossier.md": text },
    });
    expect(ran).toMatchObject({ code: "publish/risk", exit: 21 });
    expect(ran.said).not.toMatch(/Halvard/);
  });

  it("cli/not-confirmed: on a terminal it is shown who will see what, and the audience's name is asked for", async () => {
    await publish({});
    const terminal = { sayIsTerminal: true };
    const again = ["publish", "--audience", "public", "--case", "case"];
    const ran = await bench.run(again, { ...terminal, answers: ["yes"] });
    expect(ran).toMatchObject({ code: "cli/not-confirmed", exit: 21, out: "" });
    expect(ran.said).toMatch(/public-\d+ would show:\n.*It would not show:\n/s);
    expect((await bench.run(again, { ...terminal, answers: ["public"] })).exit).toBe(0);
    // Nobody there to ask, and told not to ask.
    expect((await bench.run(again, terminal)).exit).toBe(0);
    expect((await bench.run([...again, "--yes"], { ...terminal, answers: ["no"] })).said).not.toContain("would show");
  });

  it("case/bad-recipient: a crosswalk for nobody", async () => {
    await publish({});
    const sealed = ["publish", "--audience", "public", "--crosswalk", "age1nobody", "--case", "case"];
    expect(await bench.run(sealed)).toMatchObject({ code: "case/bad-recipient", exit: 2 });
    expect(readdirSync(bench.path("case", "dossiers")).filter((name) => name.includes("crosswalk"))).toEqual([]);
  });

  it("publish/no-picture: a picture in which something is to be unseen cannot be made", async () => {
    // Whole enough to tell its size, too short to show its pixels.
    const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * 7919) >> 3));
    const jpeg = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .jpeg()
      .toBuffer();
    const redaction =
      '[[redaction]]\nid = "R1"\nexhibit = "E2"\nregions = [{ x = 15, y = 5, width = 20, height = 20 }]\nreason = "a face (made up)"\n';
    const files = {
      "evidence/photo.jpg": jpeg.subarray(0, jpeg.length >> 1),
      "hand/redactions.toml": redaction,
      "hand/marks.toml": toml.replace('"E1",', '"E1", "E2",'),
      "hand/dossier.md": dossier.replace("[N3].", "[N3] [E2]."),
    };
    expect(await publish({ files })).toMatchObject({ code: "publish/no-picture", exit: 21 });
  });
});
