import { Console } from "node:console";

// A program of its own, started by `ShutIn` with the module that answers. On standard input: frames of a JSON header and the
// bytes of a file. On standard output: a line of JSON for each. Nothing else goes in or out.

const LONGEST_REASON = 500;

// Standard output is for answers; what a library says goes where nobody reads it.
globalThis.console = new Console(process.stderr);
// pdf.js makes one of each when it loads, and uses them only to draw; nothing is drawn here.
const stand = globalThis as unknown as Record<string, unknown>;
for (const name of ["DOMMatrix", "ImageData", "Path2D"]) stand[name] ??= class {};

const { answer } = (await import(process.argv[2]!)) as {
  readonly answer: (header: unknown, bytes: Uint8Array) => Promise<object>;
};

async function answerOrFail(header: unknown, bytes: Uint8Array): Promise<object> {
  try {
    return await answer(header, bytes);
  } catch (error) {
    return { failed: (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON) };
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
    const header: unknown = JSON.parse(all.toString("utf8", 8, 8 + headLength));
    const bytes = new Uint8Array(all.subarray(8 + headLength, end));
    parts = [all.subarray(end)];
    [held, needed] = [held - end, 8];
    process.stdout.write(`${JSON.stringify(await answerOrFail(header, bytes))}\n`);
  }
}
