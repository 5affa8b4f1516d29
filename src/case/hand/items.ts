import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { relianceOf, unconfirmed } from "#claims";
import { type Json, lineColumn, makeQuantity, type Problem } from "#kernel";
import {
  type Claim,
  coarseDate,
  type DossierText,
  type Figure,
  type Incident,
  type RecordedQuantity,
  type Source,
  type Words,
} from "#record";
import { isOurs, ownerOf } from "../devices/owner.ts";
import type { Item, Noun } from "../state.ts";
import { findAnchor } from "./anchor.ts";
import { buildArgument } from "./argument.ts";
import { drawnFigures } from "./drawn-figures.ts";
import { buildErrata } from "./errata.ts";
import { buildFigures } from "./figures.ts";
import type { HandOptions } from "./hand.ts";
import { buildLists, readLists } from "./lists.ts";
import { checkMarkedFields } from "./marked-fields.ts";
import { buildPeople } from "./people.ts";
import { References } from "./references.ts";
import { acceptedClaims, decisionsOf, readReviews } from "./review.ts";
import {
  approvalRow,
  assessmentRow,
  type ClaimRow,
  claimRow,
  erratumRow,
  figureRow,
  findingRow,
  hypothesisRow,
  incidentRow,
  judgementRow,
  markRow,
  outcomeRow,
  personRow,
  populationRow,
  redactionRow,
  sourceRow,
  weighingRow,
} from "./rows.ts";
import { splitSpans } from "./spans.ts";
import { type HandRow, handFile, readTable } from "./table.ts";
import { readText, type WrittenText } from "./text.ts";

/** An item as hand/ has it, ready for the record. */
export type Built = { readonly noun: Noun; readonly value: { readonly [key: string]: Json } };

