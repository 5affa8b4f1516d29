/** A zip archive of the given files, for tests. */
export async function zipOf(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const name: string = "yazl"; // the package has no types
  const { default: yazl } = await import(name);
  const zip = new yazl.ZipFile();
  for (const [path, body] of Object.entries(files)) zip.addBuffer(Buffer.from(body), path);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Buffer));
  return new Uint8Array(Buffer.concat(chunks));
}
