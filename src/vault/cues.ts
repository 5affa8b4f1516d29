import type { Problem } from "#kernel";

/** A piece of a transcript with the time it belongs to, in milliseconds from the beginning of the recording. */
export interface Cue {
  readonly fromMs: number;
  readonly toMs: number;
  readonly text: string;
}

const TIMING = /^((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})\s+-->\s+((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})(?:\s+\S.*)?$/;

/**
 * Reads the time codes of a transcript: WebVTT (W3C) or SubRip. A text without any has none, and that is no fault.
 *
 * @returns pieces in the order of the file, and every line that cannot be used
 */
export function readCues(
  text: string,
  file: string,
): { readonly cues: readonly Cue[]; readonly problems: readonly Problem[] } {
  const cues: Cue[] = [];
  const problems: Problem[] = [];
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  for (const [i, line] of lines.entries()) {
    if (!line.includes("-->")) continue;
    const complain = (message: string): void =>
      void problems.push({ message, file, line: i + 1, column: 1, text: line });
    const [, from, to] = TIMING.exec(line.trim()) ?? [];
    const [fromMs, toMs] = [from, to].map(millisecondsOf);
    if (fromMs === undefined || toMs === undefined || fromMs === null || toMs === null) {
      complain("no time code; wanted is 00:01:02.500 --> 00:01:04.000");
      continue;
    }
    const words: string[] = [];
    for (let at = i + 1; at < lines.length && lines[at]!.trim() !== ""; at += 1) {
      if (lines[at]!.includes("-->")) break;
      words.push(lines[at]!);
    }
    const before = cues.at(-1);
    if (toMs <= fromMs) complain("it ends before it begins");
    else if (before !== undefined && fromMs < before.fromMs) complain("it begins before the one above");
    else if (words.join("").trim() === "") complain("no words stand under it");
    else cues.push({ fromMs, toMs, text: words.join("\n") });
  }
  return { cues, problems };
}

/** `1:02:03.500`, `02:03,500`; `null` where minutes or seconds are above 59. */
function millisecondsOf(code: string | undefined): number | null {
  if (code === undefined) return null;
  const parts = code.replace(",", ".").split(":");
  const seconds = Number(parts.pop());
  const minutes = Number(parts.pop());
  const hours = Number(parts.pop() ?? 0);
  if (seconds >= 60 || minutes >= 60) return null;
  return Math.round((hours * 3600 + minutes * 60 + seconds) * 1000);
}

/** `00:01:02.500`: how time codes are told. */
export function timeCode(ms: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  const rest = String(ms % 1000).padStart(3, "0");
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${rest}`;
}