/** Reads every hand file and resolves it to values for the record. Rows with problems are left out. */
export async function buildItems(
  options: HandOptions,
  languages: readonly string[],
  audiences: readonly string[],
  problems: Problem[],
): Promise<readonly Built[]> {
  const { dir, state } = options;
  const sources = readTable(dir, "sources.toml", "source", sourceRow, problems);
  const reviews = readReviews(dir, problems);
  const claims = [...readTable(dir, "claims.toml", "claim", claimRow, problems), ...acceptedClaims(reviews, problems)];
  const incidents = readTable(dir, "incidents.toml", "incident", incidentRow, problems);
  const figures = readTable(dir, "figures.toml", "figure", figureRow, problems);
  const findings = readTable(dir, "findings.toml", "finding", findingRow, problems);
  const hypotheses = readTable(dir, "hypotheses.toml", "hypothesis", hypothesisRow, problems);
  const assessments = readTable(dir, "assessments.toml", "assessment", assessmentRow, problems);
  const weighings = readTable(dir, "weighings.toml", "weighing", weighingRow, problems);
  const outcomes = readTable(dir, "outcomes.toml", "outcome", outcomeRow, problems);
  const judgements = readTable(dir, "judgements.toml", "judgement", judgementRow, problems);
  const persons = readTable(dir, "persons.toml", "person", personRow, problems);
  const populations = readTable(dir, "populations.toml", "population", populationRow, problems);
  const redactions = readTable(dir, "redactions.toml", "redaction", redactionRow, problems);
  const approvals = readTable(dir, "approvals.toml", "approval", approvalRow, problems);
  const marks = readTable(dir, "marks.toml", "mark", markRow, problems);
  const errata = readTable(dir, "errata.toml", "erratum", erratumRow, problems);
  const tables = readLists(dir, problems);
  const texts = readTexts(dir, languages, problems);

  const references = new References(state, options.randomBytes, problems);
  const declareAll = (noun: Noun, rows: readonly HandRow<{ readonly id: string }>[]): void => {
    for (const row of rows) references.declare(noun, row.value.id, row.problemAt(["id"], ""));
  };
  declareAll("source", sources);
  for (const { value } of claims) if (value.rejected !== undefined) references.reject(value.id, value.rejected);
  declareAll("claim", claims);
  declareAll("incident", incidents);
  declareAll("figure", figures);
  declareAll("finding", findings);
  declareAll("hypothesis", hypotheses);
  declareAll("assessment", assessments);
  declareAll("weighing", weighings);
  declareAll("outcome", outcomes);
  declareAll("judgement", judgements);
  declareAll("person", persons);
  declareAll("population", populations);
  declareAll("redaction", redactions);
  declareAll("approval", approvals);
  declareAll("list", tables.lists);
  declareAll("link", tables.links);
  declareAll("mark", marks);
  declareAll("erratum", errata);
  for (const { id, file } of texts) references.declare("text", id, { message: "", file, line: 1, column: 1 });

  const wordsIn = (words: string | Words): Words => (typeof words === "string" ? { [languages[0]!]: words } : words);
  // What other devices state may be rested on here, and is not stated again.
  const foreign: readonly Item[] = [...state.items.values()].filter((item) => !isOurs(state, item.id));
  const built: Built[] = foreign.map(({ noun, recorded }) => ({ noun, value: recorded }));
  const add = (noun: Noun, id: string, value: { readonly [key: string]: unknown }): void => {
    if (references.has(id))
      built.push({ noun, value: { uid: references.uid(id), id, ...withoutUndefined(value) } as Built["value"] });
  };

  for (const { value: row, problemAt } of sources) {
    add("source", row.id, {
      name: row.name,
      descriptor: row.descriptor,
      role: row.role,
      published: row.published,
      seenIn: row["seen-in"],
      reliesOn: references.resolveAll(row["relies-on"], ["source"], problemAt, ["relies-on"]),
      reliability: row.reliability,
      reasons: row.reasons,
      note: row.note,
      exhibit:
        row.exhibit === undefined
          ? undefined
          : (references.resolve(row.exhibit, ["exhibit"], (m) => problemAt(["exhibit"], m)) ?? undefined),
      consent: row.consent === undefined ? undefined : withoutUndefined(row.consent),
    });
  }

  built.push(...buildLists(tables, references));
  const claimValues = foreignValues<Claim>(foreign, "claim");
  for (const row of claims) {
    if (row.value.rejected !== undefined) continue;
    const value = await buildClaim(row, references, wordsIn, options.textOf, problems);
    if (value === null || !references.has(row.value.id)) continue;
    claimValues.set(row.value.id, value);
    built.push({ noun: "claim", value: value as unknown as Built["value"] });
  }
  for (const value of decisionsOf(reviews, state, references, options.randomBytes, problems))
    built.push({ noun: "suggestion", value });
  for (const { value: row, problemAt } of incidents) {
    add("incident", row.id, {
      title: wordsIn(row.title),
      what: row.what,
      where: row.where,
      point:
        row.point === undefined
          ? undefined
          : { latitude: row.point.latitude, longitude: row.point.longitude, radiusM: row.point["radius-m"] },
      when: row.when,
      claims: references.resolveAll(row.claims, ["claim"], problemAt, ["claims"]),
      note: row.note,
      coarse: coarseOf({ when: row.when }, { where: row.where }, row.governorate),
    });
  }
  const declaredFigures = figures.filter((row) => references.has(row.value.id));
  const drawn = await drawnFigures(declaredFigures, options, languages, references, problems);
  for (const figure of buildFigures(
    declaredFigures,
    claimValues,
    drawn,
    foreignValues<Figure>(foreign, "figure"),
    languages,
    references,
    problems,
  )) {
    built.push({ noun: "figure", value: figure as unknown as Built["value"] });
  }
  for (const claim of unconfirmedClaims(built)) {
    const row = claims.find(({ value }) => value.id === claim.id);
    if (row === undefined) continue;
    problems.push(
      row.problemAt(
        ["credibility"],
        '1 means "confirmed by other sources", and no incident holds a claim of an independent source beside this one',
      ),
    );
  }
  const argument = { findings, hypotheses, assessments, weighings, outcomes, judgements };
  await buildArgument(argument, { options, references, wordsIn, built, problems });
  const people = { persons, populations, redactions, approvals };
  await buildPeople(people, { options, references, wordsIn, audiences, built, problems });
  for (const { value: row, problemAt } of marks) {
    for (const [i, id] of row.items.entries()) {
      if (!references.has(id)) problems.push(problemAt(["items", i], `unknown item "${id}"`));
      if (row.span !== undefined && !isOurs(state, id)) {
        const owner = ownerOf(id);
        problems.push(problemAt(["items", i], `words within "${id}" are closed on device ${owner}, which states it`));
      }
    }
    if (row.span !== undefined && row.coarse !== undefined) {
      problems.push(problemAt(["coarse"], "words within a text have no coarser value"));
    }
    const { items, field, span, level, coarse, because, reason } = row;
    add("mark", row.id, { items, field, span, level, coarse, because, reason });
  }
  built.push(...buildErrata(errata, { state, references, wordsIn, problems }));
  for (const { id, file, source, text } of texts) {
    const value = buildText(id, file, source, text, references, problems);
    built.push({ noun: "text", value: value as unknown as Built["value"] });
  }
  checkMarkedFields(marks, built, state, problems);
  return splitSpans(built, marks, problems).filter(({ value }) => isOurs(state, value["id"] as string));
}

function foreignValues<T>(foreign: readonly Item[], noun: Noun): Map<string, T> {
  return new Map(foreign.flatMap((item) => (item.noun === noun ? [[item.id, item.value as unknown as T]] : [])));
}

