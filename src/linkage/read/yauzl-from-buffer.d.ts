// One more part of yauzl 3, beside those declared by the vault.
declare module "yauzl" {
  export function fromBufferPromise(
    buffer: Buffer,
    options: { lazyEntries: boolean; decodeStrings: boolean; validateEntrySizes: boolean },
  ): Promise<ZipFile>;
}
