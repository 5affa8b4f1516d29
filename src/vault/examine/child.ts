import { readMetadata } from "./read-metadata.ts";

// A program of its own, started by `Examiner`. On standard input: frames of a JSON header and the bytes of a file. On standard
// output: a line of JSON for each. Nothing else goes in or out.

/** What is recorded of one file at most. */
const MOST_ENTRIES = 300;
const LONGEST_VALUE = 500;

async function answer(header: { readonly mediaType: string }, bytes: Uint8Array): Promise<object> {
  try {
    const { entries, ...rest } = await readMetadata(bytes, header.mediaType);
    let leftOut = Math.max(0, entries.length - MOST_ENTRIES);
    const cut = entries.slice(0, MOST_ENTRIES).map(({ name, value }) => {
      const plain = [name, value].map((text) => text.toWellFormed?.() ?? text).map((text) => text.replaceAll("\0", ""));
      if (plain[1]!.length > LONGEST_VALUE) leftOut += 1;
      return { name: plain[0]!.slice(0, LONGEST_VALUE), value: plain[1]!.slice(0, LONGEST_VALUE) };
    });
    return { ...rest, entries: cut, leftOut };
  } catch (error) {
    return { failed: (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_VALUE) };
  }
}

let parts: Buffer[] = [];
let held = 0;
/** How many bytes are needed before there is something to do. */
let needed = 8;
for await (const chunk of process.stdin) {
  parts.push(chunk as Buffer);
  held += (chunk as Buffer).length;
  while (held >= needed) {
    const all = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    parts = [all];
    const [headLength, length] = [all.readUInt32BE(0), all.readUInt32BE(4)];
    const end = 8 + headLength + length;
    if (held < end) {
      needed = end;
      break;
    }
    const header = JSON.parse(all.toString("utf8", 8, 8 + headLength)) as { mediaType: string };
    const bytes = new Uint8Array(all.subarray(8 + headLength, end));
    parts = [all.subarray(end)];
    [held, needed] = [held - end, 8];
    process.stdout.write(`${JSON.stringify(await answer(header, bytes))}\n`);
  }
}
