import { lineColumn, type Problem } from "#kernel";
import { readToml } from "../toml.ts";
import { findTypedNumbers } from "./prose-numbers.ts";

/** A sentence of hand/dossier.md with the places of what it names. */
export interface WrittenSentence {
  /** Prose with `{f0}` where figures and `{r0}` where references stand; white space folded, escapes taken away. */
  readonly text: string;
  readonly figures: readonly { readonly id: string; readonly offset: number }[];
  readonly persons: readonly { readonly id: string; readonly offset: number }[];
  readonly references: readonly { readonly id: string; readonly at?: string; readonly offset: number }[];
  readonly offset: number;
}

export interface WrittenBlock {
  readonly kind: "paragraph" | "item" | "quote";
  readonly sentences: readonly WrittenSentence[];
}

export interface WrittenSection {
  readonly heading: string | null;
  readonly depth: number;
  /** `evidence`: every sentence names what it rests on. `authors`: the authors speak for themselves. */
  readonly voice: "evidence" | "authors";
  readonly blocks: readonly WrittenBlock[];
}

/** hand/dossier.md, read. */
export interface WrittenText {
  readonly title: string;
  readonly language: string;
  readonly level: string;
  readonly sections: readonly WrittenSection[];
}

const REFERENCE = /\[([A-Z]\d+[a-z]*)(?:\s+([^\]]*))?\]/g;
const FIGURE = /\{([NP]\d+[a-z]*)\}/g;
const ABBREVIATIONS =
  /(?:^|[\s(“"])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|St|No|Nos|vs|cf|e\.g|i\.e|etc|approx|p|pp|para|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|[A-Z]|(?:[A-Z]\.)+[A-Z])\.$/;

/**
 * Reads the dossier's text: an optional `+++` TOML head (`lang`, `level`), `# title`, `## sections` (marked `{authors}`
 * when the authors speak for themselves), paragraphs, `- items` and `> quotes`. Every problem goes to `problems`.
 */
export function readText(file: string, source: string, language: string, problems: Problem[]): WrittenText {
  const reader = new TextReader(file, source, problems);
  return reader.read(language);
}

class TextReader {
  readonly #file: string;
  readonly #source: string;
  readonly #problems: Problem[];

  constructor(file: string, source: string, problems: Problem[]) {
    this.#file = file;
    this.#source = source;
    this.#problems = problems;
  }

  read(language: string): WrittenText {
    const head = this.#readHead();
    const sections: { heading: string | null; depth: number; voice: "evidence" | "authors"; blocks: WrittenBlock[] }[] =
      [];
    let title = "";
    for (const { text, offset } of this.#paragraphs(head.bodyOffset)) {
      const heading = /^(#{1,4})\s+(.*?)\s*(\{authors\})?\s*$/.exec(text);
      if (heading !== null && !text.includes("\n")) {
        const [, marks, words, authors] = heading as unknown as [string, string, string, string?];
        const clean = this.#cleanHeading(words, offset + text.indexOf(words));
        if (marks.length === 1) title = clean;
        else {
          const voice = authors === undefined ? "evidence" : "authors";
          sections.push({ heading: clean, depth: marks.length, voice, blocks: [] });
        }
        continue;
      }
      if (sections.length === 0) sections.push({ heading: null, depth: 2, voice: "evidence", blocks: [] });
      const section = sections.at(-1)!;
      section.blocks.push(...this.#blocks(text, offset, section.voice));
    }
    if (title === "") this.#add(head.bodyOffset, 'the text has no title: begin with "# Title"');
    return { title, language: head.language ?? language, level: head.level ?? "team", sections };
  }

  #readHead(): { readonly bodyOffset: number; readonly language?: string; readonly level?: string } {
    const match = /^\+\+\+\r?\n([\s\S]*?)^\+\+\+[ \t]*$/m.exec(this.#source);
    if (match === null || match.index !== 0) return { bodyOffset: 0 };
    const read = readToml(this.#file, match[1]!);
    const bodyOffset = match[0].length;
    if ("problem" in read) {
      this.#problems.push({ ...read.problem, line: read.problem.line! + 1 });
      return { bodyOffset };
    }
    const { value, problemAt } = read.document;
    for (const key of Object.keys(value)) {
      const problem = problemAt([key], `unknown key "${key}": the head holds "lang" and "level"`);
      if (key !== "lang" && key !== "level") this.#problems.push({ ...problem, line: problem.line! + 1 });
    }
    const textOf = (key: string): string | undefined => (typeof value[key] === "string" ? value[key] : undefined);
    const [language, level] = [textOf("lang"), textOf("level")];
    return { bodyOffset, ...(language === undefined ? {} : { language }), ...(level === undefined ? {} : { level }) };
  }

  /** Runs of lines between blank lines; a heading is always a run of its own. */
  *#paragraphs(from: number): Generator<{ readonly text: string; readonly offset: number }> {
    let lines: string[] = [];
    let start = from;
    let at = from;
    const flush = function* (): Generator<{ text: string; offset: number }> {
      if (lines.length > 0) yield { text: lines.join("\n"), offset: start };
      lines = [];
    };
    for (const line of this.#source.slice(from).split("\n")) {
      const clean = line.endsWith("\r") ? line.slice(0, -1) : line;
      const isBreak = clean.trim() === "" || /^#{1,4}\s/.test(clean);
      if (isBreak) yield* flush();
      if (/^#{1,4}\s/.test(clean)) yield { text: clean, offset: at };
      else if (clean.trim() !== "") {
        if (lines.length === 0) start = at;
        lines.push(line);
      }
      at += line.length + 1;
    }
    yield* flush();
  }

  #blocks(text: string, offset: number, voice: "evidence" | "authors"): WrittenBlock[] {
    const marker = /^(?:[-*]\s+|\d+\.\s+|>\s?)/gm;
    const starts = [...text.matchAll(marker)];
    if (starts.length === 0 || starts[0]!.index !== 0) {
      return [{ kind: "paragraph", sentences: this.#sentences(text, offset, voice) }];
    }
    if (starts[0]![0].startsWith(">")) {
      const words = text.replace(/^>\s?/gm, (mark) => " ".repeat(mark.length));
      return [{ kind: "quote", sentences: this.#sentences(words, offset, voice) }];
    }
    return starts.map((start, i) => {
      const from = start.index + start[0].length;
      const to = starts[i + 1]?.index ?? text.length;
      return { kind: "item", sentences: this.#sentences(text.slice(from, to), offset + from, voice) };
    });
  }

  #sentences(text: string, offset: number, voice: "evidence" | "authors"): WrittenSentence[] {
    return splitSentences(text).map(({ start, end }) => this.#sentence(text.slice(start, end), offset + start, voice));
  }

  #sentence(raw: string, offset: number, voice: "evidence" | "authors"): WrittenSentence {
    const figures: WrittenSentence["figures"][number][] = [];
    const persons: WrittenSentence["persons"][number][] = [];
    const references: WrittenSentence["references"][number][] = [];
    // What is no prose becomes white space of the same length, so that places in the rest still count right.
    const blank = (words: string): string => words.replace(/[^\n]/g, " ");
    let prose = raw.replace(/\\\S+/g, blank);
    let text = "";
    let last = 0;
    const tokens = [...raw.matchAll(new RegExp(`${REFERENCE.source}|${FIGURE.source}`, "g"))];
    for (const token of tokens) {
      text += raw.slice(last, token.index);
      last = token.index + token[0].length;
      prose = prose.slice(0, token.index) + blank(token[0]) + prose.slice(last);
      if (token[3]?.startsWith("P") === true) {
        text += `{p${persons.length}}`;
        persons.push({ id: token[3], offset: offset + token.index });
      } else if (token[3] !== undefined) {
        text += `{f${figures.length}}`;
        figures.push({ id: token[3], offset: offset + token.index });
      } else {
        text += `{r${references.length}}`;
        const at = token[2]?.trim();
        references.push({
          id: token[1]!,
          offset: offset + token.index,
          ...(at === undefined || at === "" ? {} : { at }),
        });
      }
    }
    text += raw.slice(last);
    for (const found of findTypedNumbers(prose)) {
      this.#add(
        offset + found.start,
        `"${found.text}" is a typed number: name a figure, as in {N2}, or write \\${found.text} when it is part of a name`,
        found.text,
      );
    }
    for (const brace of prose.matchAll(/[{}]/g)) {
      this.#add(
        offset + brace.index,
        `"${brace[0]}" stands alone: braces hold a figure, as in {N2}, or a person, as in {P3}`,
      );
    }
    if (voice === "evidence" && figures.length + persons.length + references.length === 0) {
      this.#add(
        offset,
        "this sentence names no evidence: add a reference such as [C7], or put it in a section marked {authors}",
        oneLine(raw),
      );
    }
    return { text: oneLine(text.replace(/\\(\S)/g, "$1")), figures, persons, references, offset };
  }

  #cleanHeading(words: string, offset: number): string {
    for (const found of findTypedNumbers(words.replace(/\\\S+/g, (name) => " ".repeat(name.length)))) {
      this.#add(offset + found.start, `"${found.text}" is a typed number: a heading holds no figures`, found.text);
    }
    return words.replace(/\\(\S)/g, "$1");
  }

  #add(offset: number, message: string, text?: string): void {
    const place = lineColumn(this.#source, offset);
    this.#problems.push({ message, file: this.#file, ...place, ...(text === undefined ? {} : { text }) });
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Sentences of a block: they end at . ! ? ؟ with closing marks and references, before white space, but not after an abbreviation. */
function splitSentences(text: string): readonly { readonly start: number; readonly end: number }[] {
  const spans: { start: number; end: number }[] = [];
  const push = (start: number, end: number): void => {
    const lead = /^\s*/.exec(text.slice(start, end))![0].length;
    if (start + lead < end) spans.push({ start: start + lead, end });
  };
  let start = 0;
  for (const match of text.matchAll(/[.!?؟…]["”’»)]*(?:\s*\[[A-Z]\d+[^\]]*\])*(?=\s|$)/g)) {
    const end = match.index + match[0].length;
    if (ABBREVIATIONS.test(text.slice(start, match.index + 1)) && /^\s+\S/.test(text.slice(end))) continue;
    push(start, end);
    start = end;
  }
  push(start, text.length);
  return spans;
}
