import { type ErrorText, SnowmeltError, sha256Hex } from "#kernel";
import { type Extracted, extract, readingErrors } from "#reading";
import { type Limits, ShutIn } from "#vault";
import { caseError } from "./errors.ts";

const LIMITS: Limits = { seconds: 120, mebibytes: 1400, heapMebibytes: 768, answerMebibytes: 128 };
/** What is no more than its characters is decoded here. */
const PLAIN = /^text\/(plain|markdown|vtt)(;|$)/;

/**
 * The text of a file, as `extract` of reading gives it. PDFs, Word documents and pages of the web are parsed in a process that
 * is shut in, one a file, so that none can reach the network, the case, or the text of another.
 *
 * @param limits for tests: others than the usual ones
 * @throws what `extract` throws; case/reader-ended
 */
export async function textOf(bytes: Uint8Array, mediaType: string, limits: Partial<Limits> = {}): Promise<Extracted> {
  if (PLAIN.test(mediaType)) return extract(bytes, mediaType);
  const reader = new ShutIn({ answers: "case/text-answers.js", limits: { ...LIMITS, ...limits } });
  try {
    const answer = await reader.ask({ mediaType }, bytes);
    if ("failed" in answer) throw readerEnded(mediaType, String(answer["failed"]));
    if (isExtracted(answer["extracted"])) return answer["extracted"];
    throw refusalOf(answer["refused"]) ?? readerEnded(mediaType, "its reader answered with something else");
  } finally {
    reader.close();
  }
}

/** What comes from that process is not trusted: a file may have taken it over. */
function isExtracted(value: unknown): value is Extracted {
  const { text, tool, version, sha256, places, unread, doubtful } = (value ?? {}) as Record<string, unknown>;
  if (typeof text !== "string" || typeof tool !== "string" || typeof version !== "string") return false;
  const isPlace = (place: Record<string, unknown> | null): boolean =>
    (place?.["kind"] === "page" || place?.["kind"] === "element") &&
    typeof place["label"] === "string" &&
    Number.isSafeInteger(place["start"]) &&
    Number.isSafeInteger(place["end"]);
  const isReason = (each: Record<string, unknown> | null): boolean =>
    typeof each?.["label"] === "string" && typeof each["reason"] === "string";
  return (
    sha256 === sha256Hex(new TextEncoder().encode(text)) &&
    Array.isArray(places) &&
    places.every(isPlace) &&
    [unread, doubtful].every((pages) => pages === undefined || (Array.isArray(pages) && pages.every(isReason)))
  );
}

function refusalOf(value: unknown): Error | null {
  const { code, text } = (value ?? {}) as { readonly code?: string; readonly text?: Partial<ErrorText> };
  if (code === undefined || !Object.hasOwn(readingErrors, code)) return null;
  const { what, found, unchanged, mend } = text ?? {};
  if (![what, found, unchanged, mend].every((line) => typeof line === "string")) return null;
  return new SnowmeltError(code, readingErrors[code as keyof typeof readingErrors], text as ErrorText);
}

function readerEnded(mediaType: string, found: string): Error {
  return caseError("case/reader-ended", {
    what: `Cannot read the ${mediaType} file`,
    found: `${found}; such files are read in a process of their own, which has no network, no files and little time`,
    unchanged: "The file was only looked at; nothing was written.",
    mend: "Open a copy where it can do no harm, save it as text, and read that: snowmelt read COPY",
  });
}
