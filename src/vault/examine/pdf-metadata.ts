import type { Entry } from "./entry.ts";
import { openPdf } from "./open-pdf.ts";

/** What the information dictionary and the XMP packet of a PDF say. @throws what pdf.js throws */
export async function pdfMetadata(
  bytes: Uint8Array,
): Promise<{ readonly entries: readonly Entry[]; readonly tool: string }> {
  const { pdfjs, task } = await openPdf(bytes);
  try {
    const pdf = await task.promise;
    const { info, metadata } = await pdf.getMetadata();
    const entries: Entry[] = [{ name: "PDF pages", value: String(pdf.numPages) }];
    for (const [name, value] of Object.entries(info as Record<string, unknown>)) {
      if (typeof value === "string" && value !== "") entries.push({ name: `PDF ${name}`, value });
      else if (name === "Custom" && value !== null && typeof value === "object") {
        for (const [own, words] of Object.entries(value)) entries.push({ name: `PDF ${own}`, value: String(words) });
      }
    }
    // An iterator over the packet's elements; the types do not tell of it.
    for (const [name, value] of (metadata ?? []) as unknown as Iterable<[string, unknown]>) {
      entries.push({ name: `XMP ${name}`, value: String(value) });
    }
    return { entries, tool: `pdfjs-dist ${pdfjs.version}` };
  } finally {
    await task.destroy();
  }
}
