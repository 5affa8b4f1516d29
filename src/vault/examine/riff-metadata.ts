import type { Entry } from "./entry.ts";

const DEEPEST = 8;
/** Honest files tell a few dozen things. */
const MOST = 2000;

/** Chunks with text (Multimedia Programming Interface and Data Specifications 1.0, INFO; Exif 2.32, 5.5.2). */
const TEXTS: Readonly<Record<string, string>> = {
  IDIT: "made",
  ICRD: "made",
  INAM: "title",
  IART: "artist",
  ICOP: "copyright",
  ICMT: "comment",
  ISFT: "software",
  IENG: "engineer",
  ITCH: "technician",
  ISRC: "source",
  ISBJ: "subject",
  IGNR: "genre",
  IKEY: "keywords",
  IARL: "archival location",
  ICMS: "commissioned by",
  ecor: "make",
  emdl: "model",
  etim: "time",
  erel: "related file",
  eucm: "comment",
  strn: "track name",
};

/**
 * What an AVI film or a WAV recording says about itself in the chunks of its container (RIFF): when it was made, how long it is,
 * with what, by whom. Cameras write these; pictures and sound are not looked at.
 */
export function riffMetadata(bytes: Uint8Array): readonly Entry[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Entry[] = [];
  const walk = (from: number, to: number, depth: number): void => {
    for (let at = from; at + 8 <= to && entries.length < MOST; ) {
      const kind = view.toString("latin1", at, at + 4);
      const size = view.readUInt32LE(at + 4);
      const body = view.subarray(at + 8, Math.min(to, at + 8 + size));
      const name = TEXTS[kind];
      if ((kind === "RIFF" || kind === "LIST") && depth < DEEPEST) {
        if (body.toString("latin1", 0, 4) !== "movi") walk(at + 12, at + 8 + body.length, depth + 1);
      } else if (kind === "avih" && body.length >= 20) entries.push(...lengthOf(body));
      else if (kind === "strh" && body.length >= 8) entries.push({ name: "track", value: textOf(body.subarray(0, 8)) });
      else if (kind === "bext") entries.push(...broadcast(body));
      else if (name !== undefined) entries.push({ name, value: textOf(body) });
      // Chunks begin at even places.
      at += 8 + size + (size % 2);
    }
  };
  walk(0, view.length, 0);
  return entries;
}

/** Microseconds a picture, and the number of pictures, in the film's head. */
function lengthOf(head: Buffer): Entry[] {
  const seconds = (head.readUInt32LE(0) * head.readUInt32LE(16)) / 1e6;
  return seconds === 0 ? [] : [{ name: "film seconds", value: seconds.toFixed(3) }];
}

/** The chunk of broadcasters (EBU Tech 3285): description, originator, its reference, day and time. */
function broadcast(body: Buffer): Entry[] {
  const fields = [
    ["description", 0, 256],
    ["author", 256, 288],
    ["reference", 288, 320],
    ["made", 320, 338],
  ] as const;
  return fields.map(([name, from, to]) => ({ name, value: textOf(body.subarray(from, to)) }));
}

function textOf(body: Buffer): string {
  return body.toString("utf8").replace(/\0.*$/s, "").trim();
}
