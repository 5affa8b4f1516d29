// The parts of yauzl 3 that are used; the package has no types.
declare module "yauzl" {
  export interface Entry {
    readonly fileName: Buffer;
    readonly fileNameRaw: Buffer;
    readonly extraFields: readonly { readonly id: number; readonly data: Buffer }[];
    readonly generalPurposeBitFlag: number;
    readonly compressionMethod: number;
    readonly lastModFileTime: number;
    readonly lastModFileDate: number;
    readonly crc32: number;
    readonly compressedSize: number;
    readonly uncompressedSize: number;
    readonly versionMadeBy: number;
    readonly externalFileAttributes: number;
    readonly relativeOffsetOfLocalHeader: number;
    canDecodeFileData(): boolean;
    isEncrypted(): boolean;
  }
  export interface ZipFile {
    readonly entryCount: number;
    /** Where the next entry would be read; not documented, so the version is pinned and a test looks. */
    readonly readEntryCursor: number;
    eachEntry(): AsyncIterable<Entry>;
    readLocalFileHeaderPromise(entry: Entry): Promise<{ readonly fileDataStart: number; readonly fileName: Buffer }>;
    openReadStreamPromise(entry: Entry): Promise<import("node:stream").Readable>;
    close(): void;
  }
  export function openPromise(
    path: string,
    options: { autoClose: boolean; lazyEntries: boolean; decodeStrings: boolean; validateEntrySizes: boolean },
  ): Promise<ZipFile>;
  export function fromBufferPromise(bytes: Buffer, options: { lazyEntries: boolean }): Promise<ZipFile>;
  export function getFileNameLowLevel(
    generalPurposeBitFlag: number,
    fileName: Buffer,
    extraFields: readonly { readonly id: number; readonly data: Buffer }[],
    strictFileNames: boolean,
  ): string;
}
