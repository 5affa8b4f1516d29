import { type ErrorTable, EXIT, errorMaker } from "#kernel";

/** What can be wrong with a text that comes in, or with a call. */
export const readingErrors = {
  "reading/binary": {
    exit: EXIT.refused,
    about: "The bytes are not text of the kind they are said to be. Give a text, HTML, PDF or DOCX file.",
  },
  "reading/empty": {
    exit: EXIT.refused,
    about: "There is nothing to read in the file. Check that it was copied whole.",
  },
  "reading/not-utf8": {
    exit: EXIT.refused,
    about: "The text is in an older encoding. Convert it to UTF-8, for example with iconv, and keep the original.",
  },
  "reading/mixed-encodings": {
    exit: EXIT.refused,
    about:
      "Parts of the text are UTF-8 and parts are not, so letters would be guessed. Repair the copy, keep the original.",
  },
  "reading/too-large": { exit: EXIT.refused, about: "The file or its text is above 20 MB. Split it into parts." },
  "reading/encrypted-pdf": {
    exit: EXIT.refused,
    about: "The PDF asks for a password. Save a copy without one and collect that beside the original.",
  },
  "reading/scanned-pdf": {
    exit: EXIT.refused,
    about:
      "The PDF holds pictures of pages and no text. Run text recognition (for example ocrmypdf) and read its output.",
  },
  "reading/unsupported-type": {
    exit: EXIT.refused,
    about: "This kind of file is not read. Text, Markdown, HTML, PDF with a text layer and DOCX are.",
  },
  "reading/bad-date": { exit: EXIT.usage, about: "The reference date is not a day written YYYY-MM-DD." },
  "reading/unknown-language": {
    exit: EXIT.refused,
    about:
      "The text is in no language that has a grammar. Say which grammar to use with --language, or add a grammar file.",
  },
  "reading/bad-grammar": {
    exit: EXIT.refused,
    about: "A grammar file does not follow docs/formats/grammar.md. Mend the lines that are named.",
  },
} as const satisfies ErrorTable;

export const readingError = errorMaker(readingErrors);
