import { isolated } from "#page";
import type { BagInfo } from "../info.ts";
import type { EarlierDossier } from "../input.ts";
import type { OpenItem } from "../selection.ts";
import { errataOf, nameOf } from "../versions.ts";
import { type Chart, chartsOf } from "./charts.ts";
import type { Values } from "./values.ts";

/** A piece of a report, for any kind of paper. */
export type Block =
  | {
      readonly kind: "section" | "heading" | "paragraph" | "item" | "quote";
      readonly words: string;
      /** Number of the item whose own line this is: references lead here. */
      readonly anchor?: string;
    }
  | { readonly kind: "chart"; readonly chart: Chart };

export interface Report {
  readonly language: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The items that have a line of their own. */
export function anchorsOf({ blocks }: Report): ReadonlySet<string> {
  return new Set(blocks.flatMap((block) => ("anchor" in block && block.anchor !== undefined ? [block.anchor] : [])));
}

/**
 * The dossier as a report in the six sections that the Berkeley Protocol asks for (OHCHR, HR/PUB/20/2, "Reporting on
 * findings"): objectives, methodology, activities, data and sources, gaps and uncertainties, results. Every value comes
 * from what is open to the audience; nothing is said here that the bag does not prove or the interface does not know.
 */
export function reportOf(values: Values, text: OpenItem, info: BagInfo, chain: readonly EarlierDossier[]): Report {
  const charts = chartsOf(values);
  const say = (key: string): string => values.word(`report.${key}`);
  const section = (key: string): Block => ({ kind: "section", words: say(key) });
  const paragraph = (words: string): Block => ({ kind: "paragraph", words });
  const heading = (words: string): Block => ({ kind: "heading", words });
  const lines = (
    kind: OpenItem["item"]["kind"],
    lineOf: (values: Values, open: OpenItem) => string,
  ): readonly Block[] =>
    values.items(kind).map((open) => ({ kind: "item", words: lineOf(values, open), anchor: open.number }));
  const parts = values.sections(text);
  const [first, ...rest] = parts;
  const blocks: Block[] = [
    section("objectives"),
    ...(first === undefined ? [] : sectionBlocks(first)),
    section("methodology"),
    paragraph(say("method.text")),
    section("activities"),
    paragraph(say("activities.text")),
    { kind: "item", words: `${values.word("dossier.check.engine")}: ${info["Bag-Software-Agent"]}` },
    {
      kind: "item",
      words: `${values.word("dossier.check.size")}: ${info["Snowmelt-Size"]} (${isolated(values.language, String(info["Bagging-Date"]))})`,
    },
    ...versionBlocks(values, info, chain),
    section("sources"),
    ...lines("source", sourceLine),
    heading(values.word("dossier.group.E")),
    ...lines("exhibit", exhibitLine),
    section("gaps"),
    paragraph(say("withheld")),
    paragraph(say("bounds")),
    paragraph(`${say("ungraded")} ${ungraded(values).join(", ") || say("none")}`),
    section("results"),
    ...rest.flatMap(sectionBlocks),
    ...judgementBlocks(values, heading(say("judgements"))),
    heading(say("figures")),
    ...lines("figure", figureLine),
    heading(values.word("dossier.group.C")),
    ...lines("claim", claimLine),
    ...(charts.length === 0 ? [] : [heading(say("charts"))]),
    ...charts.map((chart): Block => ({ kind: "chart", chart })),
    heading(say("check")),
    paragraph(say("check.text")),
    { kind: "item", words: `${values.word("dossier.dossier")}: ${info["External-Identifier"]}` },
    { kind: "item", words: `${values.word("dossier.check.caseKey")}: ${info["Snowmelt-Case-Key"]}` },
    { kind: "item", words: `${values.word("dossier.check.root")}: ${info["Snowmelt-Root"]}` },
  ];
  return { language: values.language, title: values.at(text, "/title") ?? values.withheld, blocks };
}

/** Which version it is, what it replaces, and what was put right. */
function versionBlocks(values: Values, info: BagInfo, chain: readonly EarlierDossier[]): readonly Block[] {
  const version = info["Snowmelt-Version"];
  if (version === undefined) return [];
  const say = (key: string): string => values.word(`dossier.${key}`);
  const label = (name: string): string => say(`field.${name}`);
  const item = (words: string, anchor?: string): Block => ({
    kind: "item",
    words,
    ...(anchor === undefined ? {} : { anchor }),
  });
  const earlier = [...chain].reverse().flatMap((dossier): readonly Block[] => {
    const { open, withdrawal } = dossier;
    const facts = [
      isolated(values.language, nameOf(dossier)),
      `${label("published")} ${isolated(values.language, String(open.get("/day")))}`,
      `${say("versions.manifest")} ${isolated(values.language, String(open.get("/manifest")))}`,
      ...(withdrawal === undefined
        ? []
        : [`${say("versions.withdrawn")} ${isolated(values.language, withdrawal.day)}`]),
    ];
    const errata = errataOf(values.selection, dossier).map((erratum) => {
      const about = values.target(erratum, "/item");
      const said = [
        isolated(values.language, `${erratum.number} ${values.heading(erratum)}`),
        ...(about === undefined ? [] : [`${label("item")} ${about.number}`]),
        ...["was", "is"].map((name) => `${label(name)}: ${values.words(erratum, `/${name}`) ?? values.withheld}`),
      ];
      return item(said.join("; "), erratum.number);
    });
    return [item(facts.join("; ")), ...errata];
  });
  const heading: Block = { kind: "heading", words: say("versions") };
  return [item(`${say("versions.number")}: ${version}`), ...(chain.length === 0 ? [] : [heading, ...earlier])];
}

function sectionBlocks(section: ReturnType<Values["sections"]>[number]): readonly Block[] {
  const blocks = section.blocks.map(
    ({ kind, words }): Block => ({
      kind: kind === "item" ? "item" : kind === "quote" ? "quote" : "paragraph",
      words,
    }),
  );
  return section.heading === undefined ? blocks : [{ kind: "heading", words: section.heading }, ...blocks];
}

function judgementBlocks(values: Values, heading: Block): readonly Block[] {
  const judgements = values.items("judgement");
  if (judgements.length === 0) return [];
  const label = (name: string): string => values.word(`dossier.field.${name}`);
  return [
    heading,
    ...judgements.flatMap((judgement): readonly Block[] => {
      const facts = [
        ...codeFact(values, judgement, "/probability", label("probability")),
        ...codeFact(values, judgement, "/confidence", label("confidence")),
      ];
      const reasons = values.words(judgement, "/reasons");
      const at = (list: string, field: string): readonly string[] =>
        [
          ...new Set(
            [...judgement.fields.keys()].flatMap((p) => new RegExp(`^/${list}/\\d+(?=/${field}/)`).exec(p) ?? []),
          ),
        ].map((base) => values.words(judgement, `${base}/${field}`) ?? values.withheld);
      const by = [...judgement.fields.keys()].filter((p) => /^\/dissent\/\d+\/by$/.test(p));
      return [
        {
          kind: "paragraph",
          words: `${judgement.number}: ${values.heading(judgement)}`,
          anchor: judgement.number,
        },
        ...facts.map((words): Block => ({ kind: "item", words })),
        ...(reasons === undefined ? [] : [{ kind: "item", words: `${label("reasons")}: ${reasons}` } as const]),
        ...at("alternatives", "text").map(
          (words): Block => ({ kind: "item", words: `${label("alternatives.text")}: ${words}` }),
        ),
        ...at("dissent", "text").map((words, i): Block => {
          const who = by[i] === undefined ? "" : ` (${values.at(judgement, by[i]) ?? values.withheld})`;
          return { kind: "item", words: `${label("dissent.text")}: ${words}${who}` };
        }),
      ];
    }),
  ];
}

function codeFact(values: Values, open: OpenItem, pointer: string, label: string): readonly string[] {
  const said = values.code(open, pointer);
  return said === undefined ? [] : [`${label}: ${said}`];
}

function sourceLine(values: Values, source: OpenItem): string {
  const grade = values.code(source, "/reliability");
  const repeats = values.targets(source, /^\/reliesOn\/\d+$/).map(({ number }) => number);
  const notes = [
    ...(grade === undefined ? [] : [`${values.word("dossier.field.reliability")} ${grade}`]),
    ...(repeats.length === 0 ? [] : [`${values.word("dossier.field.reliesOn")} ${repeats.join(", ")}`]),
  ];
  return [isolated(values.language, `${source.number} ${values.heading(source)}`), ...notes].join("; ");
}

function exhibitLine(values: Values, exhibit: OpenItem): string {
  const hash = values.at(exhibit, "/sha256");
  const type = values.at(exhibit, "/mediaType");
  const notes = [...(type === undefined ? [] : [type]), ...(hash === undefined ? [] : [`SHA-256 ${hash}`])];
  return [isolated(values.language, `${exhibit.number} ${values.heading(exhibit)}`.trim()), ...notes].join("; ");
}

function claimLine(values: Values, claim: OpenItem): string {
  const by = [values.target(claim, "/source"), ...values.targets(claim, /^\/accordingTo\/\d+$/)];
  const chain = by.map((source) => source?.number ?? values.withheld).join(" < ");
  const grade = values.code(claim, "/credibility");
  const notes = [chain, ...(grade === undefined ? [] : [`${values.word("dossier.field.credibility")} ${grade}`])];
  return `${isolated(values.language, `${claim.number} ${values.heading(claim)}`)} (${notes.join("; ")})`;
}

function figureLine(values: Values, figure: OpenItem): string {
  const kind = values.code(figure, "/kind");
  const from = [values.target(figure, "/claim"), ...values.targets(figure, /^\/inputs\/\d+$/)].flatMap(
    (open) => open?.number ?? [],
  );
  const notes = [...(kind === undefined ? [] : [kind]), ...(from.length === 0 ? [] : [from.join(", ")])];
  return `${figure.number} ${values.heading(figure)}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
}

/** Sources graded F and claims graded 6: nobody judged them, which is no low grade. */
function ungraded(values: Values): readonly string[] {
  const sources = values.items("source").filter(({ open }) => open.get("/reliability") === "F");
  const claims = values.items("claim").filter(({ open }) => open.get("/credibility") === 6);
  return [...sources, ...claims].map(({ number }) => number);
}
