import { digestOf } from "#kernel";
import type { Secret } from "./input.ts";
import { foldText, ungroupDigits } from "./leak-views.ts";
import type { Patterns } from "./patterns.ts";

/** One shape in which a closed value may stand somewhere. */
export interface Form {
  readonly label: string;
  readonly form: string;
  /** Short values must stand as words of their own: any five letters occur somewhere in a long text. */
  readonly isWord: boolean;
}

/** From this many characters on a value is also found inside other words. */
const LONG = 8;

/** From this many bytes on a value is found in whatever was decoded; shorter ones only as a whole encoded word. */
export const LONG_BYTES = 8;

/** Names are also written with these between their parts, in file names and addresses. */
const JOINTS = ["", "-", "_", ".", "+"];
const LONGEST_NAME = 60;

const ALGORITHMS = [
  ["md5", "its MD5"],
  ["sha1", "its SHA-1"],
  ["sha256", "its SHA-256"],
  ["sha512", "its SHA-512"],
] as const;

/** Adds every form of a closed value: `exact` is searched for in bytes as they are, `folded` in folded texts. */
export function addForms({ label, value }: Secret, exact: Patterns<Form>, folded: Patterns<Form>): void {
  const text = foldText(value);
  const isWord = text.length < LONG;
  const addText = (spelling: string, form: string): void => {
    folded.add(Buffer.from(spelling), { label, form, isWord });
  };
  addText(text, "in plain or escaped words");
  if (ungroupDigits(text) !== text) addText(ungroupDigits(text), "in plain or escaped words");
  const reversed = [...text].reverse().join("");
  if (reversed !== text) addText(reversed, "reversed");
  if (text.includes(" ") && text.length <= LONGEST_NAME) {
    for (const joint of JOINTS) addText(text.replaceAll(" ", joint), "with other signs between its words");
  }

  for (const wide of [Buffer.from(value, "utf16le"), Buffer.from(value, "utf16le").swap16()]) {
    if (Buffer.byteLength(value) >= LONG_BYTES) exact.add(wide, { label, form: "in UTF-16", isWord: false });
  }
  if (Buffer.byteLength(value) < LONG_BYTES) addShortEncodings(label, value, exact, folded);

  for (const [algorithm, form] of ALGORITHMS) {
    // Also with the line's end, as the usual command line makes it.
    for (const spelling of [value, `${value}\n`])
      exact.add(digestOf(algorithm, spelling), { label, form, isWord: false });
  }
  for (const spelling of new Set([value.normalize("NFC"), value.normalize("NFD"), value.toLowerCase()])) {
    if (spelling !== value) exact.add(digestOf("sha256", spelling), { label, form: "its SHA-256", isWord: false });
  }
  // A closed exhibit's hash may be written in other ways than in hexadecimal.
  if (/^(?:[0-9a-f]{2}){16,64}$/.test(value)) {
    exact.add(Buffer.from(value, "hex"), { label, form: "as the bytes that it stands for", isWord: false });
  }
}

/** What is too short to be looked for in decoded texts is looked for as a whole encoded word. */
function addShortEncodings(label: string, value: string, exact: Patterns<Form>, folded: Patterns<Form>): void {
  const bytes = Buffer.from(value);
  const base64 = bytes.toString("base64").replaceAll("=", "");
  for (const spelling of new Set([base64, bytes.toString("base64url")])) {
    exact.add(Buffer.from(spelling), { label, form: "in base64", isWord: true });
  }
  folded.add(Buffer.from(bytes.toString("hex")), { label, form: "in hexadecimal", isWord: true });
}
