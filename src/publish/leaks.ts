import type { BagFile, Secret } from "./input.ts";
import { addForms, type Form, LONG_BYTES } from "./leak-forms.ts";
import { decodings, textsOf } from "./leak-views.ts";
import { Patterns } from "./patterns.ts";

/** A closed value in a file that was about to leave. The value itself is never repeated. */
export interface Finding {
  readonly path: string;
  readonly label: string;
  /** How it stood there. */
  readonly form: string;
}

/** How often a decoded text is searched for texts that are encoded in turn. */
const DEPTH = 2;

/**
 * Searches every byte of every file, and the files' names, for closed values: as they are; in other normal forms, cases,
 * spellings and digits; with invisible characters, vowel signs or tags between; escaped for HTML, CSS, JSON or URLs;
 * reversed; in UTF-16; in hexadecimal and base64 at every alignment, also one within the other; and as the MD5, SHA-1,
 * SHA-256 or SHA-512 of the value. What is compressed or encrypted within an exhibit is not seen.
 *
 * @returns one finding for each value, form and file.
 */
export function leakCheck(files: readonly BagFile[], secrets: readonly Secret[]): readonly Finding[] {
  const search = new Search(secrets);
  return files.flatMap(({ path, bytes }) => {
    const findings = new Map<string, Finding>();
    const report = (label: string, form: string): void => {
      findings.set(`${label}\0${form}`, { path, label, form });
    };
    search.run(bytes, report);
    search.run(Buffer.from(path), report);
    return [...findings.values()];
  });
}

class Search {
  /** Found in the bytes as they are. */
  readonly #exact = new Patterns<Form>();
  /** Found in texts that were folded. */
  readonly #folded = new Patterns<Form>();

  constructor(secrets: readonly Secret[]) {
    for (const secret of secrets) addForms(secret, this.#exact, this.#folded);
  }

  run(bytes: Uint8Array, report: (label: string, form: string) => void, encoding = "", depth = 0): void {
    const hitIn =
      (text: Uint8Array) =>
      ({ label, form, isWord }: Form, start: number, end: number): undefined => {
        // Eight random letters are a coincidence that never happens; five happen in any long encoded text.
        if (depth > 0 && end - start < LONG_BYTES) return;
        if (isWord && !(isEdge(text, start - 1) && isEdge(text, end))) return;
        report(label, [form, encoding].filter((part) => part !== "").join(", "));
      };
    this.#exact.search(bytes, hitIn(bytes));
    const { raw, folded } = textsOf(bytes);
    for (const view of folded) {
      const text = Buffer.from(view);
      this.#folded.search(text, hitIn(text));
    }
    if (depth === DEPTH) return;
    for (const decoded of decodings(raw)) this.run(decoded.bytes, report, decoded.encoding, depth + 1);
  }
}

function isEdge(text: Uint8Array, at: number): boolean {
  const byte = text[at];
  if (byte === undefined) return true;
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const isLetter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte >= 0x80;
  // The other signs of base64: within an encoded text nothing is a word.
  return !isDigit && !isLetter && byte !== 0x2b && byte !== 0x2f;
}
