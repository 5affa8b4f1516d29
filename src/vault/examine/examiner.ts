import type { Examination, Exhibit } from "#record";
import type { CoveredText } from "./covered-text.ts";
import { type Limits, ShutIn, type Unanswered } from "./shut-in.ts";

/** What was found in a file, and what it means for the exhibit's own fields. */
export interface Examined {
  readonly flags: Exhibit["flags"];
  /** Names of the blocks found. */
  readonly blocks: readonly string[];
  readonly record: Omit<Examination, "uid" | "id">;
}

const LIMITS: Limits = { seconds: 30, mebibytes: 700, heapMebibytes: 256, answerMebibytes: 4 };
/** Every drawing operator of every page is followed. */
const LIMITS_OF_PAGES: Limits = { ...LIMITS, seconds: 120 };
const ANSWERS = "vault/examine/answers.js";

/** Looks into files for what they tell about themselves, in a process that is shut in. */
export class Examiner {
  readonly #reader: ShutIn;

  /** @param options for tests: another program, other limits */
  constructor(options: { readonly program?: string; readonly limits?: Partial<Limits> } = {}) {
    this.#reader = new ShutIn({
      answers: ANSWERS,
      program: options.program,
      limits: { ...LIMITS, ...options.limits },
    });
  }

  /** Never throws for what the bytes do. @param bytes of the file, or of its beginning */
  async examine(bytes: Uint8Array, mediaType: string): Promise<Examined> {
    const answer = checked(await this.#reader.ask({ about: "metadata", mediaType }, bytes));
    const base = { what: "metadata" as const, confinement: this.#reader.confinement };
    if ("failed" in answer) {
      const record = {
        ...base,
        tool: "none",
        outcome: "unread" as const,
        remarks: [answer.failed],
        entries: [],
        leftOut: 0,
      };
      return { flags: ["metadata-unreadable"], blocks: [], record };
    }
    const { flags, blocks, entries, tool, leftOut } = answer;
    const kept = entries.filter(({ name, value }) => name.trim() !== "" && value.trim() !== "");
    const record = { ...base, tool, outcome: "read" as const, remarks: [], entries: kept, leftOut };
    return { flags, blocks, record };
  }

  close(): void {
    this.#reader.close();
  }
}

/** Text of a PDF that a reader does not see and a program does, looked for in a process that is shut in and that it has for itself. */
export async function lookForCoveredText(bytes: Uint8Array): Promise<readonly CoveredText[] | Unanswered> {
  const reader = new ShutIn({ answers: ANSWERS, limits: LIMITS_OF_PAGES });
  try {
    const answer = await reader.ask({ about: "covered text" }, bytes);
    if ("failed" in answer) return answer as Unanswered;
    const { covered } = answer;
    return Array.isArray(covered) && covered.every(isCoveredText) ? covered : SOMETHING_ELSE;
  } finally {
    reader.close();
  }
}

function isCoveredText(value: unknown): value is CoveredText {
  const { page, characters, how } = (value ?? {}) as Record<string, unknown>;
  const isKnown = how === "under a shape or picture" || how === "in the colour of the paper";
  return Number.isSafeInteger(page) && Number.isSafeInteger(characters) && isKnown;
}

interface Answer {
  readonly flags: Exhibit["flags"];
  readonly blocks: readonly string[];
  readonly entries: { readonly name: string; readonly value: string }[];
  readonly tool: string;
  readonly leftOut: number;
}

const SOMETHING_ELSE: Unanswered = { failed: "its reader answered with something else" };

/** The answer is not trusted either: a file may have taken its reader over. */
function checked(answer: Readonly<Record<string, unknown>> | Unanswered): Answer | Unanswered {
  if ("failed" in answer) return answer as Unanswered;
  const { flags, blocks, entries, tool, leftOut } = answer;
  const isText = (each: unknown): boolean => typeof each === "string";
  const areEntries = Array.isArray(entries) && entries.every((entry) => isText(entry?.name) && isText(entry?.value));
  if (!Array.isArray(flags) || !Array.isArray(blocks) || !areEntries || !isText(tool)) return SOMETHING_ELSE;
  if (!flags.every((flag) => /^(location|device|author)-metadata$|^metadata-unreadable$/.test(String(flag))))
    return SOMETHING_ELSE;
  return { flags, blocks: blocks.map(String), entries, tool: String(tool), leftOut: Number(leftOut) } as Answer;
}