async function buildClaim(
  { value: row, problemAt }: HandRow<ClaimRow>,
  references: References,
  wordsIn: (words: string | Words) => Words,
  textOf: HandOptions["textOf"],
  problems: Problem[],
): Promise<Claim | null> {
  const source = references.resolve(row.source, ["source"], (message) => problemAt(["source"], message));
  const exhibit = references.resolve(row.exhibit, ["exhibit"], (message) => problemAt(["exhibit"], message));
  const accordingTo = references.resolveAll(row["according-to"], ["source"], problemAt, ["according-to"]);
  const text = exhibit === null ? null : await textOf(row.exhibit);
  const anchor = text === null || typeof text === "string" ? text : findAnchor(text, row.quote, row.page, row.at);
  if (typeof anchor === "string") problems.push(problemAt(["quote"], anchor));
  const quantity = row.quantity === undefined ? undefined : completeQuantity(row.quantity);
  if (typeof quantity === "string") problems.push(problemAt(["quantity"], quantity));
  if (
    source === null ||
    exhibit === null ||
    anchor === null ||
    typeof anchor === "string" ||
    typeof quantity === "string"
  )
    return null;
  if (!references.has(row.id)) return null;
  return withoutUndefined({
    uid: references.uid(row.id),
    id: row.id,
    statement: wordsIn(row.statement),
    source,
    accordingTo,
    exhibit,
    anchor,
    strength: row.strength,
    credibility: row.credibility,
    quantity,
    time: row.time,
    place: row.place,
    polarity: row.polarity,
    note: row.note,
    coarse: coarseOf({ time: row.time }, { place: row.place }, row.governorate),
  }) as Claim;
}

function completeQuantity(row: NonNullable<ClaimRow["quantity"]>): RecordedQuantity | string {
  const quantity = makeQuantity(row);
  if (typeof quantity === "string") return quantity;
  return withoutUndefined({
    ...quantity,
    counted: row.counted,
    population: row.population,
    period: row.period,
  }) as RecordedQuantity;
}

function unconfirmedClaims(built: readonly Built[]): readonly Claim[] {
  const valuesOf = <T>(noun: Noun): T[] =>
    built.filter((item) => item.noun === noun).map((item) => item.value as unknown as T);
  const [sources, claims] = [valuesOf<Source>("source"), valuesOf<Claim>("claim")];
  return unconfirmed(claims, valuesOf<Incident>("incident"), relianceOf(sources));
}

interface TextFile {
  readonly id: string;
  readonly file: string;
  readonly source: string;
  readonly text: WrittenText;
}

/** hand/dossier.md in the main language, and hand/dossier.<lang>.md. */
function readTexts(dir: string, languages: readonly string[], problems: Problem[]): readonly TextFile[] {
  const folder = join(dir, "hand");
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^dossier(\.[A-Za-z-]+)?\.md$/.test(name))
        .sort()
    : [];
  return names.map((name) => {
    const source = readFileSync(join(folder, name), "utf8");
    const language = /^dossier\.(.+)\.md$/.exec(name)?.[1] ?? languages[0]!;
    const text = readText(handFile(name), source, language, problems);
    if (!languages.includes(text.language)) {
      problems.push({
        message: `language "${text.language}" is not among the languages of case.toml`,
        file: handFile(name),
        line: 1,
        column: 1,
      });
    }
    return { id: `text.${text.language}`, file: handFile(name), source, text };
  });
}

function buildText(
  id: string,
  file: string,
  source: string,
  text: WrittenText,
  references: References,
  _problems: Problem[],
): DossierText {
  const problemAt =
    (offset: number) =>
    (message: string): Problem => ({ message, file, ...lineColumn(source, offset) });
  return {
    uid: references.uid(id),
    id,
    lang: text.language,
    title: text.title,
    level: text.level as DossierText["level"],
    sections: text.sections.map((section) => ({
      heading: section.heading,
      depth: section.depth,
      voice: section.voice,
      blocks: section.blocks.map((block) => ({
        kind: block.kind,
        sentences: block.sentences.map((sentence) => ({
          text: sentence.text,
          ...(sentence.persons.length === 0
            ? {}
            : {
                persons: sentence.persons.flatMap(
                  ({ id: person, offset }) => references.resolve(person, ["person"], problemAt(offset)) ?? [],
                ),
              }),
          figures: sentence.figures.flatMap(
            ({ id: figure, offset }) => references.resolve(figure, ["figure"], problemAt(offset)) ?? [],
          ),
          refs: sentence.references.flatMap(({ id: item, at, offset }) => {
            const uid = references.resolve(item, REFERABLE, problemAt(offset));
            return uid === null ? [] : [{ uid, ...(at === undefined ? {} : { at }) }];
          }),
        })),
      })),
    })),
  };
}

/** Coarser values of a date and a place, to be committed beside them; nothing when there are none. */
function coarseOf(
  date: Readonly<Record<string, string | undefined>>,
  place: Readonly<Record<string, string | undefined>>,
  governorate: string | undefined,
): object | undefined {
  const coarse: Record<string, object> = {};
  for (const [name, value] of Object.entries(date)) {
    const found = value === undefined ? {} : coarseDate(value);
    if (Object.keys(found).length > 0) coarse[name] = found;
  }
  for (const [name, value] of Object.entries(place)) {
    if (value !== undefined && governorate !== undefined) coarse[name] = { governorate };
  }
  return Object.keys(coarse).length === 0 ? undefined : coarse;
}

/** What a sentence may refer to. */
export const REFERABLE = [
  "exhibit",
  "source",
  "claim",
  "incident",
  "figure",
  "finding",
  "hypothesis",
  "assessment",
  "weighing",
  "outcome",
  "judgement",
] as const satisfies readonly Noun[];

export function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
