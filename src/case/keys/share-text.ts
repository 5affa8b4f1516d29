import { sha256 } from "#kernel";

/** One of the shares of a case's keys, as it stands on paper. */
export interface Share {
  /** The case, as its ledger's origin names it. */
  readonly origin: string;
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** Crockford's base 32: no letter that is taken for a digit. */
const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LINE_SYMBOLS = 24;
const CHECK_SYMBOLS = 2;

/** Words of a share with its lines, each closed by two symbols that tell a misread line. */
export function formatShare({ origin, number, bytes }: Share): string {
  const symbols = toSymbols(bytes);
  const lines = (symbols.match(new RegExp(`.{1,${LINE_SYMBOLS}}`, "g")) ?? []).map((line, i) => {
    const groups = `${line.match(/.{1,4}/g)!.join(" ")}`;
    return `${String(i + 1).padStart(2, "0")}: ${groups} / ${checkOf(line, i, number)}`;
  });
  return [`Snowmelt recovery sheet, share ${number} of 3`, `case ${origin}`, ...lines, ""].join("\n");
}

/** Reads a share that was printed or typed: case, spaces and the letters O, I, L do not matter. @returns the faults, if any */
export function parseShare(text: string): Share | { readonly faults: readonly string[] } {
  const number = Number(/share (\d) of 3/i.exec(text)?.[1] ?? 0);
  const origin = /^\s*case (snowmelt\/[0-9a-f]{32})\s*$/im.exec(text)?.[1];
  if (origin === undefined || number < 1 || number > 3) return { faults: ["it is no recovery sheet of a case"] };
  const faults: string[] = [];
  const lines = [...text.matchAll(/^\s*(\d\d):([^/\n]*)\/(.*)$/gm)];
  const symbols = lines.map(([, at, groups, check], i) => {
    const line = clean(groups!);
    if (Number(at) !== i + 1) faults.push(`line ${i + 1} is missing or out of its place`);
    else if (clean(check!) !== checkOf(line, i, number)) faults.push(`line ${at} is misread`);
    return line;
  });
  if (lines.length === 0) faults.push("it has no lines");
  if (faults.length > 0) return { faults };
  return { origin, number, bytes: fromSymbols(symbols.join("")) };
}

function clean(text: string): string {
  return text
    .toUpperCase()
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1")
    .replaceAll(/[^0-9A-Z]/g, "");
}

function checkOf(line: string, index: number, share: number): string {
  return toSymbols(sha256(`${share} ${index} ${line}`)).slice(0, CHECK_SYMBOLS);
}

function toSymbols(bytes: Uint8Array): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => SYMBOLS[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

function fromSymbols(symbols: string): Uint8Array {
  const bits = [...symbols].map((symbol) => Math.max(0, SYMBOLS.indexOf(symbol)).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
