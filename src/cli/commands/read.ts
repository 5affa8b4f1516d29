import { existsSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { type ExhibitReading, readExhibitOfCase, textOf } from "#case";
import { EXIT, type ExitCode, sha256Hex } from "#kernel";
import { extractionWarnings, type Grammar, LANGUAGES, mediaTypeOf, type Reading, read, readingPage } from "#reading";
import type { Command, Invocation } from "../command.ts";
import { cliError } from "../errors.ts";
import { grammarFile } from "../grammar-file.ts";
import { visible } from "../print-error.ts";
import { keepInputs, writeNamed } from "../write-file.ts";

export const readCommand: Command = {
  name: "read",
  summary: "Read a text into claims: who says what, how strongly, how many, when and where.",
  examples: [
    "snowmelt read report.pdf --reference-date 2017-05-15",
    "snowmelt read testimony.txt --reference-date 2014-02-10 --json",
    "snowmelt read news.html --reference-date 2017-05-15 --html reading.html",
    "snowmelt read E12",
  ],
  arguments: [
    {
      name: "file",
      about:
        "a text, Markdown, HTML, PDF or DOCX file; or an exhibit of the case (E12): what is new goes to hand/readings/ for your decision",
    },
  ],
  options: [
    {
      flags: "--reference-date <day>",
      about: "the day of publication, from which “last week” counts: YYYY-MM-DD; an exhibit has its source's",
    },
    {
      flags: "--language <tag>",
      about: `the grammar to read with (${LANGUAGES.join(", ")}) when the guess by script is wrong`,
    },
    {
      flags: "--grammar <file>",
      about: "a grammar of your own, LANGUAGE.grammar (docs/formats/grammar.md): files only, no exhibits",
    },
    { flags: "--html <file>", about: "write a page that shows the text with its layers" },
  ],
  async run(invocation) {
    const { args, options, effects, json } = invocation;
    const path = resolve(effects.cwd, args[0]!);
    const ofOwn =
      typeof options["grammar"] === "string" ? grammarFile(resolve(effects.cwd, options["grammar"])) : undefined;
    if (/^E[1-9]\d*[a-z]*$/.test(args[0]!) && !existsSync(path)) {
      if (ofOwn === undefined) return readExhibit(invocation, args[0]!);
      throw cliError("cli/usage", {
        what: `Cannot read ${args[0]} with the grammar "${options["grammar"]}"`,
        found: "what is read in a case must be read the same by anybody: needed a grammar that comes with the program",
        unchanged: "Nothing was read.",
        mend: `Read the file itself with --grammar, or put the grammar beside the others: docs/formats/grammar.md.`,
      });
    }
    const referenceDate = options["referenceDate"];
    if (typeof referenceDate !== "string") {
      throw cliError("cli/usage", {
        what: `Cannot read "${args[0]}"`,
        found: "no --reference-date was given, so that “last week” has no day to count from",
        unchanged: "Nothing was read.",
        mend: `snowmelt read ${args[0]} --reference-date YYYY-MM-DD, the day of publication.`,
      });
    }
    const [html, grammar] = [options["html"], options["grammar"]];
    const inputs = [args[0]!, ...(typeof grammar === "string" ? [grammar] : [])];
    if (typeof html === "string") keepInputs(effects.cwd, inputs, [html]);
    const { text, reading } = await readFile(path, referenceDate, options["language"], ofOwn);
    if (typeof html === "string") writeNamed(resolve(effects.cwd, html), readingPage(text, reading));
    if (json) effects.out(`${JSON.stringify(reading)}\n`);
    else print(reading, effects.out);
    if (typeof html === "string") effects.say(`The page is in ${html}.\n`);
    return reading.sentences.some((s) => s.status === "unread") ? EXIT.partly : EXIT.done;
  },
};

/** Reads an exhibit of the case; what is new waits in a file for a person's decision. */
async function readExhibit(invocation: Invocation, exhibit: string): Promise<ExitCode> {
  const { options, effects, home, json } = invocation;
  const said = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === "string" ? value : undefined;
  };
  const dir = invocation.caseDir();
  const [referenceDate, language] = [said("referenceDate"), said("language")];
  const result = await readExhibitOfCase({ dir, home, effects, exhibit, referenceDate, language });
  const { text, reading, file, suggested, known, unknownSpeakers, drift } = result;
  const html = said("html");
  if (html !== undefined) writeNamed(resolve(effects.cwd, html), readingPage(text, reading));
  if (json) {
    const told = {
      format: "snowmelt-case-reading/1",
      exhibit,
      file,
      suggested,
      known,
      unknownSpeakers,
      drift,
      reading,
    };
    effects.out(`${JSON.stringify(told)}\n`);
  } else {
    print(reading, effects.out);
    effects.out(driftLines(drift));
  }
  effects.say(
    file === null
      ? `Nothing new: ${known === 1 ? "the one claim waits" : `all ${known} claims wait`} under hand/readings/ or ${known === 1 ? "is" : "are"} decided.\n`
      : `${some(suggested, "new suggestion")} in ${file}${known === 0 ? "" : `; ${known} were there already`}. Decide them there, then: snowmelt run\n`,
  );
  if (unknownSpeakers.length > 0)
    effects.say(`No source yet for: ${unknownSpeakers.map(visible).join("; ")}. Write them in hand/sources.toml.\n`);
  return reading.sentences.some((s) => s.status === "unread") ? EXIT.partly : EXIT.done;
}

