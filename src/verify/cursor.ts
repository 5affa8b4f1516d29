import { quote } from "./check-bag.ts";

/** Where a page stops being what it has to be. */
export class Mismatch extends Error {}

/** Escapes a text as pages write it, in content and attributes alike. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Reads a page from the start, one expected text after the other; there is nothing that it passes over. */
export class Cursor {
  readonly #path: string;
  readonly #html: string;
  at = 0;

  constructor(path: string, html: string) {
    this.#path = path;
    this.#html = html;
  }

  /** Whether the text stands here; if so, goes past it. */
  take(text: string): boolean {
    if (!this.#html.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Takes the first of some texts that stands here. @throws Mismatch when none does */
  takeOne(texts: readonly string[], what: string): string {
    for (const text of texts) if (this.take(text)) return text;
    return this.fail(what);
  }

  /** @throws Mismatch when the text does not stand here */
  expect(text: string, what: string): void {
    if (!this.take(text)) this.fail(what, text);
  }

  /** Goes past what a sticky pattern matches here; `null` when it matches nothing. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#html);
    if (found !== null) this.at += found[0].length;
    return found;
  }

  isAt(text: string): boolean {
    return this.#html.startsWith(text, this.at);
  }

  get isAtEnd(): boolean {
    return this.at === this.#html.length;
  }

  /** Goes to where a text stands next, from `from` on; `false` when it stands nowhere. */
  skipTo(text: string, from = this.at): boolean {
    const found = this.#html.indexOf(text, from);
    if (found >= 0) this.at = found;
    return found >= 0;
  }

  /** Goes on behind the next of some texts. */
  skipPast(text: string): boolean {
    const found = this.skipTo(text);
    if (found) this.at += text.length;
    return found;
  }

  fail(what: string, expected?: string): never {
    let common = 0;
    while (expected !== undefined && expected[common] === this.#html[this.at + common]) common += 1;
    const here = this.at + common;
    const line = this.#html.slice(0, here).split("\n").length;
    const found = quote(this.#html.slice(here, here + 60));
    throw new Mismatch(`${this.#path}:${line}: ${what} is not what was recorded, or does not belong here: ${found}`);
  }
}
