import { type Child, DOSSIER_STYLE, el, type Html, LANGUAGES, shell } from "#page";
import { card, type ExhibitFile } from "./card.ts";
import { LETTERS } from "./fields.ts";
import type { BagInfo } from "./info.ts";
import type { PublishInput } from "./input.ts";
import { lineage, lineageItems } from "./lineage.ts";
import { Marks, placeOf } from "./marks.ts";
import type { OpenItem, Selection } from "./selection.ts";
import { blocksOf, referencesOf, type SentencePlace, sectionsOf, templateParts } from "./structure.ts";
import { versions, versionWords } from "./versions.ts";

export interface PageInput {
  readonly text: OpenItem;
  readonly selection: Selection;
  readonly info: BagInfo;
  readonly settings: Pick<PublishInput, "settingsSeq" | "caseName" | "publisher" | "verifierPage" | "chain">;
  readonly files: ReadonlyMap<string, ExhibitFile>;
  /** File name and language of every page of the dossier. */
  readonly pages: readonly { readonly path: string; readonly language: string }[];
}

const GROUPS = [
  "erratum",
  "judgement",
  "weighing",
  "hypothesis",
  "assessment",
  "outcome",
  "figure",
  "finding",
  "claim",
  "source",
  "exhibit",
  "incident",
  "person",
] as const;

/** One page: the text in one language, and a card for everything that it rests on. */
export function page(input: PageInput): string {
  const language = String(input.text.open.get("/lang"));
  const marks = new Marks(language, input.selection);
  return shell({
    language,
    title: String(input.text.open.get("/title")),
    titleAttributes: { "data-p": placeOf(input.text, "/title") },
    style: DOSSIER_STYLE,
    body: lines([
      header(marks, input),
      el("main", {}, ...lines([...replaced(marks, input), ...sections(marks, input.text), evidence(marks, input)])),
      footer(marks, input),
    ]),
  });
}

/** Children on lines of their own, so that people can read the source and compare versions. */
function lines(children: readonly Child[]): readonly Child[] {
  return children.flatMap((child) => [child, "\n"]);
}

function header(marks: Marks, { text, info, settings, pages }: PageInput): Html {
  const dossier = el(
    "p",
    { class: "kind" },
    marks.word("dossier"),
    " ",
    marks.info("External-Identifier", info["External-Identifier"]!),
    " ",
    marks.word("audience"),
    " ",
    marks.info("Snowmelt-Audience", info["Snowmelt-Audience"]!),
    ...versionWords(marks, info, settings.chain ?? []),
  );
  const { publisher, caseName, settingsSeq } = settings;
  const setting = (pointer: string, value: string): Html => el("bdi", { "data-p": `${settingsSeq} ${pointer}` }, value);
  const by = el(
    "p",
    { class: "by" },
    setting("/name", caseName),
    " ",
    ...(publisher === undefined ? [] : [marks.word("publishedBy"), " ", setting("/publisher", publisher), " "]),
    marks.info("Bagging-Date", info["Bagging-Date"]!),
  );
  const others = pages.filter(({ language }) => language !== marks.language);
  const links = others.map(({ path, language }) => languageLink(marks, path, language));
  return el(
    "header",
    {},
    ...lines([
      dossier,
      el("h1", {}, marks.leaf(text, "/title")),
      by,
      ...(links.length === 0 ? [] : [el("p", { class: "languages" }, ...links)]),
      marks.word("how", "p", { class: "how" }),
    ]),
  );
}

/** A language by its own name, where the locales have one. */
function languageLink(marks: Marks, path: string, language: string): Html {
  return LANGUAGES.includes(language)
    ? marks.word(`language.${language}`, "a", { href: path, lang: language })
    : marks.file(path);
}

function replaced(marks: Marks, { selection, settings }: PageInput): readonly Html[] {
  const parts = versions(marks, selection, settings.chain ?? []);
  return parts.length === 0 ? [] : [el("section", { id: "versions" }, ...lines(parts))];
}

function sections(marks: Marks, text: OpenItem): readonly Html[] {
  let count = 0;
  return sectionsOf(text).map((at) => {
    const level = Math.min(4, Math.max(2, Number(text.open.get(`${at}/depth`) ?? 2)));
    const pointer = `${at}/heading`;
    const hasHeading = text.open.has(pointer) || text.closed.has(pointer);
    const isAuthors = text.open.get(`${at}/voice`) === "authors";
    const blocks = blocksOf(text, at).map(({ kind, sentences }) => {
      const spans = sentences.map((place) =>
        el("span", sentenceAttributes(text, place, ++count), ...sentence(marks, text, place)),
      );
      return { kind, html: block(marks, text, kind, sentences, spans) };
    });
    return el(
      "section",
      {},
      ...lines([
        ...(hasHeading ? [el(`h${level}`, {}, marks.leaf(text, pointer))] : []),
        ...(isAuthors ? [marks.code(text, `${at}/voice`, "p", { class: "voice" })] : []),
        ...grouped(blocks),
      ]),
    );
  });
}