/** The same figure with other bounds elsewhere: the bound is the claim, and none is called the right one. */
function driftLines(drift: ExhibitReading["drift"]): string {
  return drift
    .map(({ number, unit, per, variants }) => {
      const what = `${number}${unit === null ? "" : ` ${unit}`}${per === null ? "" : ` per ${per}`}`;
      const lines = variants.map(
        ({ text, relation, exact, source }) =>
          `    ${text}: “${oneLine(exact)}” (${relation}), ${source ?? "the text itself"}`,
      );
      return `! ${visible(what)} is given with different bounds:\n${lines.join("\n")}\n`;
    })
    .join("");
}

/** The text of a file and its reading; formats other than plain text carry how the text was won. */
export async function readFile(
  path: string,
  referenceDate: string,
  language: unknown,
  grammar?: Grammar,
): Promise<{ text: string; reading: Reading }> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(readFileSync(path));
  } catch (cause) {
    throw cliError("cli/usage", {
      what: `Cannot read "${basename(path)}"`,
      found: `the file cannot be opened (${cause instanceof Error && "code" in cause ? String(cause.code) : "unknown"})`,
      unchanged: "Nothing was read.",
      mend: "Check the path.",
      cause,
    });
  }
  const mediaType = mediaTypeOf(path, bytes);
  const extracted = await textOf(bytes, mediaType);
  const { text, tool, version, sha256, places } = extracted;
  const plain = mediaType === "text/plain" || mediaType === "text/markdown";
  const reading = read(text, {
    referenceDate,
    sha256: sha256Hex(bytes),
    warnings: extractionWarnings(extracted),
    ...(typeof language === "string" ? { language } : {}),
    ...(grammar === undefined ? {} : { grammar }),
    ...(plain ? {} : { extraction: { tool, version, sha256, places } }),
  });
  return { text, reading };
}

const some = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;

/** Words of a text on one line of a list. */
const oneLine = (words: string): string => visible(words.replace(/\s+/gu, " "));

function print(reading: Reading, out: (text: string) => void): void {
  const quantities = new Map(reading.quantities.map((q) => [q.id, q]));
  const times = new Map(reading.times.map((t) => [t.id, t]));
  for (const claim of reading.claims) {
    const chain = claim.attribution.chain.map((l) => l.label).join(" <- ") || "the text itself";
    out(`${claim.id}  ${oneLine(claim.spans.map((s) => s.exact).join(" ... "))}\n`);
    out(
      `    ${oneLine(chain)} (${claim.attribution.mode}), ${claim.kind}${claim.polarity === "negative" ? ", negative" : ""}\n`,
    );
    for (const h of claim.hedges)
      out(`    hedge: ${oneLine(h.exact)} (${h.type}${h.icd203 === null ? "" : `, ${h.icd203}`})\n`);
    for (const id of claim.quantities) {
      const q = quantities.get(id)!;
      const number = q.relation === "between" ? `${q.lower} to ${q.upper}` : (q.value ?? q.lower ?? "no number");
      out(
        `    quantity: ${oneLine(q.exact)} = ${q.relation} ${number}${q.unit === null ? "" : ` ${visible(q.unit)}`}${q.per === null ? "" : ` per ${visible(q.per)}`}\n`,
      );
    }
    for (const id of claim.times) {
      const t = times.get(id)!;
      out(`    time: ${oneLine(t.exact)} = ${t.value ?? t.fuzzy ?? t.candidates.join(" or ")}\n`);
    }
  }
  const count = (status: string): number => reading.sentences.filter((s) => s.status === status).length;
  const left = reading.sentences.reduce((n, s) => n + s.leftovers.length, 0);
  out(
    `\nRead as ${reading.document.language}. ${some(reading.sentences.length, "sentence")}: ${count("claim")} with ${some(reading.claims.length, "claim")}, ${some(count("question"), "question")}, ${count("non-claim")} without a claim, ${count("unread")} unread. ${some(left, "leftover")}.\n`,
  );
  if (reading.claims.length === 0)
    out(
      `Nothing was taken for a claim. If the language is another, say which with --language; there are grammars for ${LANGUAGES.join(" and ")}.\n`,
    );
  for (const w of reading.warnings)
    out(`? ${visible(w.message)}${w.exact === undefined ? "" : ` [${oneLine(w.exact.slice(0, 80))}]`}\n`);
}
