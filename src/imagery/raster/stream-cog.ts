import { closeSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { halve } from "./halve.ts";
import type { Samples } from "./samples.ts";
import { makeSamples } from "./samples.ts";
import { encodeBlock, frontOf, placesOf, type TiffContent } from "./write-tiff.ts";

/** What `writeTiff` takes, but for the pixels; always with tiles and reduced images. */
export type CogContent = Omit<TiffContent, "bands" | "overviews" | "bigTiff"> & {
  readonly tile: number;
  readonly bandCount: number;
};

interface Level {
  readonly width: number;
  readonly height: number;
  readonly path: string;
  readonly fd: number;
  /** Rows that wait for a whole row of tiles; none for the full image, whose rows come in whole rows of tiles. */
  readonly waiting: readonly Samples[];
  filled: number;
  taken: number;
  readonly counts: number[];
}

/** Above this BigTIFF is written; below, every place fits 32 bits. */
const SMALL_TIFF = 2 ** 32 - 2 ** 16;
const COPY_BYTES = 2 ** 20;

/**
 * Writes a cloud-optimised GeoTIFF whose pixels need not be in memory together: rows go in from above, one row of tiles at a
 * time, and each level waits for one row of tiles of its own. Packed tiles lie in files beside the output until their
 * places are known; then directories, reduced images and the full image are put together in that order, and the
 * file appears whole or not at all. Its bytes are those of `writeTiff` for the same content.
 *
 * @throws the system's error when the disk is full or the folder is not there; nothing is left behind then
 */
export class CogStream {
  readonly #file: string;
  readonly #content: CogContent;
  readonly #levels: Level[] = [];

  constructor(file: string, content: CogContent) {
    this.#file = file;
    this.#content = { ...content, predictor: content.predictor === true && (content.compression ?? "none") !== "none" };
    let { width, height } = content;
    for (let i = 0; ; i++) {
      const path = `${file}.part-${i}`;
      const room = i === 0 ? 0 : width * content.tile;
      const waiting = Array.from({ length: content.bandCount }, () => makeSamples(content.type, room));
      try {
        this.#levels.push({ width, height, path, fd: openSync(path, "w+"), waiting, filled: 0, taken: 0, counts: [] });
      } catch (error) {
        this.abandon();
        throw error;
      }
      if (Math.max(width, height) <= content.tile) return;
      width = Math.max(1, width >> 1);
      height = Math.max(1, height >> 1);
    }
  }

  /** Takes the next rows, one array a band: as many as a tile is high, the last time what is left. */
  add(bands: readonly Samples[]): void {
    const level = this.#levels[0]!;
    const rows = bands[0]!.length / level.width;
    if (rows !== Math.min(this.#content.tile, level.height - level.taken))
      throw new RangeError(`${rows} rows cannot follow ${level.taken} of ${level.height}`);
    this.#encode(0, bands, rows);
  }

  /** Puts the file together. @returns its size in bytes */
  finish(): number {
    const levels = this.#levels;
    if (levels.some(({ taken, height }) => taken !== height)) throw new RangeError("Rows are missing");
    const plain = placesOf(this.#content, levels);
    const content = plain.size > SMALL_TIFF ? { ...this.#content, bigTiff: true } : this.#content;
    const places = placesOf(content, levels);
    const path = `${this.#file}.part`;
    try {
      const out = openSync(path, "w");
      try {
        writeAll(out, frontOf(content, levels, places));
        const room = new Uint8Array(COPY_BYTES);
        for (const level of [...levels].reverse()) copyAll(level.fd, out, room);
      } finally {
        closeSync(out);
      }
      renameSync(path, this.#file);
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    } finally {
      this.abandon();
    }
    return places.size;
  }

  /** Closes and removes what lies beside the output. */
  abandon(): void {
    for (const { fd, path } of this.#levels.splice(0)) {
      closeSync(fd);
      rmSync(path, { force: true });
    }
  }

  /** One row of tiles of a level; halved, its rows go on to the next. */
  #encode(index: number, bands: readonly Samples[], rows: number): void {
    const { tile } = this.#content;
    const level = this.#levels[index]!;
    const strip = { ...this.#content, width: level.width, height: rows, bands };
    for (let x = 0; x < level.width; x += tile) {
      const block = encodeBlock(strip, x, 0);
      level.counts.push(block.length);
      writeAll(level.fd, block.length % 2 === 0 ? block : Buffer.concat([block, Buffer.alloc(1)]));
    }
    level.taken += rows;
    const next = this.#levels[index + 1];
    if (next === undefined) return;
    const given = next.taken + next.filled;
    const made = level.taken === level.height ? next.height - given : rows >> 1;
    if (made > 0) {
      const { type, nodata } = this.#content;
      bands.forEach((band, b) => {
        next.waiting[b]!.set(halve(band, type, level.width, made, nodata) as never, next.filled * next.width);
      });
      next.filled += made;
    }
    if (next.filled > 0 && (next.filled === tile || next.taken + next.filled === next.height)) {
      const full = next.filled;
      next.filled = 0;
      this.#encode(
        index + 1,
        next.waiting.map((band) => band.subarray(0, full * next.width)),
        full,
      );
    }
  }
}

/** All of the bytes: on a full disk a write may take a part of them and say nothing. */
function writeAll(fd: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(fd, bytes, done, bytes.length - done);
}

function copyAll(from: number, to: number, room: Uint8Array): void {
  let at = 0;
  for (;;) {
    const n = readSync(from, room, 0, room.length, at);
    if (n === 0) return;
    writeAll(to, room.subarray(0, n));
    at += n;
  }
}
