// The parts of yazl 3 that are used; the package has no types.
declare module "yazl" {
  export class ZipFile {
    readonly outputStream: import("node:stream").Readable;
    addBuffer(
      bytes: Uint8Array,
      path: string,
      options: { mtime: Date; mode: number; compress: boolean; forceDosTimestamp: boolean },
    ): void;
    end(): void;
  }
}
