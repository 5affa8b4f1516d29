import type { Problem } from "#kernel";
import { type ExhibitFacts, edtfSchema, exhibitFactsSchema } from "#record";
import { type Cell, formatCsvRow, parseCsv } from "./csv.ts";
import { vaultError } from "./errors.ts";

/** What people say about one file, or about all of them. */
export interface Said {
  readonly title?: string;
  readonly facts: Partial<ExhibitFacts>;
}

/** Facts by file name; the row `*` speaks for every file. */
export interface FactsTable {
  /** The facts for the first of these names that has a row, over those of the row `*`. */
  lookUp(...names: readonly string[]): Said;
  /** Rows whose file did not come by. */
  unused(): readonly Problem[];
}

const COLUMNS = {
  file: "path relative to the collected folder, / between folders; member of an archive: archive.zip/path; * speaks for all files",
  title: "a short name for people",
  origin: "web or offline: whether it was found on the web",
  collector: "who collected it, as the case calls them",
  collected_at: "when it was taken from where it was found: 2017-05-15, 2017-05, 2017-05-15T10:00:00Z",
  method: "how: by hand, by which program, sent by whom",
  clock: "how the clock of the collecting machine was set, and its error",
  persona: "the identity used online",
  egress: "the network address it was fetched from",
  url: "the address it was found at, as entered",
  url_final: "the address that redirects led to",
  author: "who made or uploaded it",
  published: "when it was published",
  caption: "the words that stood with it",
  language: "the language of it: ar, en, ku",
  received_from: "from whom it was received, if it was handed on",
  received_on: "when it was received",
  received_how: "how it was received",
  prior_copies: "where other copies are known to be; several with |",
  transformations: "what was done to it before: converted, cropped; several with |",
  relevance: "why it matters",
  sensitivity: "whom it could harm, and how to handle it",
  restrictions: "legal or promised limits on its use",
  consent_by: "who agreed",
  consent_uses: "to which uses; several with |",
  consent_audiences: "before which audiences, by their names in case.toml; several with |",
  consent_until: "last day of the consent: 2027-12-31",
  consent_embargo: "nothing before this day: 2026-12-01",
} as const;
type Column = keyof typeof COLUMNS;

/** The empty table, with the meaning of its columns as remarks. */
export function collectTemplate(): string {
  const columns = Object.keys(COLUMNS);
  const blank = columns.map(() => "");
  return [
    formatCsvRow(columns),
    ...Object.entries(COLUMNS).map(([column, about]) => formatCsvRow([`# ${column}: ${about}`])),
    formatCsvRow(["# an empty cell: not said; n/a: does not apply; missing: WHY: asked, and not to be had"]),
    formatCsvRow(["*", ...blank.slice(1)]),
  ].join("");
}

/** A table with nothing in it but, if given, facts for every file. */
export function factsForAll(cells: Partial<Record<Exclude<Column, "file">, string>>): FactsTable {
  const columns = Object.keys(cells) as Exclude<Column, "file">[];
  return parseFacts(
    formatCsvRow(["file", ...columns]) + formatCsvRow(["*", ...columns.map((column) => cells[column] ?? "")]),
    "options",
  );
}

/** `below` for what `above` does not say. */
export function overlay(above: FactsTable, below: FactsTable): FactsTable {
  return {
    lookUp(...names) {
      const [upper, lower] = [above.lookUp(...names), below.lookUp(...names)];
      const title = upper.title ?? lower.title;
      return { ...(title === undefined ? {} : { title }), facts: { ...lower.facts, ...upper.facts } };
    },
    unused: () => [...above.unused(), ...below.unused()],
  };
}

/**
 * Reads the table of facts.
 *
 * @param file its name, for messages
 * @throws vault/bad-facts with every problem's line and column
 */
