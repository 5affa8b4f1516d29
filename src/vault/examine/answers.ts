import { coveredText } from "./covered-text.ts";
import { readMetadata } from "./read-metadata.ts";

/** What is recorded of one file at most. */
const MOST_ENTRIES = 300;
const LONGEST_VALUE = 500;

/** What is asked about a file. */
export type Question = { readonly about: "metadata"; readonly mediaType: string } | { readonly about: "covered text" };

/** Answers in the shut-in process. @throws whatever a reader throws at a file that is not what it should be */
export async function answer(question: Question, bytes: Uint8Array): Promise<object> {
  if (question.about === "covered text") return { covered: await coveredText(bytes) };
  const { entries, ...rest } = await readMetadata(bytes, question.mediaType);
  let leftOut = Math.max(0, entries.length - MOST_ENTRIES);
  const cut = entries.slice(0, MOST_ENTRIES).map(({ name, value }) => {
    const plain = [name, value].map((text) => text.toWellFormed?.() ?? text).map((text) => text.replaceAll("\0", ""));
    if (plain[1]!.length > LONGEST_VALUE) leftOut += 1;
    return { name: plain[0]!.slice(0, LONGEST_VALUE), value: plain[1]!.slice(0, LONGEST_VALUE) };
  });
  return { ...rest, entries: cut, leftOut };
}
