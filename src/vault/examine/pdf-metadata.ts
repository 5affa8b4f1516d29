import type { Entry } from "./entry.ts";

/** What the information dictionary and the XMP packet of a PDF say. @throws what pdf.js throws */
export async function pdfMetadata(
  bytes: Uint8Array,
): Promise<{ readonly entries: readonly Entry[]; readonly tool: string }> {
  // pdf.js makes one of each when it loads, and uses them only to draw; nothing is drawn here.
  const stand = globalThis as unknown as Record<string, unknown>;
  for (const name of ["DOMMatrix", "ImageData", "Path2D"]) stand[name] ??= class {};
  const pdfjs = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = pdfjs.getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    useSystemFonts: false,
    disableFontFace: true,
    isEvalSupported: false,
  });
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