export function parseFacts(text: string, file: string): FactsTable {
  const { rows, problems: csvProblems } = parseCsv(text);
  const problems: Problem[] = csvProblems.map((problem) => ({ ...problem, file }));
  const complain = (cell: Cell, message: string): void => {
    problems.push({
      message,
      file,
      line: cell.line,
      column: cell.column,
      ...(cell.text === "" ? {} : { text: cell.text }),
    });
  };
  const said = new Map<string, Said & { readonly place: Cell }>();
  const [header = [], ...body] = rows;
  for (const [index, cell] of header.entries()) {
    if (!Object.hasOwn(COLUMNS, cell.text)) complain(cell, `there is no column "${cell.text}"`);
    else if (header.findIndex(({ text }) => text === cell.text) !== index)
      complain(cell, `the column "${cell.text}" stands twice`);
  }
  if (!header.some(({ text }) => text === "file")) {
    complain(header[0] ?? { text: "", line: 1, column: 1 }, `the first line names no column "file"`);
  }
  for (const row of body) {
    if (row.length > header.length) complain(row[header.length]!, "the row has more cells than the first line");
    const cells = new Map<Column, Cell>();
    for (const [index, { text }] of header.entries()) {
      const cell = row[index];
      if (cell !== undefined && !cells.has(text as Column)) cells.set(text as Column, cell);
    }
    const place = cells.get("file");
    const name = place?.text.replace(/^\.\//, "");
    if (place === undefined || name === undefined || name === "") {
      complain(row[0]!, "the row names no file");
      continue;
    }
    if (said.has(name)) complain(place, `the file "${name}" has a row already`);
    said.set(name, { ...readRow(cells, complain), place });
  }
  if (problems.length > 0) {
    throw vaultError("vault/bad-facts", {
      what: `Cannot read the facts in "${file}"`,
      found: `${problems.length} ${problems.length === 1 ? "cell" : "cells"} cannot be used`,
      unchanged: "Nothing was collected.",
      mend: "Mend the cells listed, then run the command again. The columns: snowmelt collect --template",
      problems,
    });
  }
  return table(said, file);
}

function table(said: ReadonlyMap<string, Said & { readonly place: Cell }>, file: string): FactsTable {
  const used = new Set<string>(["*"]);
  return {
    lookUp(...names) {
      const name = names.find((candidate) => said.has(candidate));
      if (name !== undefined) used.add(name);
      const own = name === undefined ? undefined : said.get(name);
      // A title is of one file: neither the row of an archive nor that of all files hands it on.
      const title = name === names[0] ? own?.title : undefined;
      return { ...(title === undefined ? {} : { title }), facts: { ...said.get("*")?.facts, ...own?.facts } };
    },
    unused: () =>
      [...said]
        .filter(([name]) => !used.has(name))
        .map(([name, { place }]) => ({
          message: `no file "${name}" came by, so its row was not used`,
          file,
          line: place.line,
          column: place.column,
        })),
  };
}

type Complain = (cell: Cell, message: string) => void;

function readRow(cells: ReadonlyMap<Column, Cell>, complain: Complain): Said {
  const facts: Record<string, unknown> = {};
  const filled = (column: Column): Cell | undefined => {
    const cell = cells.get(column);
    return cell === undefined || cell.text === "" ? undefined : cell;
  };
  const put = (key: keyof ExhibitFacts, leading: Column, build: (text: string) => unknown): void => {
    const cell = filled(leading);
    if (cell === undefined) return;
    const fact = readCell(cell.text, build);
    const result = exhibitFactsSchema.shape[key].safeParse(fact);
    if (result.success) facts[key] = result.data;
    else complain(cell, reasonOf(leading));
  };
  for (const [column, key] of SIMPLE) put(key, column, (text) => text);
  for (const [column, key] of LISTS) put(key, column, listOf);

  const optional = (column: Column, key: string, build: (text: string) => unknown = (text) => text) => {
    const cell = filled(column);
    return cell === undefined ? {} : { [key]: build(cell.text) };
  };
  const group = (key: keyof ExhibitFacts, columns: readonly Column[], build: (lead: string) => unknown): void => {
    const [leading, ...others] = columns as [Column, ...Column[]];
    const stray = others.map(filled).find((cell) => cell !== undefined);
    const isGiven = filled(leading) !== undefined && "given" in (readCell(filled(leading)!.text, () => 0) as object);
    if (stray !== undefined && !isGiven)
      complain(stray, `needs a name or address in the column "${leading}" of this row`);
    else put(key, leading, build);
  };
  group("url", ["url", "url_final"], (entered) => ({ entered, ...optional("url_final", "final") }));
  group("custody", ["received_from", "received_on", "received_how"], (from) => [
    { from, ...optional("received_on", "on"), ...optional("received_how", "how") },
  ]);
  group("consent", ["consent_by", "consent_uses", "consent_audiences", "consent_until", "consent_embargo"], (by) => ({
    by,
    uses: listOf(filled("consent_uses")?.text ?? ""),
    audiences: listOf(filled("consent_audiences")?.text ?? ""),
    ...optional("consent_until", "until"),
    ...optional("consent_embargo", "embargo"),
  }));
  readContext(filled, optional, facts, complain);
  readOrigin(filled("origin"), facts, complain);
  const title = filled("title");
  return { ...(title === undefined ? {} : { title: title.text }), facts: facts as Partial<ExhibitFacts> };
}

const SIMPLE = [
  ["collector", "collector"],
  ["collected_at", "collectedAt"],
  ["method", "method"],
  ["clock", "clock"],
  ["persona", "persona"],
  ["egress", "egress"],
  ["relevance", "relevance"],
  ["sensitivity", "sensitivity"],
  ["restrictions", "restrictions"],
] as const;

const LISTS = [
  ["prior_copies", "priorCopies"],
  ["transformations", "transformations"],
] as const;

/** The four columns of context have no leading one: any of them may stand alone. */
function readContext(
  filled: (column: Column) => Cell | undefined,
  optional: (column: Column, key: string) => object,
  facts: Record<string, unknown>,
  complain: Complain,
): void {
  const columns = ["author", "published", "caption", "language"] as const;
  const given = columns.filter((column) => filled(column) !== undefined);
  if (given.length === 0) return;
  const first = filled(given[0]!)!;
  const only = readCell(first.text, () => 0) as object;
  if (given.length === 1 && !("given" in only)) facts["context"] = only;
  else {
    const context = { given: Object.assign({}, ...columns.map((column) => optional(column, column))) };
    const result = exhibitFactsSchema.shape.context.safeParse(context);
    if (result.success) facts["context"] = result.data;
    for (const column of given) {
      if (column === "published" && !edtfSchema.safeParse(filled(column)!.text).success)
        complain(filled(column)!, reasonOf(column));
      else if (column === "language" && !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(filled(column)!.text))
        complain(filled(column)!, reasonOf(column));
    }
  }
}

/** What was never on the web has no address, page or online identity. */
function readOrigin(cell: Cell | undefined, facts: Record<string, unknown>, complain: Complain): void {
  if (cell === undefined || cell.text === "web") return;
  if (cell.text !== "offline") {
    complain(cell, `"origin" is web or offline`);
    return;
  }
  for (const key of ["url", "pageSource", "pageCapture", "pageMedia", "persona", "egress"]) {
    facts[key] ??= { notApplicable: true };
  }
}

function readCell(text: string, build: (text: string) => unknown): unknown {
  if (text.toLowerCase() === "n/a") return { notApplicable: true };
  const missing = /^missing:\s*(.+)$/is.exec(text);
  return missing === null ? { given: build(text) } : { missing: missing[1] };
}

function listOf(text: string): string[] {
  return text
    .split("|")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function reasonOf(column: Column): string {
  const group = /^(url|received|consent)/.exec(column)?.[1];
  const columns = Object.entries(COLUMNS).filter(
    ([name]) => name === column || (group !== undefined && name.startsWith(group)),
  );
  return `cannot be used; wanted is ${columns.map(([name, about]) => `${name}: ${about}`).join("; ")}`;
}