function sentenceAttributes(text: OpenItem, { pointer }: SentencePlace, count: number): Record<string, string> {
  return { class: "s", id: `s${count}`, "data-s": placeOf(text, pointer) };
}

function sentence(marks: Marks, text: OpenItem, { pointer }: SentencePlace): readonly Child[] {
  const template = text.open.get(`${pointer}/text`);
  if (template === undefined && text.splits.has(`${pointer}/text`)) {
    return marks.split(text, `${pointer}/text`, (part) => templated(marks, text, pointer, part), "span");
  }
  if (template === undefined) return [marks.leaf(text, `${pointer}/text`)];
  return templated(marks, text, pointer, String(template));
}

function templated(marks: Marks, text: OpenItem, pointer: string, template: string): readonly Child[] {
  return templateParts(template).flatMap((part): readonly Child[] => {
    if (part.kind === "words") return [part.text];
    if (part.kind === "person") return [marks.person(text, `${pointer}/persons/${part.index}`)];
    if (part.kind === "reference") {
      const at = `${pointer}/refs/${part.index}/at`;
      const place = text.open.has(at) ? [" ", marks.leaf(text, at, "bdi", { class: "at" })] : [];
      return [marks.reference(text, `${pointer}/refs/${part.index}/uid`), ...place];
    }
    const figure = marks.target(text, `${pointer}/figures/${part.index}`);
    if (figure === undefined) return [marks.reference(text, `${pointer}/figures/${part.index}`)];
    const words = marks.inLanguage(figure, "/words");
    return [marks.leaf(figure, words, "a", { class: "figure", href: `#${figure.number}` })];
  });
}

function block(
  marks: Marks,
  text: OpenItem,
  kind: string,
  sentences: readonly SentencePlace[],
  spans: readonly Html[],
): Html {
  const named = sentences.flatMap(({ pointer }) =>
    (referencesOf(text).get(pointer) ?? []).flatMap((at) => marks.target(text, at) ?? []),
  );
  const items = lineageItems(marks, [...new Set(named)]);
  const words = spans.flatMap((span, at) => (at === 0 ? [span] : [" ", span]));
  const tag = kind === "quote" ? "blockquote" : kind === "item" ? "div" : "p";
  const inner = el(tag, {}, ...words);
  const below = items.length === 0 ? [] : ["\n", lineage(marks, items)];
  return kind === "item" ? el("li", {}, inner, ...below) : el("div", {}, inner, ...below);
}

/** Items that follow one another stand in one list. */
function grouped(blocks: readonly { readonly kind: string; readonly html: Html }[]): readonly Html[] {
  const groups: { kind: string; members: Html[] }[] = [];
  for (const { kind, html } of blocks) {
    const last = groups.at(-1);
    if (kind === "item" && last?.kind === "item") last.members.push(html);
    else groups.push({ kind, members: [html] });
  }
  return groups.map(({ kind, members }) => (kind === "item" ? el("ul", {}, ...lines(members)) : members[0]!));
}

function evidence(marks: Marks, { selection, files }: PageInput): Html {
  const groups = GROUPS.flatMap((kind) => {
    const members = selection.items.filter(({ item }) => item.kind === kind);
    if (members.length === 0) return [];
    const cards = members.map((open) => card(marks, open, files.get(open.item.uid)));
    return [marks.word(`group.${LETTERS[kind]}`, "h3"), ...cards];
  });
  return el("section", { id: "evidence" }, ...lines([marks.word("evidence", "h2"), ...groups]));
}

function footer(marks: Marks, { info, settings }: PageInput): Html {
  const line = (label: string, key: string, attributes = {}): Html =>
    el("div", {}, marks.word(`check.${label}`, "dt"), el("dd", {}, marks.info(key, info[key]!, "bdi", attributes)));
  const hash = { class: "hash" };
  const page = settings.verifierPage === undefined ? [] : ["verify.html"];
  const files = ["VERIFY.txt", "verify.mjs", ...page, "checkpoint", "ro-crate-metadata.json", "proofs/0.json"];
  return el(
    "footer",
    {},
    ...lines([
      marks.word("check", "h2"),
      marks.word("check.limits", "p"),
      marks.word("check.advice", "p"),
      el(
        "div",
        { class: "card" },
        el(
          "dl",
          {},
          ...lines([
            line("caseKey", "Snowmelt-Case-Key", hash),
            line("logKey", "Snowmelt-Log-Key", hash),
            line("origin", "Snowmelt-Origin", hash),
            line("size", "Snowmelt-Size"),
            line("root", "Snowmelt-Root", hash),
            line("engine", "Bag-Software-Agent"),
            el(
              "div",
              {},
              marks.word("check.files", "dt"),
              el("dd", {}, ...files.flatMap((path) => [marks.file(path), " "])),
            ),
          ]),
        ),
      ),
    ]),
  );
}
